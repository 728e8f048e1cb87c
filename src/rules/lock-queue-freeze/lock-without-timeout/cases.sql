CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: it is said once for a file
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)
ALTER TABLE orders ADD COLUMN b int;

-- case: a timeout of a minute does not help
SET lock_timeout = '1min';
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: SET LOCAL helps inside a transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a int;
COMMIT;

-- case: SET LOCAL outside a transaction changes nothing
SET LOCAL lock_timeout = '2s';
BEGIN;
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)
COMMIT;

-- case: a timeout set after the statement comes too late
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)
SET lock_timeout = '2s';

-- case: RESET takes it back
SET lock_timeout = '2s';
RESET lock_timeout;
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: a short statement_timeout bounds the wait too
SET statement_timeout = 3000;
ALTER TABLE orders ADD COLUMN a int;

-- case: set_config is a SET
SELECT set_config('lock_timeout', '2s', false);
ALTER TABLE orders ADD COLUMN a int;

-- case: ROLLBACK takes a SET back
BEGIN;
SET lock_timeout = '2s';
ROLLBACK;
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: a statement that lets reads and writes go on needs none
ALTER TABLE orders ALTER COLUMN total SET STATISTICS 500;

-- case: a concurrent command waits as long as it has to, and a timeout would leave it half done
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
