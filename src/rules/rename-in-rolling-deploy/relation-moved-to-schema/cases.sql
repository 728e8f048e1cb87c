CREATE SCHEMA archive;
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TYPE mood AS ENUM ('sad');
CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';

-- case: a view of the old name in the same transaction is worth a note
SET lock_timeout = '2s';
ALTER TABLE orders SET SCHEMA archive; -- finding: relation-moved-to-schema (note)
CREATE VIEW orders AS SELECT * FROM archive.orders;

-- case: a type
ALTER TYPE mood SET SCHEMA archive; -- finding: relation-moved-to-schema

-- case: a function
ALTER FUNCTION one() SET SCHEMA archive; -- finding: relation-moved-to-schema

-- case: what the set created
CREATE TABLE drafts (id bigint);
ALTER TABLE drafts SET SCHEMA archive;
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour SET SCHEMA archive;
