CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL, note text);

-- case: each column is one note
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN kind text NOT NULL DEFAULT 'a';
ALTER TABLE orders
  ALTER COLUMN kind DROP NOT NULL,
  ALTER COLUMN email DROP NOT NULL; -- finding: not-null-dropped (note)

-- case: a table that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere ALTER COLUMN email DROP NOT NULL; -- finding: not-null-dropped (note)

-- case: a table that the set created
CREATE TABLE fresh (id bigint, email text NOT NULL);
ALTER TABLE fresh ALTER COLUMN email DROP NOT NULL;
