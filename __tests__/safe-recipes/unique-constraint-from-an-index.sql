-- allowed: none
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- file: 0001_index.sql
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
-- file: 0002_constraint.sql
SET lock_timeout = '2s';
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;
