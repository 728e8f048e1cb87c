CREATE SCHEMA billing;
CREATE TABLE orders (id bigint PRIMARY KEY, total int CONSTRAINT positive CHECK (total > 0));
CREATE INDEX orders_total_idx ON orders (total);
CREATE VIEW totals AS SELECT sum(total) AS total FROM orders;
CREATE SEQUENCE numbers;
CREATE TYPE mood AS ENUM ('sad');
CREATE TYPE point3 AS (x int, y int, z int);
CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';

-- case: a schema
ALTER SCHEMA billing RENAME TO invoicing; -- finding: rename-other-object

-- case: a function
ALTER FUNCTION one() RENAME TO eins; -- finding: rename-other-object

-- case: a type
ALTER TYPE mood RENAME TO feeling; -- finding: rename-other-object

-- case: an attribute of a type
SET lock_timeout = '2s';
ALTER TYPE point3 RENAME ATTRIBUTE z TO depth; -- finding: rename-other-object

-- case: a sequence
SET lock_timeout = '2s';
ALTER SEQUENCE numbers RENAME TO serials; -- finding: rename-other-object

-- case: a role
-- postgres: none
ALTER ROLE reporting RENAME TO analytics; -- finding: rename-other-object

-- case: a database
-- postgres: none
ALTER DATABASE shop RENAME TO store; -- finding: rename-other-object

-- case: an index is worth a note
ALTER INDEX orders_total_idx RENAME TO total_idx; -- finding: rename-other-object (note)

-- case: a constraint is worth a note
SET lock_timeout = '2s';
ALTER TABLE orders RENAME CONSTRAINT positive TO above_zero; -- finding: rename-other-object (note)

-- case: a view whose old name is there again before the commit
SET lock_timeout = '2s';
ALTER VIEW totals RENAME TO sums; -- finding: rename-other-object (note)
CREATE VIEW totals AS SELECT * FROM sums;

-- case: what the set created
CREATE SCHEMA drafts;
ALTER SCHEMA drafts RENAME TO notes;
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour RENAME TO tint;
CREATE VIEW ids AS SELECT id FROM orders;
ALTER VIEW ids RENAME TO keys;

-- case: an enum that is made anew under its own name, in one transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TYPE mood RENAME TO mood_old; -- finding: rename-other-object (caution)
CREATE TYPE mood AS ENUM ('sad', 'calm');
COMMIT;

-- case: two types swap their names
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TYPE mood RENAME TO mood_old; -- finding: rename-other-object (caution)
ALTER TYPE mood_new RENAME TO mood;
COMMIT;
-- on-base: 0000_mood.sql
CREATE TYPE mood_new AS ENUM ('sad', 'calm');

-- case: an enum that is made anew in a transaction of its own leaves a moment without it
BEGIN;
ALTER TYPE mood RENAME TO mood_old; -- finding: rename-other-object
COMMIT;
CREATE TYPE mood AS ENUM ('sad', 'calm');
