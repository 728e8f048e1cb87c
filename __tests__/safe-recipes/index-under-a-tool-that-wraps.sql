-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- file: 0001_total.sql
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY orders_total ON orders (total);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY IF EXISTS orders_total;
-- file: 0002_note.sql
-- +goose Up
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
