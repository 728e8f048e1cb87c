CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE TABLE events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TYPE mood AS ENUM ('sad');

-- case: a feature of a later major
-- postgres: 14
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT total_there NOT NULL total NOT VALID; -- finding: statement-refused

-- case: a stored generated column before 12
-- postgres: 11
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN twice int GENERATED ALWAYS AS (total * 2) STORED; -- finding: statement-refused

-- case: a partitioned table has nothing to unlog
-- postgres: 18
SET lock_timeout = '2s';
ALTER TABLE events SET UNLOGGED; -- finding: statement-refused

-- case: an enum value in a transaction before 12
-- postgres: 11
BEGIN;
ALTER TYPE mood ADD VALUE 'happy'; -- finding: statement-refused
COMMIT;

-- case: an enum value of a type that the same transaction made, before 12
-- postgres: 11
BEGIN;
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour ADD VALUE 'blue';
COMMIT;

-- case: LOCK TABLE outside a transaction
BEGIN;
SELECT 1;
COMMIT;
LOCK TABLE orders IN SHARE MODE; -- finding: statement-refused

-- case: VACUUM in a file that holds nothing else runs outside a transaction
VACUUM orders;

-- case: an enum value in a file that holds nothing else, before 12
-- postgres: 11
ALTER TYPE mood ADD VALUE 'happy';

-- case: a body that does not parse
SET lock_timeout = '2s';
DO $$ BEGIN DROP TABEL orders; END $$; -- finding: statement-refused
DO $$ BEGIN IF true THEN DROP TABLE orders; END $$; -- finding: statement-refused
CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1 END $$; -- finding: statement-refused
CREATE FUNCTION broken() RETURNS int LANGUAGE sql AS $$ SELEC 1 $$; -- finding: statement-refused
CREATE PROCEDURE broken() LANGUAGE plpgsql AS 'BEGIN UPDATE orders SET; END'; -- finding: statement-refused

-- case: a body that nobody looks at yet, as in a dump
SET check_function_bodies = false;
CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1 END $$;
CREATE FUNCTION broken_too() RETURNS int LANGUAGE sql AS $$ SELEC 1 $$;

-- case: a body in which the tool puts something first
-- postgres: none
CREATE FUNCTION filled() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN ${one}; END $$;
