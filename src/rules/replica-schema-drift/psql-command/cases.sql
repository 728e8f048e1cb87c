CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);

-- case: the result of a query as statements
SELECT 'DROP TABLE orders' \gexec -- finding: psql-command (caution)

-- case: another database
\connect archive -- finding: psql-command (caution)
SELECT 1;

-- case: rows from a file
\copy orders FROM 'orders.csv' -- finding: psql-command (caution)

-- case: the rest of the file is left out
SELECT 1;
\q -- finding: psql-command (caution)

-- case: commands that set, print, or guard a dump change nothing
\restrict abc
\set ON_ERROR_STOP on
\echo 'done'
SELECT 1;
\unrestrict abc

-- case: a backslash in a string or in the data of COPY is no command
-- postgres: none
SELECT '\i', E'\\i';
COPY orders (id, user_id) FROM stdin;
\N	\i
\.
