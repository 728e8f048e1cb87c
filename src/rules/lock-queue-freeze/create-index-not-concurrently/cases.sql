CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total FROM orders;
CREATE TABLE events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: a unique index blocks writes as well
SET lock_timeout = '2s';
CREATE UNIQUE INDEX i ON orders (email); -- finding: create-index-not-concurrently

-- case: an index on a table of the same migration hurts nobody
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);

-- case: an index on a table of an earlier file of the same set hurts nobody
-- file: 0001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- file: 0002_index.sql
CREATE INDEX users_email_idx ON users (email);

-- case: an index on a partitioned parent blocks writes to every partition
SET lock_timeout = '2s';
CREATE INDEX events_at_idx ON events (at); -- finding: create-index-not-concurrently

-- case: on the parent alone nothing is built
SET lock_timeout = '2s';
CREATE INDEX events_at_idx ON ONLY events (at); -- finding: partitioned-index-left-invalid (caution)

-- case: an index on a materialized view makes none of its readers wait
CREATE INDEX totals_total ON totals (total);

-- case: an index that exists is not built again
CREATE TABLE users (id bigint, email text);
CREATE INDEX i ON users (email);
CREATE INDEX IF NOT EXISTS i ON users (email);
