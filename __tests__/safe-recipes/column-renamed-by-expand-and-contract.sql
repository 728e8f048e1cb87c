-- allowed: trigger-or-rule-dropped, drop-view
CREATE TABLE users (id bigint PRIMARY KEY, login text);
-- file: 0001_expand.sql
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN username text;
-- file: 0002_keep_both.sql
CREATE FUNCTION users_username_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.username := coalesce(NEW.username, NEW.login);
  NEW.login := NEW.username;
  RETURN NEW;
END $$;
SET lock_timeout = '2s';
CREATE TRIGGER users_username_sync BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_username_sync();
-- file: 0003_old_rows.sql
DO $$
DECLARE
  batch_start bigint := 0;
  batch_end bigint;
BEGIN
  LOOP
    SELECT max(id) INTO batch_end FROM (SELECT id FROM users WHERE id > batch_start ORDER BY id LIMIT 5000) AS batch;
    EXIT WHEN batch_end IS NULL;
    UPDATE users SET username = login WHERE id > batch_start AND id <= batch_end AND username IS NULL;
    batch_start := batch_end;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
-- file: 0004_contract.sql
SET lock_timeout = '2s';
DROP TRIGGER users_username_sync ON users;
DROP FUNCTION users_username_sync();
-- pg-preflight: allow drop-column, source-dropped-with-transform -- no release names it since last week, backup taken
ALTER TABLE users DROP COLUMN login;
