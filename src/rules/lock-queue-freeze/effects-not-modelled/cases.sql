CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a procedure that is called
-- postgres: none
CALL archive_orders(); -- finding: effects-not-modelled (caution)

-- case: a function that nobody has shown us
-- postgres: none
SELECT partman.run_maintenance(); -- finding: effects-not-modelled (caution)

-- case: the same in FROM, WHERE and VALUES, and in a statement that writes
-- postgres: none
SELECT * FROM purge_orders(); -- finding: effects-not-modelled (caution)
SELECT 1 WHERE purge_orders() > 1; -- finding: effects-not-modelled (caution)
VALUES (purge_orders()); -- finding: effects-not-modelled (caution)
INSERT INTO orders SELECT next_order(n) FROM old_orders(5) AS n; -- finding: effects-not-modelled (caution)
UPDATE orders SET id = next_order(id) WHERE id = 1; -- finding: effects-not-modelled (caution), values-overwritten (caution)

-- case: a function of Postgres itself is known
SELECT pg_sleep(0), now();

-- case: EXECUTE of a constant can be read
SET lock_timeout = '2s';
DO $$ BEGIN EXECUTE 'ALTER TABLE orders ADD COLUMN a int'; END $$;

-- case: everything a role owns
-- postgres: none
REASSIGN OWNED BY app TO admin; -- finding: effects-not-modelled (caution)

-- case: an EXECUTE whose text is put together at run time
-- postgres: none
DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'orders'); END $$; -- finding: effects-not-modelled (caution)

-- case: a function whose CREATE was seen does what its body does
CREATE FUNCTION drop_orders() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE orders; END $$;
SET lock_timeout = '2s';
SELECT drop_orders(); -- finding: drop-table
