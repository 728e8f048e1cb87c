SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN tag text;
ALTER TABLE orders ADD COLUMN tag text;
