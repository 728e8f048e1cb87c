CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  total int,
  code varchar(50),
  fixed char(3),
  note text,
  amount numeric(10,2),
  at timestamp,
  feeling mood,
  tags varchar(50)[],
  kept varchar(20) CONSTRAINT kept_is_set CHECK (kept <> ''),
  found varchar(20)
);
CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
CREATE INDEX orders_found_idx ON orders (lower(found));

-- case: changes that convert every row
SET lock_timeout = '2s';
ALTER TABLE orders
  ALTER COLUMN total TYPE numeric, -- finding: column-type-rewrite
  ALTER COLUMN fixed TYPE text, -- finding: column-type-rewrite
  ALTER COLUMN note TYPE varchar(10), -- finding: column-type-rewrite, type-narrowing
  ALTER COLUMN amount TYPE numeric(12,3), -- finding: column-type-rewrite
  ALTER COLUMN at TYPE timestamptz, -- finding: column-type-rewrite, timestamp-reinterpreted
  ALTER COLUMN feeling TYPE text, -- finding: column-type-rewrite
  ALTER COLUMN tags TYPE varchar(100)[]; -- finding: column-type-rewrite

-- case: a shorter varchar
SET lock_timeout = '2s';
ALTER TABLE orders ALTER code TYPE varchar(10); -- finding: column-type-rewrite, type-narrowing

-- case: a USING that computes something
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN note SET DATA TYPE int USING length(note); -- finding: column-type-rewrite

-- case: a domain with a constraint
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN note TYPE short; -- finding: column-type-rewrite

-- case: an index on an expression over the column is built anew
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN found TYPE varchar(40); -- finding: column-type-rewrite

-- case: a CHECK on the column is verified again
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN kept TYPE varchar(40); -- finding: column-type-rewrite

-- case: a column of a table that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere ALTER COLUMN total TYPE bigint; -- finding: column-type-rewrite (caution)

-- case: changes that keep every row
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE varchar;
ALTER TABLE orders ALTER COLUMN note TYPE varchar;
ALTER TABLE orders ALTER COLUMN note TYPE text USING note::text;
ALTER TABLE orders ALTER COLUMN amount TYPE numeric;
ALTER TABLE orders ALTER COLUMN total TYPE int;

-- case: on a new table nobody waits
CREATE TABLE users (id int PRIMARY KEY);
ALTER TABLE users ALTER COLUMN id TYPE bigint;

-- case: comments between the type and what follows it
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total TYPE text -- as written -- finding: column-type-rewrite
  USING total::text -- once
  || '$$';

-- case: a time stamp with an index that has to be built anew
CREATE INDEX CONCURRENTLY orders_at_idx ON orders (at);
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN at TYPE timestamptz; -- finding: column-type-rewrite, timestamp-reinterpreted

-- case: a time stamp alone
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN at TYPE timestamptz(3); -- finding: column-type-rewrite, timestamp-reinterpreted, type-narrowing

-- case: a time stamp before 12
-- postgres: 11
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN at TYPE timestamptz; -- finding: column-type-rewrite, timestamp-reinterpreted

-- case: a time stamp becomes a day
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN at TYPE date; -- finding: column-type-rewrite, type-narrowing

-- case: an enum that is made anew
SET lock_timeout = '2s';
CREATE TYPE mood_new AS ENUM ('happy', 'sad');
ALTER TABLE orders ALTER COLUMN feeling TYPE mood_new USING feeling::text::mood_new; -- finding: column-type-rewrite
DROP TYPE mood;
ALTER TYPE mood_new RENAME TO mood;

-- case: a column that a foreign key is on locks both tables
SET lock_timeout = '2s';
ALTER TABLE payments ALTER COLUMN order_id TYPE int; -- finding: column-type-rewrite

-- case: a key that others point to
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN id TYPE int; -- finding: column-type-rewrite

-- case: an enum that gets a value by being made anew under its own name
SET lock_timeout = '2s';
ALTER TYPE mood RENAME TO mood_old; -- finding: rename-other-object (caution)
CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy');
ALTER TABLE orders ALTER COLUMN feeling TYPE mood USING feeling::text::mood; -- finding: column-type-rewrite
DROP TYPE mood_old; -- finding: drop-view (caution)

-- case: an enum that loses a value the same way
SET lock_timeout = '2s';
ALTER TYPE mood RENAME TO mood_old; -- finding: rename-other-object (caution)
CREATE TYPE mood AS ENUM ('sad', 'calm');
ALTER TABLE orders ALTER COLUMN feeling TYPE mood USING (CASE feeling::text WHEN 'happy' THEN 'calm' ELSE feeling::text END)::mood; -- finding: column-type-rewrite
DROP TYPE mood_old; -- finding: drop-view (caution)
