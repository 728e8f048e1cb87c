-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- file: 0001_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0) NOT VALID;
-- file: 0002_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
