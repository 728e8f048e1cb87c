-- allowed: none
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood);
-- file: 0001_value.sql
ALTER TYPE mood ADD VALUE 'calm';
-- file: 0002_default.sql
SET lock_timeout = '2s';
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'calm';
