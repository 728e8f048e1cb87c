-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE FUNCTION doubled(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
-- file: 0001_replace.sql
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW open_orders AS SELECT id, total FROM orders;
CREATE OR REPLACE FUNCTION doubled(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $1';
