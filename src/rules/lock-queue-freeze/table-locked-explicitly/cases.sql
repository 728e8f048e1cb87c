CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a mode that blocks writes
BEGIN;
SET LOCAL lock_timeout = '2s';
LOCK TABLE orders IN SHARE MODE; -- finding: table-locked-explicitly
COMMIT;

-- case: a mode that lets reads and writes go on
BEGIN;
SET LOCAL lock_timeout = '2s';
LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE NOWAIT; -- finding: table-locked-explicitly (caution)
COMMIT;

-- case: a new table
BEGIN;
CREATE TABLE fresh (id bigint PRIMARY KEY);
LOCK TABLE fresh;
COMMIT;
