CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE INDEX orders_total ON orders (total);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders;
CREATE UNIQUE INDEX totals_id ON totals (id);
CREATE SEQUENCE numbers;
CREATE FUNCTION stamped() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: it is said once for a file
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)
ALTER TABLE orders ADD COLUMN b int;

-- case: a timeout of a minute does not help
SET lock_timeout = '1min';
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: SET LOCAL helps inside a transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a int;
COMMIT;

-- case: SET LOCAL outside a transaction changes nothing
SET LOCAL lock_timeout = '2s';
BEGIN;
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)
COMMIT;

-- case: a timeout set after the statement comes too late
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)
SET lock_timeout = '2s';

-- case: RESET takes it back
SET lock_timeout = '2s';
RESET lock_timeout;
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: a short statement_timeout bounds the wait too
SET statement_timeout = 3000;
ALTER TABLE orders ADD COLUMN a int;

-- case: set_config is a SET
SELECT set_config('lock_timeout', '2s', false);
ALTER TABLE orders ADD COLUMN a int;

-- case: ROLLBACK takes a SET back
BEGIN;
SET lock_timeout = '2s';
ROLLBACK;
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: a statement that lets reads and writes go on needs none
ALTER TABLE orders ALTER COLUMN total SET STATISTICS 500;

-- case: a concurrent command waits as long as it has to, and a timeout would leave it half done
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;

-- case: a timeout of 0 is none
SET lock_timeout = 0;
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: a setting of another name that ends alike
SET app.lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a int; -- finding: lock-without-timeout (caution)

-- case: SET LOCAL ends with its transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a int;
COMMIT;
ALTER TABLE orders ADD COLUMN b int; -- finding: lock-without-timeout (caution)

-- case: a timeout of 0 is enough where everything is new
SET lock_timeout = 0;
CREATE TABLE drafts (id bigint PRIMARY KEY);
ALTER TABLE drafts ADD COLUMN a int;

-- case: a short lock on a view, an owner, a replica identity or a trigger is a strong one too
ALTER VIEW open_orders SET (security_barrier = true); -- finding: lock-without-timeout (caution)
ALTER TABLE orders REPLICA IDENTITY FULL;

-- case: a trigger makes writes wait while it is made
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped(); -- finding: lock-without-timeout (caution)

-- case: a foreign key that becomes deferrable
ALTER TABLE lines ALTER CONSTRAINT lines_order_id_fkey DEFERRABLE; -- finding: lock-without-timeout (caution)

-- case: a sequence that is altered makes every INSERT wait
ALTER SEQUENCE numbers INCREMENT BY 10; -- finding: lock-without-timeout (caution)

-- case: with a bounded wait all of these are over in a moment
SET lock_timeout = '2s';
CREATE OR REPLACE VIEW open_orders AS SELECT id, total FROM orders;
ALTER VIEW open_orders SET (security_barrier = true);
ALTER TABLE orders REPLICA IDENTITY FULL;
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamped();
ALTER TABLE orders ENABLE TRIGGER stamp;
ALTER SEQUENCE numbers INCREMENT BY 10;

-- case: an index gets another name while reads and writes go on
ALTER INDEX orders_total RENAME TO orders_by_total;

-- case: an index or a refresh beside the readers of a materialized view makes none of them wait
CREATE INDEX ON totals (total);
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
