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
-- postgres: 15
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

-- case: a bulk read of the table that a foreign key references
SET lock_timeout = '2s';
CREATE TABLE handles (user_id bigint REFERENCES users);
INSERT INTO handles SELECT id FROM users; -- finding: unbatched-write (caution)

-- case: CREATE TABLE AS is a bulk read as well
CREATE TABLE handles AS SELECT id, handle FROM users; -- finding: unbatched-write (caution)

-- case: an empty copy reads nothing
CREATE TABLE handles AS SELECT id, handle FROM users WITH NO DATA;

-- case: a LIMIT of more rows than a batch has is none
UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL LIMIT 100000000); -- finding: unbatched-write
DELETE FROM old_points WHERE ctid IN (SELECT ctid FROM old_points LIMIT ALL); -- finding: unbatched-write
DELETE FROM old_points WHERE ctid IN (SELECT ctid FROM old_points LIMIT NULL); -- finding: unbatched-write
DELETE FROM old_points WHERE ctid IN (SELECT ctid FROM old_points OFFSET 1000); -- finding: unbatched-write
INSERT INTO points SELECT id, 10 FROM users LIMIT (SELECT count(*) FROM users); -- finding: unbatched-write
INSERT INTO points SELECT id, 10 FROM users ORDER BY id FETCH FIRST 5 ROWS WITH TIES; -- finding: unbatched-write

-- case: a LIMIT that leaves out rows, stands beside an OR, or runs once for each row
DELETE FROM users WHERE id NOT IN (SELECT user_id FROM points LIMIT 10); -- finding: unbatched-write
DELETE FROM users WHERE handle IS NULL OR id IN (SELECT user_id FROM points LIMIT 10); -- finding: unbatched-write
DELETE FROM users WHERE id IN (SELECT user_id FROM points WHERE points.amount = users.id LIMIT 1); -- finding: unbatched-write
WITH one AS (SELECT 1 LIMIT 1) UPDATE users SET handle = username; -- finding: unbatched-write

-- case: a LIMIT by a column that is no key
UPDATE users SET handle = username WHERE status IN (SELECT status FROM users LIMIT 1); -- finding: unbatched-write (caution)

-- case: a range of a column that is no key, and one with ends far apart
UPDATE users SET handle = username WHERE id BETWEEN 1 AND 50000000; -- finding: unbatched-write
UPDATE users SET handle = username WHERE id >= 1 AND id < 50000000; -- finding: unbatched-write
UPDATE users SET handle = username WHERE email BETWEEN 'a' AND 'b'; -- finding: unbatched-write
DELETE FROM old_points WHERE amount BETWEEN 1 AND 5; -- finding: unbatched-write

-- case: a unique index on some of the rows names none
CREATE UNIQUE INDEX CONCURRENTLY users_active_status ON users (status) WHERE handle IS NULL;
UPDATE users SET handle = username WHERE status = 'new'; -- finding: unbatched-write (caution)

-- case: more rows than a batch out of nothing
INSERT INTO points SELECT n, 1 FROM generate_series(1, 200000) AS n ON CONFLICT DO NOTHING; -- finding: unbatched-write
INSERT INTO old_points SELECT a * 1000 + b, 1 FROM generate_series(1, 999) AS a, generate_series(1, 999) AS b; -- finding: unbatched-write

-- case: VALUES that name rows by a column that is no key
UPDATE users AS u SET handle = v.handle FROM (VALUES ('new', 'n'), ('old', 'o')) AS v (status, handle) WHERE v.status = u.status; -- finding: unbatched-write (caution)

-- case: an outer join with few rows bounds one side only
INSERT INTO points SELECT u.id, 1 FROM users AS u LEFT JOIN (VALUES (1)) AS v (id) ON v.id = u.id; -- finding: unbatched-write
INSERT INTO points SELECT v.id, 1 FROM (VALUES (1)) AS v (id) LEFT JOIN users AS u ON v.id = u.id;

-- case: VALUES that name rows by their key
UPDATE users SET handle = v.handle FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, handle) WHERE users.id = v.id;
WITH v (id, handle) AS (VALUES (1, 'a')) UPDATE users AS u SET handle = v.handle FROM v WHERE v.id = u.id;
DELETE FROM users USING (VALUES ('a@example.com')) AS v (email) WHERE users.email = v.email;
INSERT INTO points SELECT u.id, 10 FROM users AS u JOIN (VALUES (7), (8)) AS v (id) USING (id);

-- case: few rows out of nothing
INSERT INTO points SELECT n, 1 FROM generate_series(1, 10) AS n;
INSERT INTO old_points SELECT 1, 1 FROM generate_series('2024-01-01'::timestamp, '2024-12-31', interval '1 day');
INSERT INTO old_points SELECT generate_series(1, 10), 1;
INSERT INTO old_points SELECT count(*), 0 FROM users;
INSERT INTO old_points SELECT * FROM unnest(ARRAY[1, 2], ARRAY[3, 4]);

-- case: a key of two columns
ALTER TABLE old_points ADD CONSTRAINT old_points_key UNIQUE (user_id, amount); -- finding: constraint-index-built-under-lock, lock-without-timeout (caution)
DELETE FROM old_points WHERE user_id = 1 AND amount IN (2, 3);
DELETE FROM old_points WHERE (user_id, amount) IN ((1, 2), (3, 4));
DELETE FROM old_points WHERE user_id = 1 AND amount BETWEEN 1 AND 5000;

-- case: MERGE of a few rows by a key
-- postgres: 15
MERGE INTO points USING (VALUES (1, 10), (2, 20)) AS v (user_id, amount) ON points.user_id = v.user_id WHEN MATCHED THEN UPDATE SET amount = v.amount WHEN NOT MATCHED THEN INSERT VALUES (v.user_id, v.amount);

-- case: a copy that is not in the WAL
CREATE TEMP TABLE batch AS SELECT id, handle FROM users;
UPDATE batch SET handle = '';
CREATE TEMP TABLE more (id bigint);
INSERT INTO more SELECT id FROM users;
SELECT id INTO TEMP third FROM users;

-- case: a copy of a few rows, and one with SELECT INTO
CREATE TABLE few AS SELECT id, handle FROM users LIMIT 10;
SELECT id, handle INTO many FROM users; -- finding: unbatched-write (caution)

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

-- case: rows written in vain are in the WAL as well
BEGIN;
DELETE FROM old_points; -- finding: unbatched-write
ROLLBACK;

-- case: SELECT INTO copies like CREATE TABLE AS
SELECT * INTO users_copy FROM users; -- finding: unbatched-write (caution)

-- case: two columns of one row that are equal name no key
UPDATE users SET handle = username WHERE handle = username; -- finding: unbatched-write
