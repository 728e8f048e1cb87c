-- allowed: none
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 0001_index.sql
CREATE INDEX CONCURRENTLY orders_user_id ON orders (user_id);
-- file: 0002_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- file: 0003_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_user;
