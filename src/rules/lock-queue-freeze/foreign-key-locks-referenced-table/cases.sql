CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a new table without a bound on the wait
CREATE TABLE carts (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id)); -- finding: foreign-key-locks-referenced-table (caution), lock-without-timeout (caution)

-- case: a new table with one is worth a note
SET lock_timeout = '2s';
CREATE TABLE carts (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id)); -- finding: foreign-key-locks-referenced-table (note)

-- case: a key added to a new table
SET lock_timeout = '2s';
CREATE TABLE carts (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE carts ADD FOREIGN KEY (user_id) REFERENCES users (id); -- finding: foreign-key-locks-referenced-table (note)

-- case: a named key at a column with an action
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN user_id bigint CONSTRAINT owned REFERENCES users (id) ON DELETE SET NULL; -- finding: foreign-key-locks-referenced-table (caution)

-- case: both tables are new
CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE carts (id bigint PRIMARY KEY, shop_id bigint REFERENCES shops (id));
ALTER TABLE carts ADD COLUMN other_shop_id bigint REFERENCES shops (id);

-- case: a table that references itself
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN parent_id bigint REFERENCES orders (id);

-- case: NOT VALID is the recommended way
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN user_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;

-- case: keys to two tables are one finding
SET lock_timeout = '2s';
CREATE TABLE bought (user_id bigint REFERENCES users (id), order_id bigint REFERENCES orders (id)); -- finding: foreign-key-locks-referenced-table (note)
