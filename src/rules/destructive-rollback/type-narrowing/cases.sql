CREATE TABLE orders (
  id bigint PRIMARY KEY, price numeric(10,4), free numeric, placed timestamptz, ratio float8, data json, note text, code varchar(50)
);

-- case: timestamptz to date
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN placed TYPE date; -- finding: type-narrowing, column-type-rewrite

-- case: double precision to real
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN ratio TYPE real; -- finding: type-narrowing, column-type-rewrite

-- case: json to jsonb
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN data TYPE jsonb; -- finding: type-narrowing, column-type-rewrite

-- case: numeric without a scale to one with
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN free TYPE numeric(12,2); -- finding: type-narrowing, column-type-rewrite

-- case: numeric to an integer
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN price TYPE bigint; -- finding: type-narrowing, column-type-rewrite

-- case: fewer fractions of a second
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz(0); -- finding: type-narrowing, column-type-rewrite

-- case: a shorter varchar
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE varchar(10); -- finding: type-narrowing, column-type-rewrite

-- case: text cut by USING
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN note TYPE varchar(10) USING left(note, 10); -- finding: type-narrowing, column-type-rewrite

-- case: a column that nobody has shown us, cut by an explicit cast
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere ALTER COLUMN note TYPE text USING note::varchar(10); -- finding: type-narrowing, column-type-rewrite

-- case: each subcommand is one finding
SET lock_timeout = '2s';
ALTER TABLE orders
  ALTER COLUMN placed TYPE date, -- finding: type-narrowing, column-type-rewrite
  ALTER COLUMN ratio TYPE real; -- finding: type-narrowing, column-type-rewrite

-- case: more digits before the point, a longer varchar, text for varchar lose nothing
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN price TYPE numeric(12,4);
ALTER TABLE orders ALTER COLUMN code TYPE varchar(100);
ALTER TABLE orders ALTER COLUMN code TYPE text;

-- case: on a table that the set created
CREATE TABLE drafts (id bigint, price numeric(10,4));
ALTER TABLE drafts ALTER COLUMN price TYPE numeric(10,2);

-- case: the way back to the type that the up found
-- file: 0001_code.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE varchar(60);
-- file: 0001_code.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE varchar(50); -- finding: type-narrowing (caution), column-type-rewrite (caution)
