CREATE TABLE users (id bigint PRIMARY KEY, username text, handle text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text);

-- case: the lock may be on another table
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN total int;
UPDATE users SET handle = username; -- finding: schema-change-and-backfill-in-one-transaction, unbatched-write

-- case: a loop that never commits holds the lock as well
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a int;
DO $$ -- finding: unpaced-backfill (caution)
BEGIN
  LOOP
    UPDATE users SET a = 1 WHERE id IN (SELECT id FROM users WHERE a IS NULL LIMIT 5000); -- finding: schema-change-and-backfill-in-one-transaction
    EXIT WHEN NOT FOUND;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;

-- case: in transactions of their own only the batches are missing
SET lock_timeout = '2s';
BEGIN;
ALTER TABLE users ADD COLUMN a int;
COMMIT;
UPDATE users SET a = 1; -- finding: unbatched-write

-- case: one row by its key is short
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN a int;
UPDATE users SET a = 1 WHERE id = 1;

-- case: a new table is locked by nobody
CREATE TABLE fresh (id bigint PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN a int;
UPDATE fresh SET a = 1;
