-- The whole table is read while nobody may read or write it.
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN user_email SET NOT NULL;
