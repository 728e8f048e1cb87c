CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
ALTER TABLE orders ADD CONSTRAINT waiting CHECK (total > 0) NOT VALID;

-- case: an index build that blocks only writes, while an earlier lock blocks reads too
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_total_idx ON orders (total); -- finding: create-index-not-concurrently, slow-work-under-lock

-- case: a validation that alone would let everybody go on
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders VALIDATE CONSTRAINT waiting; -- finding: slow-work-under-lock

-- case: a table made from a query
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
CREATE TABLE copy AS SELECT * FROM users; -- finding: slow-work-under-lock, unbatched-write (caution)

-- case: a query that stops soon, or looks up a row
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
SELECT id FROM users ORDER BY id LIMIT 1;
SELECT id FROM users WHERE id = 1;

-- case: a query before the lock
SET lock_timeout = '2s';
SELECT count(*) FROM users;
ALTER TABLE orders ADD COLUMN note text;

-- case: the lock is on a new table
CREATE TABLE fresh (id bigint PRIMARY KEY);
ALTER TABLE fresh ADD COLUMN note text;
SELECT count(*) FROM users;

-- case: the statement by itself makes more wait than the earlier one
SET lock_timeout = '2s';
CREATE INDEX orders_total_idx ON orders (total); -- finding: create-index-not-concurrently
ALTER TABLE orders ALTER COLUMN total TYPE bigint; -- finding: column-type-rewrite
