CREATE TABLE people (id bigint PRIMARY KEY, name text);

-- case: the order of the whole database
-- postgres: 15
ALTER DATABASE postgres REFRESH COLLATION VERSION; -- finding: collation-version-refreshed (caution)

-- case: another change of a database
-- postgres: none
ALTER DATABASE shop CONNECTION LIMIT 10;
