CREATE TABLE users (id bigint PRIMARY KEY, username text, handle text);

-- case: a ROLLBACK in the block is refused as well
BEGIN;
DO $$ -- finding: commit-inside-transaction
BEGIN
  IF (SELECT count(*) FROM users) = 0 THEN
    ROLLBACK;
  END IF;
END $$;
COMMIT;

-- case: after the COMMIT of the file the block runs by itself
BEGIN;
SELECT 1;
COMMIT;
DO $$ BEGIN COMMIT; END $$;

-- case: a block that never commits may run in a transaction
BEGIN;
DO $$ BEGIN PERFORM 1; END $$;
COMMIT;
