CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT orders_user REFERENCES users (id), parent bigint CONSTRAINT orders_parent REFERENCES orders (id), total int CONSTRAINT positive CHECK (total > 0));

-- case: one of several subcommands
SET lock_timeout = '2s';
ALTER TABLE orders
  DROP CONSTRAINT positive, -- finding: integrity-check-dropped (caution)
  DROP CONSTRAINT orders_user; -- finding: foreign-key-dropped-under-lock (caution), integrity-check-dropped (caution)

-- case: a key to the table itself
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT orders_parent; -- finding: integrity-check-dropped (caution)

-- case: a key to a table of the same set
SET lock_timeout = '2s';
CREATE TABLE shops (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN shop_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_shop FOREIGN KEY (shop_id) REFERENCES shops (id) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT orders_shop;

-- case: a CHECK has one end only
SET lock_timeout = '2s';
ALTER TABLE orders DROP CONSTRAINT positive; -- finding: integrity-check-dropped (caution)
