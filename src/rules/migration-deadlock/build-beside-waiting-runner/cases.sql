CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: sqlx, told by its directive
-- file: 2_orders.sql
-- no-transaction
CREATE INDEX CONCURRENTLY orders_total ON orders (total); -- finding: build-beside-waiting-runner (note)

-- case: a build that is refused waits for nobody
-- file: 000002_orders.up.sql
BEGIN;
CREATE INDEX CONCURRENTLY orders_total ON orders (total); -- finding: concurrently-in-transaction
COMMIT;

-- case: a plain build waits for no snapshot
-- file: 000002_orders.up.sql
CREATE TABLE drafts (id bigint);
CREATE INDEX drafts_id ON drafts (id);
