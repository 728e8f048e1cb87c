CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: DEFAULT NULL is no default
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text DEFAULT NULL NOT NULL; -- finding: required-column-without-default

-- case: each column is a finding
SET lock_timeout = '2s';
ALTER TABLE orders
  ADD COLUMN a int NOT NULL, -- finding: required-column-without-default
  ADD COLUMN b int NOT NULL DEFAULT 0,
  ADD COLUMN c int,
  ADD COLUMN d int NOT NULL; -- finding: required-column-without-default

-- case: a new table has no rows
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN email text NOT NULL;

-- case: a nullable column is added at once
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN currency text;

-- case: a column that is there is not added again
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS id bigint NOT NULL;
