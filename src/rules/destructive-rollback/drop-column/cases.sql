CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), note text, old text);

-- case: a column with a foreign key locks the other table as well
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN user_id; -- finding: drop-column

-- case: a referenced column goes with the foreign keys of others
SET lock_timeout = '2s';
ALTER TABLE users DROP COLUMN id CASCADE; -- finding: drop-column, replica-identity-lost (caution)

-- case: each subcommand is one finding
SET lock_timeout = '2s';
ALTER TABLE orders
  DROP COLUMN note, -- finding: drop-column
  DROP COLUMN old; -- finding: drop-column

-- case: a column that the set added is nobody's
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN draft text;
ALTER TABLE orders DROP COLUMN draft;

-- case: a column of a table that the set created is nobody's
CREATE TABLE drafts (id bigint, body text);
ALTER TABLE drafts DROP COLUMN body;

-- case: a column of a temporary table is nobody's
CREATE TEMP TABLE drafts (id bigint, body text);
ALTER TABLE drafts DROP COLUMN body;

-- case: IF EXISTS of a column that a known table does not have drops nothing
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN IF EXISTS nothing;

-- case: a table that nobody has shown us exists
-- postgres: none
SET lock_timeout = '2s';
ALTER TABLE elsewhere DROP COLUMN IF EXISTS note; -- finding: drop-column

-- case: dropping in a down migration what was there before loses it as well
-- file: 0001_note.up.sql
SELECT 1;
-- file: 0001_note.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN note; -- finding: drop-column
