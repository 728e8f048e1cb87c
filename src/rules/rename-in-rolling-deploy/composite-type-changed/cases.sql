CREATE TYPE address AS (street text, town text, number int);

-- case: an attribute less
SET lock_timeout = '2s';
ALTER TYPE address DROP ATTRIBUTE number; -- finding: composite-type-changed (caution)

-- case: an attribute of another type
SET lock_timeout = '2s';
ALTER TYPE address ALTER ATTRIBUTE number TYPE bigint; -- finding: composite-type-changed (caution)

-- case: a type of the same set
CREATE TYPE place AS (town text);
ALTER TYPE place ADD ATTRIBUTE country text;
ALTER TYPE place DROP ATTRIBUTE town;

-- case: refused where a column has the type
CREATE TABLE people (id int, home address);
ALTER TYPE address ALTER ATTRIBUTE number TYPE bigint; -- finding: statement-refused
