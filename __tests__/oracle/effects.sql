-- The rows of docs/effects.md, on schema.sql: a title, and below it the statement whose effects are shown. What stands
-- before the last statement of a line prepares it.
-- # Columns
-- Add a column without a default
ALTER TABLE orders ADD COLUMN x int;
-- Add a column with a constant default
ALTER TABLE orders ADD COLUMN x int NOT NULL DEFAULT 5;
-- Add a column with DEFAULT now()
ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT now();
-- Add a column with a volatile default
ALTER TABLE orders ADD COLUMN x float8 DEFAULT random();
-- Add a serial column
ALTER TABLE orders ADD COLUMN x serial;
-- Add an identity column
ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS IDENTITY;
-- Add a STORED generated column
ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (amount + 1) STORED;
-- Add a VIRTUAL generated column
ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (amount + 1) VIRTUAL;
-- Add a column of a domain with a CHECK
ALTER TABLE orders ADD COLUMN x positive;
-- Add a column with a CHECK
ALTER TABLE orders ADD COLUMN x int CHECK (x > 0);
-- Add a UNIQUE column
ALTER TABLE orders ADD COLUMN x int UNIQUE;
-- Add a column with a foreign key
ALTER TABLE orders ADD COLUMN x int REFERENCES users;
-- Add a column with a foreign key and a default
ALTER TABLE orders ADD COLUMN x int DEFAULT 1 REFERENCES users;
-- Add a column to a partitioned table
ALTER TABLE events ADD COLUMN x int DEFAULT 1;
-- Drop a column
ALTER TABLE orders DROP COLUMN spare;
-- Drop a column with a foreign key
ALTER TABLE items DROP COLUMN order_id;
-- Rename a column
ALTER TABLE orders RENAME COLUMN amount TO total;
-- Set a default
ALTER TABLE orders ALTER COLUMN amount SET DEFAULT 3;
-- Drop a default
ALTER TABLE orders ALTER COLUMN amount DROP DEFAULT;
-- SET NOT NULL without a proof
ALTER TABLE orders ALTER COLUMN amount SET NOT NULL;
-- SET NOT NULL proved by a validated CHECK
ALTER TABLE orders ALTER COLUMN proved SET NOT NULL;
-- SET NOT NULL beside a CHECK that is NOT VALID
ALTER TABLE orders ALTER COLUMN pending SET NOT NULL;
-- SET NOT NULL on a partitioned table
ALTER TABLE events ALTER COLUMN body SET NOT NULL;
-- DROP NOT NULL
ALTER TABLE orders ALTER COLUMN required DROP NOT NULL;
-- SET STATISTICS
ALTER TABLE orders ALTER COLUMN amount SET STATISTICS 500;
-- Column options
ALTER TABLE orders ALTER COLUMN amount SET (n_distinct = 5);
-- SET STORAGE
ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL;
-- SET COMPRESSION
ALTER TABLE orders ALTER COLUMN note SET COMPRESSION pglz;
-- Make a column an identity column
ALTER TABLE orders ALTER COLUMN required ADD GENERATED ALWAYS AS IDENTITY;
-- Change an identity column
ALTER TABLE orders ALTER COLUMN number SET GENERATED ALWAYS;
-- DROP IDENTITY
ALTER TABLE orders ALTER COLUMN number DROP IDENTITY;
-- DROP EXPRESSION
ALTER TABLE orders ALTER COLUMN doubled DROP EXPRESSION;
-- SET EXPRESSION of a stored column
ALTER TABLE orders ALTER COLUMN doubled SET EXPRESSION AS (ticket * 3);
-- # Column types
-- varchar(10) to varchar(20), indexed
ALTER TABLE orders ALTER COLUMN label TYPE varchar(20);
-- varchar(10) to varchar(5)
ALTER TABLE orders ALTER COLUMN label TYPE varchar(5);
-- varchar(10) to text, indexed
ALTER TABLE orders ALTER COLUMN label TYPE text;
-- text to varchar, with an index on an expression of it
ALTER TABLE orders ALTER COLUMN note TYPE varchar;
-- text to varchar(100)
ALTER TABLE orders ALTER COLUMN note TYPE varchar(100);
-- Another collation, indexed
ALTER TABLE orders ALTER COLUMN label TYPE varchar(10) COLLATE "C";
-- int to bigint
ALTER TABLE orders ALTER COLUMN amount TYPE bigint;
-- int to bigint of a foreign key
ALTER TABLE visits ALTER COLUMN user_id TYPE bigint;
-- numeric(10,2) to numeric(12,2)
ALTER TABLE orders ALTER COLUMN price TYPE numeric(12,2);
-- numeric(10,2) to numeric(12,3)
ALTER TABLE orders ALTER COLUMN price TYPE numeric(12,3);
-- timestamp to timestamptz, the session in UTC
SET timezone = 'UTC'; ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz;
-- timestamp to timestamptz, the session elsewhere
ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz;
-- To a domain without constraints
ALTER TABLE orders ALTER COLUMN note TYPE plain_text;
-- To a domain with a CHECK
ALTER TABLE orders ALTER COLUMN spare TYPE positive;
-- With a USING that computes
ALTER TABLE orders ALTER COLUMN spare TYPE int USING spare + 1;
-- # Constraints
-- Add a CHECK
ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0);
-- Add a CHECK NOT VALID
ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT VALID;
-- Add a CHECK NOT ENFORCED
ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT ENFORCED;
-- Validate a CHECK
ALTER TABLE orders VALIDATE CONSTRAINT orders_pending_check;
-- Add a NOT NULL constraint
ALTER TABLE orders ADD CONSTRAINT n NOT NULL amount;
-- Add a NOT NULL constraint NOT VALID
ALTER TABLE orders ADD CONSTRAINT n NOT NULL amount NOT VALID;
-- Add a foreign key
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (amount) REFERENCES users;
-- Add a foreign key NOT VALID
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (amount) REFERENCES users NOT VALID;
-- Add a foreign key NOT ENFORCED
ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (amount) REFERENCES users NOT ENFORCED;
-- Add a foreign key to a partitioned table
ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES users;
-- Add a foreign key NOT VALID to a partitioned table
ALTER TABLE events ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES users NOT VALID;
-- Validate a foreign key
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fkey;
-- Add UNIQUE
ALTER TABLE orders ADD CONSTRAINT u UNIQUE (amount);
-- Add UNIQUE USING INDEX
ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX orders_required_idx;
-- Add a primary key on a column that is NOT NULL
ALTER TABLE plain ADD PRIMARY KEY (other);
-- Add a primary key on a column that allows NULL
ALTER TABLE plain ADD PRIMARY KEY (id);
-- Add a primary key USING INDEX, NOT NULL already
ALTER TABLE plain ADD CONSTRAINT p PRIMARY KEY USING INDEX plain_other_idx;
-- Add a primary key USING INDEX on a column that allows NULL
ALTER TABLE plain ADD CONSTRAINT p PRIMARY KEY USING INDEX plain_id_idx;
-- Add EXCLUDE
ALTER TABLE orders ADD CONSTRAINT u EXCLUDE USING btree (amount WITH =);
-- Add UNIQUE to a partitioned table
ALTER TABLE events ADD CONSTRAINT u UNIQUE (id, key);
-- Drop a CHECK
ALTER TABLE orders DROP CONSTRAINT orders_checked_check;
-- Drop a foreign key
ALTER TABLE visits DROP CONSTRAINT visits_user_fkey;
-- Drop a unique constraint
ALTER TABLE orders DROP CONSTRAINT orders_ticket_key;
-- Rename a constraint
ALTER TABLE orders RENAME CONSTRAINT orders_checked_check TO c;
-- ALTER CONSTRAINT … DEFERRABLE
ALTER TABLE visits ALTER CONSTRAINT visits_user_fkey DEFERRABLE INITIALLY DEFERRED;
-- ALTER CONSTRAINT … NOT ENFORCED
ALTER TABLE visits ALTER CONSTRAINT visits_user_fkey NOT ENFORCED;
-- ALTER CONSTRAINT … ENFORCED
ALTER TABLE visits ALTER CONSTRAINT visits_user_fkey NOT ENFORCED; ALTER TABLE visits ALTER CONSTRAINT visits_user_fkey ENFORCED;
-- # Indexes
-- CREATE INDEX
CREATE INDEX i ON orders (amount);
-- CREATE INDEX CONCURRENTLY
CREATE INDEX CONCURRENTLY i ON orders (amount);
-- CREATE INDEX on a partitioned table
CREATE INDEX i ON events (id);
-- CREATE INDEX ON ONLY a partitioned table
CREATE INDEX i ON ONLY events (id);
-- ATTACH PARTITION of an index
CREATE INDEX i ON ONLY events (id); CREATE INDEX j ON events_1 (id); ALTER INDEX i ATTACH PARTITION j;
-- DROP INDEX
DROP INDEX orders_amount_idx;
-- DROP INDEX CONCURRENTLY
DROP INDEX CONCURRENTLY orders_amount_idx;
-- Rename an index
ALTER INDEX orders_amount_idx RENAME TO i;
-- Index options
ALTER INDEX orders_amount_idx SET (fillfactor = 50);
-- REINDEX INDEX
REINDEX INDEX orders_amount_idx;
-- REINDEX TABLE
REINDEX TABLE plain;
-- REINDEX INDEX CONCURRENTLY
REINDEX INDEX CONCURRENTLY orders_amount_idx;
-- REINDEX TABLE CONCURRENTLY
REINDEX TABLE CONCURRENTLY plain;
-- REINDEX TABLE of a partitioned table
REINDEX TABLE events;
-- REINDEX TABLE CONCURRENTLY of a partitioned table
REINDEX TABLE CONCURRENTLY events;
-- # Tables
-- Create a table with a foreign key
CREATE TABLE x (id int PRIMARY KEY, user_id int REFERENCES users);
-- CREATE TABLE … LIKE
CREATE TABLE x (LIKE orders INCLUDING ALL);
-- CREATE TABLE … INHERITS
CREATE TABLE x () INHERITS (parents);
-- CREATE TABLE … AS
CREATE TABLE x AS SELECT * FROM users;
-- Drop a table
DROP TABLE plain;
-- Drop a table with a foreign key
DROP TABLE visits;
-- Drop a table that others refer to
DROP TABLE orders CASCADE;
-- TRUNCATE
TRUNCATE items;
-- TRUNCATE … CASCADE
TRUNCATE users CASCADE;
-- Rename a table
ALTER TABLE plain RENAME TO simple;
-- SET SCHEMA
CREATE SCHEMA s; ALTER TABLE plain SET SCHEMA s;
-- OWNER TO
ALTER TABLE plain OWNER TO CURRENT_USER;
-- Storage parameters
ALTER TABLE orders SET (fillfactor = 70);
-- SET UNLOGGED
ALTER TABLE plain SET UNLOGGED;
-- SET LOGGED
ALTER TABLE quick SET LOGGED;
-- SET TABLESPACE to where it is
ALTER TABLE plain SET TABLESPACE pg_default;
-- SET ACCESS METHOD to what it is
ALTER TABLE plain SET ACCESS METHOD heap;
-- CLUSTER ON
ALTER TABLE orders CLUSTER ON orders_amount_idx;
-- REPLICA IDENTITY
ALTER TABLE orders REPLICA IDENTITY FULL;
-- INHERIT
ALTER TABLE adopted INHERIT parents;
-- NO INHERIT
ALTER TABLE children NO INHERIT parents;
-- LOCK TABLE
LOCK TABLE orders;
-- # Partitions
-- CREATE TABLE … PARTITION OF
CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM (200) TO (300);
-- The same beside a default partition
CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200);
-- ATTACH PARTITION without a proof
ALTER TABLE events ATTACH PARTITION joins_unproved FOR VALUES FROM (300) TO (400);
-- ATTACH PARTITION proved by a CHECK
CREATE INDEX i ON joins_proved (body); ALTER TABLE events ATTACH PARTITION joins_proved FOR VALUES FROM (300) TO (400);
-- DETACH PARTITION
ALTER TABLE events DETACH PARTITION events_1;
-- DETACH PARTITION CONCURRENTLY
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
-- DETACH PARTITION beside a default partition
ALTER TABLE logs DETACH PARTITION logs_1;
-- Drop a partition
DROP TABLE events_1;
-- TRUNCATE of a partitioned table
TRUNCATE events;
-- # Triggers, rules, policies
-- CREATE TRIGGER
CREATE TRIGGER x BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fire();
-- CREATE TRIGGER on a partitioned table
CREATE TRIGGER x AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION fire();
-- DROP TRIGGER
DROP TRIGGER users_fire ON users;
-- DISABLE TRIGGER
ALTER TABLE users DISABLE TRIGGER users_fire;
-- CREATE RULE
CREATE RULE x AS ON INSERT TO orders DO ALSO SELECT 1;
-- CREATE POLICY
CREATE POLICY x ON orders USING (true);
-- ENABLE ROW LEVEL SECURITY
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
-- # Views and materialized views
-- CREATE VIEW
CREATE VIEW x AS SELECT id FROM users;
-- CREATE OR REPLACE VIEW
CREATE OR REPLACE VIEW names AS SELECT id, name FROM users WHERE id > 0;
-- DROP VIEW
DROP VIEW names;
-- CREATE MATERIALIZED VIEW
CREATE MATERIALIZED VIEW x AS SELECT * FROM users;
-- REFRESH MATERIALIZED VIEW
REFRESH MATERIALIZED VIEW totals;
-- REFRESH MATERIALIZED VIEW CONCURRENTLY
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
-- # Sequences, types, domains
-- ALTER SEQUENCE
ALTER SEQUENCE numbers INCREMENT 2;
-- setval()
SELECT setval('numbers', 5);
-- ALTER TYPE … ADD VALUE
ALTER TYPE mood ADD VALUE 'c';
-- ALTER TYPE … RENAME VALUE
ALTER TYPE mood RENAME VALUE 'a' TO 'c';
-- Add a CHECK to a domain
ALTER DOMAIN positive ADD CONSTRAINT x CHECK (value < 1000);
-- Add a CHECK NOT VALID to a domain
ALTER DOMAIN positive ADD CONSTRAINT x CHECK (value < 1000) NOT VALID;
-- Validate a CHECK of a domain
ALTER DOMAIN positive ADD CONSTRAINT x CHECK (value < 1000) NOT VALID; ALTER DOMAIN positive VALIDATE CONSTRAINT x;
-- # Maintenance
-- VACUUM
VACUUM orders;
-- VACUUM FULL
VACUUM FULL orders;
-- ANALYZE
ANALYZE orders;
-- CLUSTER
CLUSTER orders USING orders_amount_idx;
-- # Privileges, comments, statistics, publications
-- COMMENT
COMMENT ON TABLE orders IS 'x';
-- GRANT
GRANT SELECT ON orders TO public;
-- CREATE STATISTICS
CREATE STATISTICS x ON amount, note FROM orders;
-- CREATE PUBLICATION
CREATE PUBLICATION x FOR TABLE plain;
-- ALTER PUBLICATION … DROP TABLE
CREATE PUBLICATION x FOR TABLE plain; ALTER PUBLICATION x DROP TABLE plain;
-- # Rows
-- INSERT
INSERT INTO plain VALUES (1, 1);
-- INSERT with a foreign key
INSERT INTO users VALUES (1); INSERT INTO visits VALUES (1, 1);
-- UPDATE
UPDATE plain SET other = 2;
-- DELETE of a row that a foreign key may refer to
INSERT INTO users VALUES (1); DELETE FROM users WHERE id = 1;
-- MERGE
MERGE INTO visits AS v USING users AS u ON v.id = u.id WHEN MATCHED THEN DELETE;
-- SELECT
SELECT * FROM users;
-- SELECT … FOR UPDATE
SELECT * FROM users FOR UPDATE;
-- COPY … TO
COPY users TO STDOUT;
