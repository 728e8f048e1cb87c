CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL, email text, total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);
CREATE TABLE events (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: dropping an index
BEGIN;
DROP INDEX CONCURRENTLY orders_user_id_idx; -- finding: concurrently-in-transaction
COMMIT;

-- case: rebuilding an index
BEGIN;
REINDEX INDEX CONCURRENTLY orders_user_id_idx; -- finding: concurrently-in-transaction
COMMIT;

-- case: detaching a partition
BEGIN;
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY; -- finding: concurrently-in-transaction
COMMIT;

-- case: a DO block runs in a transaction
DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY i ON orders (email)'; END $$; -- finding: concurrently-in-transaction

-- case: after the COMMIT it may run
BEGIN;
SELECT 1;
COMMIT;
CREATE INDEX CONCURRENTLY orders_email_idx ON orders (email);
