-- Reads every row while reads and writes go on.
ALTER TABLE users VALIDATE CONSTRAINT users_country_not_null;
