CREATE TABLE users (id bigint PRIMARY KEY, username text, handle text);
INSERT INTO users (id, username) VALUES (1, 'ann');

-- case: without the pause
DO $$ -- finding: unpaced-backfill (caution)
BEGIN
  LOOP
    UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 5000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$;

-- case: a pause of zero is none
DO $$ -- finding: unpaced-backfill (caution)
BEGIN
  LOOP
    UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 5000);
    EXIT WHEN NOT FOUND;
    COMMIT;
    PERFORM pg_sleep(0);
  END LOOP;
END $$;

-- case: with bound and pause but without COMMIT
DO $$ -- finding: unpaced-backfill (caution)
BEGIN
  LOOP
    UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 5000);
    EXIT WHEN NOT FOUND;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;

-- case: without a bound
DO $$ -- finding: unpaced-backfill
BEGIN
  FOR i IN 1..10 LOOP
    UPDATE users SET handle = username WHERE handle IS NULL;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;

-- case: a COMMIT and a pause behind the loop do not help the loop
DO $$ -- finding: unpaced-backfill
BEGIN
  LOOP
    UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 5000);
    EXIT WHEN NOT FOUND;
  END LOOP;
  COMMIT;
  PERFORM pg_sleep(0.1);
END $$;

-- case: row by row in one transaction
DO $$ -- finding: unpaced-backfill
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM users LOOP
    UPDATE users SET handle = username WHERE id = r.id;
  END LOOP;
END $$;

-- case: COMMIT and pause may stand in a branch
DO $$
BEGIN
  LOOP
    UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 5000);
    IF NOT FOUND THEN
      EXIT;
    ELSE
      COMMIT;
      PERFORM pg_sleep(0.1);
    END IF;
  END LOOP;
END $$;

-- case: a range of the key is a bound
DO $$
DECLARE
  first bigint := 0;
BEGIN
  WHILE first < 100 LOOP
    UPDATE users SET handle = username WHERE id > first AND id <= first + 50;
    COMMIT;
    PERFORM pg_sleep(0.01);
    first := first + 50;
  END LOOP;
END $$;

-- case: keys gathered for the round are a bound
DO $$
DECLARE
  batch bigint[];
  last bigint := 0;
BEGIN
  LOOP
    SELECT array_agg(id) INTO batch FROM (SELECT id FROM users WHERE id > last ORDER BY id LIMIT 5000) AS next;
    EXIT WHEN batch IS NULL;
    UPDATE users SET handle = username WHERE id = ANY (batch);
    last := batch[array_upper(batch, 1)];
    COMMIT;
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$;

-- case: a loop over a LIMIT is one batch of the loop around it
DO $$
DECLARE
  r record;
BEGIN
  FOR i IN 1..3 LOOP
    FOR r IN SELECT id FROM users WHERE handle IS NULL LIMIT 5000 LOOP
      UPDATE users SET handle = username WHERE id = r.id;
    END LOOP;
    COMMIT;
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$;

-- case: a loop that only reads floods nothing
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM users LOOP
    RAISE NOTICE '%', r.id;
  END LOOP;
END $$;

-- case: a table of this migration
CREATE TABLE fresh (id bigint PRIMARY KEY, a int);
DO $$
BEGIN
  FOR i IN 1..10 LOOP
    INSERT INTO fresh VALUES (i, i);
    UPDATE fresh SET a = 1;
  END LOOP;
END $$;

-- case: a COMMIT that never runs ends no round
DO $$ -- finding: unpaced-backfill (caution)
BEGIN
  LOOP
    UPDATE users SET handle = username
    WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 5000);
    EXIT WHEN NOT FOUND;
    IF false THEN COMMIT; END IF;
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$;

-- case: the loop of a procedure of this change
CREATE PROCEDURE backfill() LANGUAGE plpgsql AS $$
BEGIN
  LOOP
    UPDATE users SET handle = username WHERE handle IS NULL;
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$;
-- file: 0002_run.sql
VACUUM users;
CALL backfill(); -- finding: unpaced-backfill
