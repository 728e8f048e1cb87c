-- Proved by the constraint: no row is read.
SET lock_timeout = '2s';
ALTER TABLE users ALTER COLUMN country SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_country_not_null;
