CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, username text, handle text, status text);
CREATE TABLE points (user_id bigint PRIMARY KEY, amount int);
CREATE TABLE old_points (user_id bigint, amount int);

-- case: an UPDATE of everything, with or without a condition that always holds
UPDATE users SET handle = username; -- finding: unbatched-write
UPDATE users SET handle = username WHERE true; -- finding: unbatched-write

-- case: a DELETE by age
DELETE FROM old_points WHERE amount < 0 AND user_id > 5; -- finding: unbatched-write

-- case: an UPDATE joined with another table
UPDATE users AS u SET handle = u.username FROM points WHERE points.user_id = u.id; -- finding: unbatched-write

-- case: ON CONFLICT saves the second run, not the first
INSERT INTO points (user_id, amount) SELECT id, 10 FROM users WHERE status <> 'x' ON CONFLICT DO NOTHING; -- finding: unbatched-write

-- case: MERGE
MERGE INTO points USING users ON points.user_id = users.id WHEN NOT MATCHED THEN INSERT VALUES (users.id, 0); -- finding: unbatched-write

-- case: rows moved by a WITH
WITH moved AS (DELETE FROM old_points RETURNING *) INSERT INTO points SELECT * FROM moved; -- finding: unbatched-write

-- case: a DO block without a loop is one statement after the other
DO $$ BEGIN UPDATE users SET handle = username WHERE handle IS NULL; END $$; -- finding: unbatched-write

-- case: an EXECUTE with a constant string is read
DO $$ BEGIN EXECUTE 'DELETE FROM old_points'; END $$; -- finding: unbatched-write

-- case: NOT IN is no bound
DELETE FROM users WHERE id NOT IN (1, 2, 3); -- finding: unbatched-write

-- case: a comparison with a constant may hold for a few rows
UPDATE users SET handle = username WHERE status = 'new'; -- finding: unbatched-write (caution)
DELETE FROM users WHERE status IN ('spam', 'bot'); -- finding: unbatched-write (caution)

-- case: a column of this migration holds its default in every row
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN plan text NOT NULL DEFAULT 'free';
COMMIT;
UPDATE users SET plan = 'basic' WHERE plan = 'free'; -- finding: unbatched-write

-- case: a new table filled from an existing one is a bulk read
CREATE TABLE handles (user_id bigint, handle text);
INSERT INTO handles SELECT id, handle FROM users; -- finding: unbatched-write (caution)

-- case: CREATE TABLE AS is a bulk read as well
CREATE TABLE handles AS SELECT id, handle FROM users; -- finding: unbatched-write (caution)

-- case: an empty copy reads nothing
CREATE TABLE handles AS SELECT id, handle FROM users WITH NO DATA;

-- case: rows that are named by a key
UPDATE users SET handle = 'a' WHERE id = 1;
UPDATE users SET handle = 'b' WHERE email = 'b@example.com';
DELETE FROM users WHERE id IN (1, 2, 3);
UPDATE users SET handle = username WHERE id BETWEEN 1 AND 5000;
UPDATE users SET handle = username WHERE id >= 1 AND id < 5000;

-- case: a LIMIT bounds it
DELETE FROM old_points WHERE ctid = ANY (ARRAY(SELECT ctid FROM old_points LIMIT 1000));
INSERT INTO points SELECT id, 10 FROM users ORDER BY id LIMIT 1000;

-- case: values are as many as stand there
INSERT INTO points VALUES (1, 10), (2, 20);
INSERT INTO points SELECT 3, 30 WHERE NOT EXISTS (SELECT FROM points WHERE user_id = 3);
INSERT INTO points SELECT * FROM (VALUES (4, 40), (5, 50)) AS v (user_id, amount);

-- case: COPY from a file on the server
-- postgres: none
COPY points FROM '/import/points.csv'; -- finding: unbatched-write

-- case: COPY of rows that stand in the file
-- postgres: none
COPY points FROM stdin;
1	10
2	20
\.

-- case: joined with a query that stops at a LIMIT
UPDATE users AS u SET handle = u.username FROM (SELECT id FROM users WHERE handle IS NULL LIMIT 100) AS batch WHERE batch.id = u.id;
WITH batch AS (SELECT id FROM users WHERE handle IS NULL LIMIT 100) DELETE FROM users USING batch WHERE batch.id = users.id;

-- case: a table of this migration
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b int);
INSERT INTO fresh SELECT n, n, n FROM generate_series(1, 1000) AS n;
UPDATE fresh SET a = b;
DELETE FROM fresh;

-- case: a function is not run when it is made
CREATE FUNCTION fill() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE users SET handle = username; END $$;

-- case: text that would end the body of the loop, and that goes on in the next line
UPDATE users SET handle = '$$; -- $body$ -- finding: unbatched-write
next';

-- case: SELECT INTO copies like CREATE TABLE AS
SELECT * INTO users_copy FROM users; -- finding: unbatched-write (caution)
