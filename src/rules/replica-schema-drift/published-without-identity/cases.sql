CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE visits (order_id bigint, at timestamptz);

-- case: a publication of all tables
CREATE PUBLICATION everything FOR ALL TABLES; -- finding: published-without-identity

-- case: one that only sends inserts asks for no identity
CREATE PUBLICATION inserts FOR TABLE visits WITH (publish = 'insert, truncate');

-- case: a table with a primary key
CREATE PUBLICATION shop FOR TABLE orders;

-- case: a table that joins an older publication
ALTER PUBLICATION shop ADD TABLE visits; -- finding: published-without-identity
-- on-base: 0000_shop.sql
CREATE PUBLICATION shop FOR TABLE orders;

-- case: a table that joins one which sends inserts only
ALTER PUBLICATION shop ADD TABLE visits;
-- on-base: 0000_shop.sql
CREATE PUBLICATION shop FOR TABLE orders WITH (publish = 'insert');

-- case: the identity comes in the same change
SET lock_timeout = '2s';
CREATE PUBLICATION shop FOR TABLE visits;
ALTER TABLE visits REPLICA IDENTITY FULL;

-- case: a new table where all tables are published
CREATE TABLE clicks (at timestamptz); -- finding: published-without-identity (caution)
-- on-base: 0000_shop.sql
CREATE PUBLICATION shop FOR ALL TABLES;

-- case: a new table with a primary key where all tables are published
CREATE TABLE clicks (id bigint PRIMARY KEY);
-- on-base: 0000_shop.sql
CREATE PUBLICATION shop FOR ALL TABLES;
