CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);

-- case: SET leaves out whatever it does not name
-- postgres: none
ALTER PUBLICATION shop SET TABLE orders; -- finding: publication-changed (caution)

-- case: another set of changes
-- postgres: none
ALTER PUBLICATION shop SET (publish = 'insert'); -- finding: publication-changed (caution)

-- case: a publication
DROP PUBLICATION IF EXISTS shop; -- finding: publication-changed (caution)

-- case: subscriptions
-- postgres: none
ALTER SUBSCRIPTION shop DISABLE; -- finding: publication-changed (caution)
ALTER SUBSCRIPTION shop ENABLE;
ALTER SUBSCRIPTION shop SET PUBLICATION other; -- finding: publication-changed (caution)
DROP SUBSCRIPTION shop; -- finding: publication-changed (caution)

-- case: another owner of it
-- postgres: none
ALTER PUBLICATION shop SET (publish_via_partition_root = true);

-- case: a publication that the set made
CREATE PUBLICATION shop_of_today FOR TABLE orders, items;
ALTER PUBLICATION shop_of_today DROP TABLE items;
