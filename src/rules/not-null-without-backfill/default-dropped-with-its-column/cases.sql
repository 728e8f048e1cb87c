CREATE TABLE orders (id bigint PRIMARY KEY, status text NOT NULL DEFAULT 'new');

-- case: in another file of the same set
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
-- file: 0002_drop.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT; -- finding: default-dropped-with-its-column

-- case: NOT NULL may come after the default is gone
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text DEFAULT 'EUR';
ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT; -- finding: default-dropped-with-its-column
ALTER TABLE orders ALTER COLUMN currency SET NOT NULL; -- finding: not-null-unproved

-- case: a nullable column needs no default
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text DEFAULT 'EUR';
ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;

-- case: another default follows
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
ALTER TABLE orders ALTER COLUMN currency DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN currency SET DEFAULT 'USD';

-- case: nobody inserts into a new table yet
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE users ALTER COLUMN name DROP DEFAULT;
