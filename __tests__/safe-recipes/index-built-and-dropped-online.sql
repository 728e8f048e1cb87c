-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
CREATE INDEX orders_note ON orders (note);
-- file: 0001_leftover.sql
DROP INDEX CONCURRENTLY IF EXISTS orders_total;
-- file: 0002_build.sql
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
-- file: 0003_drop.sql
DROP INDEX CONCURRENTLY orders_note;
-- file: 0004_rebuild.sql
REINDEX INDEX CONCURRENTLY orders_total;
