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
