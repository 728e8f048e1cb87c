CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE TABLE events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: a table with a foreign key locks the other table as well
SET lock_timeout = '2s';
DROP TABLE orders; -- finding: drop-table

-- case: CASCADE is told in the same finding
SET lock_timeout = '2s';
DROP TABLE users CASCADE; -- finding: drop-table

-- case: dropping a partition locks its parent
SET lock_timeout = '2s';
DROP TABLE events_2025; -- finding: drop-table, partition-created-on-busy-parent (caution)

-- case: IF EXISTS of a table that nobody has shown us
SET lock_timeout = '2s';
DROP TABLE IF EXISTS elsewhere; -- finding: drop-table

-- case: several tables of one statement are one finding
SET lock_timeout = '2s';
DROP TABLE orders, events_2025; -- finding: drop-table, partition-created-on-busy-parent (caution)

-- case: created and dropped in the same set
CREATE TABLE drafts (id bigint);
DROP TABLE drafts;

-- case: a temporary table
CREATE TEMP TABLE drafts (id bigint);
DROP TABLE drafts;

-- case: a temporary table hides the table of the same name
CREATE TEMP TABLE orders (id bigint);
DROP TABLE orders;

-- case: once the temporary table is gone the name means the real one
CREATE TEMP TABLE orders (id bigint);
DROP TABLE orders;
SET lock_timeout = '2s';
DROP TABLE orders; -- finding: drop-table

-- case: a temporary table does not outlive its file
-- file: 0001_draft.sql
CREATE TEMP TABLE orders (id bigint) ON COMMIT DROP;
-- file: 0002_drop.sql
-- postgres: none
SET lock_timeout = '2s';
DROP TABLE orders; -- finding: drop-table

-- case: a down migration that drops what existed before
-- file: 0001_orders.up.sql
SELECT 1;
-- file: 0001_orders.down.sql
SET lock_timeout = '2s';
DROP TABLE orders; -- finding: drop-table

-- case: a transaction that is rolled back destroys nothing
SET lock_timeout = '2s';
BEGIN;
DROP TABLE orders;
ROLLBACK;
