CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a view of the old name in the same transaction is worth a note
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders RENAME TO purchases; -- finding: rename-table (note)
CREATE VIEW orders AS SELECT * FROM purchases;
COMMIT;

-- case: a view in a later transaction comes too late
SET lock_timeout = '2s';
BEGIN;
ALTER TABLE orders RENAME TO purchases; -- finding: rename-table
COMMIT;
CREATE VIEW orders AS SELECT * FROM purchases;

-- case: a view of another name does not help
SET lock_timeout = '2s';
ALTER TABLE orders RENAME TO purchases; -- finding: rename-table
CREATE VIEW sales AS SELECT * FROM purchases;

-- case: a table that the set created
CREATE TABLE drafts (id bigint);
ALTER TABLE drafts RENAME TO notes;

-- case: a temporary table
CREATE TEMP TABLE drafts (id bigint);
ALTER TABLE drafts RENAME TO notes;

-- case: a table that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere RENAME TO nowhere; -- finding: rename-table
