CREATE TABLE orders (id bigint PRIMARY KEY, total int, code varchar(20), note text);

-- case: once a statement
SET lock_timeout = '2s';
ALTER TABLE orders
  DROP COLUMN note, -- finding: drop-column, cached-plan-broken (note)
  ALTER COLUMN code TYPE varchar(40);

-- case: a column that the set added is in no prepared statement
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN stage varchar(10);
ALTER TABLE orders ALTER COLUMN stage TYPE varchar(20);

-- case: a table that the set created
CREATE TABLE fresh (id bigint, a int);
ALTER TABLE fresh DROP COLUMN a;
