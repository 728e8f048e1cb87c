CREATE TABLE orders (id bigint PRIMARY KEY, total int, code varchar(20), extra text, at timestamp);

-- case: text becomes jsonb
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN extra TYPE jsonb USING extra::jsonb; -- finding: column-type-rewrite, driver-reads-other-type (note)

-- case: a value becomes a list
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN extra TYPE text[] USING ARRAY[extra]; -- finding: column-type-rewrite, driver-reads-other-type (note)

-- case: smaller and larger whole numbers that are numbers both
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total TYPE smallint; -- finding: column-type-rewrite

-- case: varchar and text
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE text;

-- case: a table that the set created
CREATE TABLE fresh (id int);
ALTER TABLE fresh ALTER COLUMN id TYPE bigint;

-- case: code that changes with it
-- file: db/0002_total.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN total TYPE bigint; -- finding: column-type-rewrite, driver-reads-other-type (note)
-- code: src/orders.ts
--  const row = await sql`SELECT id, total FROM orders`;
-- -const sum = orders.reduce((all, order) => all + order.total, 0);
-- +const sum = orders.reduce((all, order) => all + Number(order.total), 0);
