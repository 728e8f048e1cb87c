CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE INDEX orders_total ON orders (total);

-- case: it is said once
-- file: V2__a.sql
CREATE INDEX CONCURRENTLY orders_id_total ON orders (id, total); -- finding: build-behind-the-tools-own-lock (caution)
-- file: V3__b.sql
REINDEX INDEX CONCURRENTLY orders_total; -- finding: concurrently-in-transaction (caution)

-- case: a drop waits for those who use the table, not for snapshots
-- file: V2__a.sql
DROP INDEX CONCURRENTLY orders_total;
