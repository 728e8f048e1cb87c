CREATE SCHEMA shop;
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20), note text);
CREATE TABLE shop.items (id bigint PRIMARY KEY);

-- case: a column that goes
CREATE PUBLICATION feed_1 FOR TABLE orders;
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN note; -- finding: drop-column, published-table-altered (caution)

-- case: another name
CREATE PUBLICATION feed_2 FOR TABLE orders;
SET lock_timeout = '2s';
ALTER TABLE orders RENAME COLUMN note TO remark; -- finding: rename-column, published-table-altered (caution)

-- case: once a statement, by the schema of the table
-- postgres: 15
CREATE PUBLICATION feed_3 FOR TABLES IN SCHEMA shop;
SET lock_timeout = '2s';
ALTER TABLE shop.items
  ADD COLUMN a text, -- finding: published-table-altered (caution)
  ADD COLUMN b text;

-- case: a table that was taken out again
CREATE PUBLICATION feed_6 FOR TABLE orders;
ALTER PUBLICATION feed_6 DROP TABLE orders;
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN remark text;

-- case: what does not change the rows
CREATE PUBLICATION feed_4 FOR TABLE orders;
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'a';

-- case: a table that the set created
CREATE TABLE fresh (id bigint PRIMARY KEY);
CREATE PUBLICATION feed_5 FOR TABLE fresh;
ALTER TABLE fresh ADD COLUMN a text;
