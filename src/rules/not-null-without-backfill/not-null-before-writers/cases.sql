CREATE TABLE orders (id bigint PRIMARY KEY, total int, email text);

-- case: once, at the first statement that forbids NULL
-- file: 0001_column.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text;
-- file: 0002_check.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT currency_given CHECK (currency IS NOT NULL) NOT VALID; -- finding: not-null-before-writers (caution)
-- file: 0003_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT currency_given;
-- file: 0004_set.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN currency SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT currency_given;

-- case: the constraint of PostgreSQL 18
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text;
ALTER TABLE orders ADD CONSTRAINT currency_given NOT NULL currency NOT VALID; -- finding: not-null-before-writers (caution)

-- case: a default is there when the set has run
-- file: 0001_column.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text;
-- file: 0002_check.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT currency_given CHECK (currency IS NOT NULL) NOT VALID;
-- file: 0003_default.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN currency SET DEFAULT 'KRW';

-- case: a trigger of the same set fills the column
-- file: 0001_column.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text;
CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.currency := 'KRW'; RETURN NEW; END $$;
CREATE TRIGGER fill BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fill();
-- file: 0002_check.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT currency_given CHECK (currency IS NOT NULL) NOT VALID;

-- case: a column that old code knows
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT email_given CHECK (email IS NOT NULL) NOT VALID;

-- case: a table that the set created
CREATE TABLE fresh (id bigint);
ALTER TABLE fresh ADD COLUMN currency text;
ALTER TABLE fresh ALTER COLUMN currency SET NOT NULL;
