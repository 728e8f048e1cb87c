CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
CREATE TABLE items (id bigint PRIMARY KEY, total int);
CREATE INDEX orders_note ON orders (note);

-- case: a rebuild beside a build
-- file: 0001_total.sql
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
-- file: 0002_note.sql
REINDEX INDEX CONCURRENTLY orders_note; -- finding: concurrent-builds-on-one-table (note)

-- case: builds on two tables
-- file: 0001_orders.sql
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
-- file: 0002_items.sql
CREATE INDEX CONCURRENTLY items_total ON items (total);

-- case: one takes the place of another
DROP INDEX CONCURRENTLY IF EXISTS orders_total;
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
