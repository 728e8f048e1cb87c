CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE cache (id bigint PRIMARY KEY);

-- case: a new unlogged table is a question
CREATE UNLOGGED TABLE imports (id bigint); -- finding: unlogged-table (caution)

-- case: a new unlogged table from a query
CREATE UNLOGGED TABLE imports AS SELECT 1 AS id; -- finding: unlogged-table (caution)

-- case: a table that is unlogged already
SET lock_timeout = '2s';
ALTER TABLE cache SET UNLOGGED;

-- case: a table of the set that is made unlogged after its CREATE
CREATE TABLE imports (id bigint);
ALTER TABLE imports SET UNLOGGED;

-- case: a temporary table
CREATE TEMP TABLE imports (id bigint);
