CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10,2) NOT NULL, "Odd Name" text);
CREATE VIEW totals AS SELECT id, total FROM orders;

-- case: a name that needs quotes
SET lock_timeout = '2s';
ALTER TABLE orders RENAME "Odd Name" TO "Other Name"; -- finding: rename-column

-- case: a column of a view
SET lock_timeout = '2s';
ALTER VIEW totals RENAME COLUMN total TO amount; -- finding: rename-column

-- case: a table that nobody has shown us
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere RENAME COLUMN a TO b; -- finding: rename-column

-- case: a column that the set added
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN draft text;
ALTER TABLE orders RENAME COLUMN draft TO note;

-- case: a column of a table that the set created
CREATE TABLE drafts (id bigint, body text);
ALTER TABLE drafts RENAME COLUMN body TO content;

-- case: in a down migration it is milder
-- file: 0001_total.up.sql
SELECT 1;
-- file: 0001_total.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders RENAME COLUMN total TO amount; -- finding: rename-column (caution)

-- case: a rename that is rolled back
SET lock_timeout = '2s';
BEGIN;
ALTER TABLE orders RENAME COLUMN total TO amount;
ROLLBACK;
