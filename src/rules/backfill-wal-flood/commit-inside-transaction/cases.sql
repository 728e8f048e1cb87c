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

-- case: COMMIT in a block with EXCEPTION, which is a subtransaction
DO $$ -- finding: commit-inside-transaction
BEGIN
  FOR i IN 1..3 LOOP
    BEGIN
      UPDATE users SET handle = 'x' WHERE id = i;
      COMMIT;
      PERFORM pg_sleep(0.01);
    EXCEPTION WHEN unique_violation THEN
      NULL;
    END;
  END LOOP;
END $$;

-- case: COMMIT behind such a block is fine
DO $$
BEGIN
  FOR i IN 1..3 LOOP
    BEGIN
      UPDATE users SET handle = 'x' WHERE id = i;
    EXCEPTION WHEN unique_violation THEN
      NULL;
    END;
    COMMIT;
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$;

-- case: a function cannot commit, whoever calls it
CREATE FUNCTION backfill() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET handle = 'x' WHERE id = 1;
  COMMIT;
END $$;
-- file: 0002_run.sql
VACUUM users;
SELECT backfill(); -- finding: commit-inside-transaction

-- case: a procedure can, outside a transaction
CREATE PROCEDURE backfill() LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET handle = 'x' WHERE id = 1;
  COMMIT;
END $$;
-- file: 0002_run.sql
VACUUM users;
CALL backfill();

-- case: but not inside one
CREATE PROCEDURE backfill() LANGUAGE plpgsql AS $$
BEGIN
  COMMIT;
END $$;
-- file: 0002_run.sql
BEGIN;
CALL backfill(); -- finding: commit-inside-transaction
COMMIT;

-- case: PL/pgSQL could not commit at all before 11
-- postgres: 10
DO $$ BEGIN COMMIT; END $$; -- finding: statement-refused
