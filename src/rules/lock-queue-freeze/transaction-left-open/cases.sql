CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a second BEGIN begins nothing
BEGIN;
SET LOCAL lock_timeout = '2s';
BEGIN; -- finding: transaction-left-open (caution)
ALTER TABLE orders ADD COLUMN note text;
COMMIT;

-- case: the second of two transactions
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
START TRANSACTION; -- finding: transaction-left-open
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;

-- case: ROLLBACK ends it too
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ROLLBACK;

-- case: a BEGIN at the end, for the tool's own COMMIT
COMMIT;
CREATE INDEX CONCURRENTLY orders_id ON orders (id);
BEGIN;

-- case: nothing behind it
BEGIN; -- finding: transaction-left-open
