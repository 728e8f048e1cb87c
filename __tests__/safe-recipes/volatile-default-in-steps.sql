-- allowed: none
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 0001_column.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN token uuid;
ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
-- file: 0002_old_rows.sql
DO $$
BEGIN
  LOOP
    UPDATE orders SET token = gen_random_uuid() WHERE id IN (SELECT id FROM orders WHERE token IS NULL ORDER BY id LIMIT 5000);
    EXIT WHEN NOT FOUND;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
END $$;
-- file: 0003_proof.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT orders_token_there CHECK (token IS NOT NULL) NOT VALID;
-- file: 0004_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_token_there;
-- file: 0005_set.sql
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN token SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_token_there;
