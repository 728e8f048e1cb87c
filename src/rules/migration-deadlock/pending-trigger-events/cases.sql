CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text, user_id bigint REFERENCES users DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);

-- case: an INSERT into the table with the key
SET lock_timeout = '2s';
INSERT INTO orders SELECT id, 'x', 1 FROM items WHERE false LIMIT 10;
ALTER TABLE orders ADD COLUMN total int; -- finding: pending-trigger-events, write-then-alter

-- case: a DELETE from the table that the key points to
SET lock_timeout = '2s';
DELETE FROM users WHERE id = 1;
ALTER TABLE users ADD COLUMN total int; -- finding: pending-trigger-events, write-then-alter

-- case: also on a table of the same migration
CREATE TABLE carts (id bigint PRIMARY KEY, parent_id bigint REFERENCES carts DEFERRABLE INITIALLY DEFERRED);
INSERT INTO carts SELECT id, NULL FROM items WHERE id = 0 LIMIT 1;
ALTER TABLE carts ADD COLUMN a int; -- finding: pending-trigger-events

-- case: the key's column is left alone
SET lock_timeout = '2s';
UPDATE orders SET note = 'x' WHERE id = 1;
ALTER TABLE orders ADD COLUMN total int; -- finding: write-then-alter

-- case: the keys are checked in between
SET lock_timeout = '2s';
UPDATE orders SET user_id = 1 WHERE id = 1;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE orders ADD COLUMN total int; -- finding: write-then-alter

-- case: a key that is not deferred is checked at once
SET lock_timeout = '2s';
UPDATE items SET order_id = 1 WHERE id = 1;
ALTER TABLE items ADD COLUMN total int; -- finding: write-then-alter

-- case: the write is committed before
SET lock_timeout = '2s';
BEGIN;
UPDATE orders SET user_id = 1 WHERE id = 1;
COMMIT;
ALTER TABLE orders ADD COLUMN total int;
