CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
CREATE TABLE items (id bigint PRIMARY KEY, total int);
CREATE INDEX orders_note ON orders (note);
CREATE TABLE events (id int, key int) PARTITION BY RANGE (key);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (100);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (100) TO (200);

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

-- case: two partitions detached, which wait for no snapshot
-- file: 0001_first.sql
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
-- file: 0002_second.sql
ALTER TABLE events DETACH PARTITION events_2 CONCURRENTLY;
