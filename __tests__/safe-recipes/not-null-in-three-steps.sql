-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY, email text);
-- file: 0001_proof.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_email_there CHECK (email IS NOT NULL) NOT VALID;
-- file: 0002_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_there;
-- file: 0003_set.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_email_there;
