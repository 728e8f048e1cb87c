CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int);
CREATE TABLE old (id bigint PRIMARY KEY, total int);
ALTER TABLE old ADD CONSTRAINT waiting CHECK (total > 0) NOT VALID;

-- case: a foreign key
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk; -- finding: validated-in-the-adding-transaction
COMMIT;

-- case: a constraint that was there before
SET lock_timeout = '2s';
ALTER TABLE old VALIDATE CONSTRAINT waiting;

-- case: a file of its own
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
-- file: 0002_validate.sql
SET lock_timeout = '2s';
ALTER TABLE orders VALIDATE CONSTRAINT total_positive;

-- case: a new table
CREATE TABLE carts (id bigint PRIMARY KEY, total int);
ALTER TABLE carts ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
ALTER TABLE carts VALIDATE CONSTRAINT total_positive;
