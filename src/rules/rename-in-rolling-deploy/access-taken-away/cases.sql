CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE VIEW ids AS SELECT id FROM orders;
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';

-- case: a function
REVOKE EXECUTE ON FUNCTION one() FROM PUBLIC; -- finding: access-taken-away (caution)

-- case: every table of a schema
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC; -- finding: access-taken-away (caution)

-- case: another owner
SET lock_timeout = '2s';
ALTER TABLE orders OWNER TO CURRENT_USER; -- finding: access-taken-away (caution)

-- case: another owner of a view and of a function
SET lock_timeout = '2s';
ALTER VIEW ids OWNER TO CURRENT_USER; -- finding: access-taken-away (caution)
ALTER FUNCTION one() OWNER TO CURRENT_USER; -- finding: access-taken-away (caution)

-- case: a role that somebody may connect as
-- postgres: none
REVOKE readers FROM app; -- finding: access-taken-away (caution)
DROP ROLE app; -- finding: access-taken-away (caution)

-- case: what the set created is nobody's yet
CREATE TABLE fresh (id bigint);
CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2';
REVOKE ALL ON fresh FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION two() FROM PUBLIC;
ALTER TABLE fresh OWNER TO CURRENT_USER;
ALTER FUNCTION two() OWNER TO CURRENT_USER;
