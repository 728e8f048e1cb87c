-- Any older transaction makes the build wait for more than two seconds, and the index stays INVALID.
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY users_country_idx ON users (country);
