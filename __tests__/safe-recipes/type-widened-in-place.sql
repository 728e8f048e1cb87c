-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(50), price numeric(10, 2), at timestamp(3));
CREATE INDEX orders_code ON orders (code);
-- file: 0001_wider.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE varchar(255);
ALTER TABLE orders ALTER COLUMN price TYPE numeric(14, 2);
ALTER TABLE orders ALTER COLUMN at TYPE timestamp(6);
-- file: 0002_text.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN code TYPE text;
ANALYZE orders;
