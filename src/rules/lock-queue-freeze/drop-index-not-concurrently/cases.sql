CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text UNIQUE);
CREATE INDEX orders_user_id_idx ON orders (user_id);
CREATE INDEX orders_both_idx ON orders (user_id, email);
CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX events_at_idx ON events (at);

-- case: several at once are one finding
SET lock_timeout = '2s';
DROP INDEX orders_user_id_idx, orders_both_idx; -- finding: drop-index-not-concurrently (caution)

-- case: an index that nobody has shown us is on a table that somebody uses
-- postgres: none
SET lock_timeout = '2s';
DROP INDEX elsewhere_idx; -- finding: drop-index-not-concurrently (caution)

-- case: IF EXISTS changes nothing
SET lock_timeout = '2s';
DROP INDEX IF EXISTS orders_user_id_idx; -- finding: drop-index-not-concurrently (caution)

-- case: an index of a new table
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
DROP INDEX users_email_idx;

-- case: the index of a partitioned table has no online form
SET lock_timeout = '2s';
DROP INDEX events_at_idx;

-- case: the index of a constraint is refused, which is another rule's subject
SET lock_timeout = '2s';
DROP INDEX orders_email_key; -- finding: statement-refused
