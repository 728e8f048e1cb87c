CREATE TABLE orders (id bigint PRIMARY KEY, total int);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE MATERIALIZED VIEW totals AS SELECT sum(total) AS total FROM orders;
CREATE SEQUENCE numbers;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN amount AS int;
CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';

-- case: a materialized view
SET lock_timeout = '2s';
DROP MATERIALIZED VIEW totals; -- finding: drop-view (caution)

-- case: a sequence
SET lock_timeout = '2s';
DROP SEQUENCE numbers; -- finding: drop-view (caution)

-- case: a type
DROP TYPE mood; -- finding: drop-view (caution)

-- case: a domain
DROP DOMAIN amount; -- finding: drop-view (caution)

-- case: a function
DROP FUNCTION one(); -- finding: drop-view (caution)

-- case: dropped and created again in the same set only loses its grants
SET lock_timeout = '2s';
DROP VIEW open_orders; -- finding: drop-view (note)
CREATE VIEW open_orders AS SELECT id, total FROM orders;

-- case: the drop commits before it is created again
COMMIT;
SET lock_timeout = '2s';
DROP VIEW open_orders; -- finding: drop-view (caution)
CREATE VIEW open_orders AS SELECT id, total FROM orders;

-- case: a function that is created again
DROP FUNCTION one(); -- finding: drop-view (note)
CREATE FUNCTION one() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';

-- case: a view that the set created
CREATE VIEW drafts AS SELECT id FROM orders;
DROP VIEW drafts;

-- case: a type and a function that the set created
CREATE TYPE colour AS ENUM ('red');
CREATE FUNCTION two() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';
DROP TYPE colour;
DROP FUNCTION two();
