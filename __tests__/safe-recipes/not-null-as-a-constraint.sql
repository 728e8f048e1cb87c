-- allowed: none
-- postgres: 18
CREATE TABLE orders (id bigint PRIMARY KEY, email text);
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_email_there NOT NULL email NOT VALID;
-- file: 0002_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_there;
