CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a role
-- postgres: none
CREATE ROLE app LOGIN; -- finding: environment-dependent (note)

-- case: a tablespace
-- postgres: none
CREATE TABLE items (id bigint) TABLESPACE fast; -- finding: environment-dependent (note)

-- case: the tablespace that every server has
CREATE TABLE items (id bigint) TABLESPACE pg_default;

-- case: a schema is part of the database
CREATE SCHEMA shop;
