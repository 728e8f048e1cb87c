CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL, code varchar(20), total int);
CREATE INDEX orders_email_idx ON orders (email);

-- case: an index that is not made again
-- file: 0001_index.up.sql
DROP INDEX CONCURRENTLY orders_email_idx;
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code); -- finding: concurrently-beside-others (caution)
-- file: 0001_index.down.sql
DROP INDEX CONCURRENTLY orders_code_idx; -- finding: down-not-inverse (caution)

-- case: NOT NULL that is not set again
-- file: 0001_null.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN email DROP NOT NULL;
ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);
-- file: 0001_null.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20); -- finding: type-narrowing, column-type-rewrite (caution), down-not-inverse (caution)

-- case: a column that is left and required
-- file: 0001_stage.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN stage text NOT NULL DEFAULT 'a';
CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total); -- finding: concurrently-with-short-timeout, concurrently-beside-others (caution)
-- file: 0001_stage.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN stage DROP DEFAULT; -- finding: down-not-inverse (caution)

-- case: each down meets the schema that its own up found
-- file: 0001_a.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1;
-- file: 0001_a.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
-- file: 0002_b.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;
-- file: 0002_b.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT c;

-- case: a column that is left on purpose keeps its rows
-- file: 0001_note.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1;
-- file: 0001_note.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;

-- case: what the up created and the down drops
-- file: 0001_fresh.up.sql
CREATE TABLE fresh (id bigint PRIMARY KEY);
-- file: 0001_fresh.down.sql
DROP TABLE fresh; -- finding: down-drops-what-up-made (caution)
