-- allowed: none
CREATE TABLE users (id bigint PRIMARY KEY, username text, handle text);
-- file: 0001_column.sql
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN shown text;
-- file: 0002_old_rows.sql
DO $$
DECLARE
  written int;
BEGIN
  LOOP
    UPDATE users SET shown = username
    WHERE id IN (SELECT id FROM users WHERE shown IS NULL ORDER BY id LIMIT 5000 FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS written = ROW_COUNT;
    EXIT WHEN written = 0;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
-- file: 0003_old_rows_by_key.sql
DO $$
BEGIN
  LOOP
    UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 5000);
    EXIT WHEN NOT FOUND;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
