CREATE TABLE users (id bigint PRIMARY KEY, full_name text, age text, note text);
INSERT INTO users (id, full_name, age) VALUES (1, 'Ann Lee', '5');
CREATE TABLE profiles (user_id bigint PRIMARY KEY, name text, age int);
CREATE TABLE old_points (id bigint PRIMARY KEY, user_id bigint, amount int);

-- case: a column made of another one, in one file
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN years int;
UPDATE users SET years = age::int; -- finding: schema-change-and-backfill-in-one-transaction, unbatched-write
ALTER TABLE users DROP COLUMN age; -- finding: drop-column, source-dropped-with-transform

-- case: in two files of one change
-- file: 0001_years.sql
UPDATE users SET note = lower(full_name) WHERE note IS NULL; -- finding: unbatched-write
-- file: 0002_drop.sql
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN full_name; -- finding: drop-column, source-dropped-with-transform

-- case: into another table
INSERT INTO profiles (user_id, name) SELECT id, full_name FROM users; -- finding: unbatched-write
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN full_name; -- finding: drop-column, source-dropped-with-transform

-- case: from another table by UPDATE … FROM
UPDATE profiles SET name = u.full_name FROM users AS u WHERE u.id = profiles.user_id; -- finding: unbatched-write
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN full_name; -- finding: drop-column, source-dropped-with-transform

-- case: a table that is copied and dropped
CREATE TABLE points (id bigint PRIMARY KEY, user_id bigint, amount int);
INSERT INTO points (id, user_id, amount) SELECT id, user_id, amount FROM old_points WHERE amount > 0; -- finding: unbatched-write (caution)
SET lock_timeout = '2s';
DROP TABLE old_points; -- finding: drop-table, source-dropped-with-transform

-- case: by CREATE TABLE AS
CREATE TABLE points AS SELECT id, amount FROM old_points; -- finding: unbatched-write (caution)
SET lock_timeout = '2s';
DROP TABLE old_points; -- finding: drop-table, source-dropped-with-transform

-- case: in a loop that commits
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN more text;
COMMIT;
DO $$
BEGIN
  LOOP
    UPDATE users SET more = full_name WHERE id IN (SELECT id FROM users WHERE more IS NULL AND full_name IS NOT NULL LIMIT 5000);
    EXIT WHEN NOT FOUND;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
ALTER TABLE users DROP COLUMN full_name; -- finding: drop-column, source-dropped-with-transform

-- case: a column that is dropped and was not read
UPDATE users SET note = full_name WHERE id = 1;
COMMIT;
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN age; -- finding: drop-column

-- case: the condition alone reads it
UPDATE users SET note = 'x' WHERE age = '5' AND id = 1;
COMMIT;
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN age; -- finding: drop-column

-- case: a column of the same name in another table
UPDATE profiles SET name = 'n' || age WHERE user_id = 1;
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN age; -- finding: drop-column

-- case: what the set made itself is its own
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN scratch text;
COMMIT;
UPDATE users SET note = scratch WHERE id = 1;
COMMIT;
ALTER TABLE users DROP COLUMN scratch;
CREATE TABLE staging (id bigint PRIMARY KEY, name text);
INSERT INTO profiles (user_id, name) SELECT id, name FROM staging; -- finding: unbatched-write
DROP TABLE staging;

-- case: a down migration copies back what its up has moved
-- file: 0001_note.up.sql
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN years int;
-- file: 0001_note.down.sql
SET lock_timeout = '2s';
UPDATE users SET age = years::text WHERE id = 1;
ALTER TABLE users DROP COLUMN years; -- finding: down-drops-what-up-made (caution), write-then-alter (caution)
