CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL, code varchar(20), total int);
CREATE INDEX orders_email_idx ON orders (email);

-- case: an index that is not made again
-- file: 0001_index.up.sql
DROP INDEX CONCURRENTLY orders_email_idx; -- finding: concurrently-in-transaction (caution)
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
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20); -- finding: type-narrowing (caution), column-type-rewrite (caution), down-not-inverse (caution)

-- case: a column that is left and required
-- file: 0001_stage.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN stage text NOT NULL DEFAULT 'a';
CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total); -- finding: concurrently-with-short-timeout, concurrently-beside-others (caution), concurrently-in-transaction (caution)
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

-- case: what the down of a later file leaves is told there
-- file: 0001_a.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1;
-- file: 0001_a.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
-- file: 0002_b.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN email DROP NOT NULL;
ALTER TABLE orders ALTER COLUMN code SET DEFAULT 'c';
-- file: 0002_b.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code DROP DEFAULT; -- finding: down-not-inverse (caution)

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

-- case: a view, a function and a trigger that are left
-- file: 0001_count.up.sql
SET lock_timeout = '2s';
CREATE VIEW totals AS SELECT id, total FROM orders;
CREATE FUNCTION count_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_count BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION count_order();
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE SEQUENCE order_number;
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
-- file: 0001_count.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT total_positive; -- finding: down-not-inverse (caution)

-- case: all of them are taken back
-- file: 0001_count.up.sql
SET lock_timeout = '2s';
CREATE VIEW totals AS SELECT id, total FROM orders;
CREATE FUNCTION count_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_count BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION count_order();
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE SEQUENCE order_number;
-- file: 0001_count.down.sql
SET lock_timeout = '2s';
DROP SEQUENCE order_number;
DROP TYPE mood;
DROP TRIGGER orders_count ON orders;
DROP FUNCTION count_order();
DROP VIEW totals;

-- case: a function that may have been there, an extension, and a type that a column left on purpose needs
-- file: 0001_stage.up.sql
SET lock_timeout = '2s';
CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE stage AS ENUM ('new', 'paid');
ALTER TABLE orders ADD COLUMN stage stage;
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
-- file: 0001_stage.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT total_positive;

-- case: a function whose old body does not come back
-- file: 0000_tax.sql
CREATE FUNCTION tax(total int) RETURNS int LANGUAGE sql AS 'SELECT total / 5';
-- file: 0001_tax.up.sql
SET lock_timeout = '2s';
CREATE OR REPLACE FUNCTION tax(total int) RETURNS int LANGUAGE sql AS 'SELECT total / 4';
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
-- file: 0001_tax.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT total_positive; -- finding: down-not-inverse (caution)

-- case: a function whose old body comes back
-- file: 0000_tax.sql
CREATE FUNCTION tax(total int) RETURNS int LANGUAGE sql AS 'SELECT total / 5';
-- file: 0001_tax.up.sql
SET lock_timeout = '2s';
CREATE OR REPLACE FUNCTION tax(total int) RETURNS int LANGUAGE sql AS 'SELECT total / 4';
-- file: 0001_tax.down.sql
CREATE OR REPLACE FUNCTION tax(total int)
  RETURNS int LANGUAGE sql AS 'SELECT total / 5';
