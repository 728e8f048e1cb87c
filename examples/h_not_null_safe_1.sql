-- New rows are checked from now on; old ones are not read.
SET lock_timeout = '2s';
ALTER TABLE users ADD CONSTRAINT users_country_not_null CHECK (country IS NOT NULL) NOT VALID;
