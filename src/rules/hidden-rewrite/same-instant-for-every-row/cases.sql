CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: current_timestamp and an expression over now() stand still as well
SET lock_timeout = '2s';
ALTER TABLE orders
  ADD COLUMN a timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP, -- finding: same-instant-for-every-row (note)
  ADD COLUMN b timestamptz DEFAULT now() - interval '1 day', -- finding: same-instant-for-every-row (note)
  ADD COLUMN c text DEFAULT current_user;

-- case: a new table has no row to get it
CREATE TABLE users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN t timestamptz DEFAULT now(); 

-- case: clock_timestamp goes on, and rewrites the table
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN t timestamptz DEFAULT clock_timestamp(); -- finding: volatile-default
