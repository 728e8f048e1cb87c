-- Only new rows get the default; old ones are filled in batches later.
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN reference uuid;
ALTER TABLE orders ALTER COLUMN reference SET DEFAULT gen_random_uuid();
