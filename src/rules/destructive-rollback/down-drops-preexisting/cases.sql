CREATE TABLE orders (id bigint PRIMARY KEY, old text);

-- case: a column
-- file: 0001_note.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
-- file: 0001_note.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN IF EXISTS note; -- finding: down-drops-preexisting

-- case: a schema
-- file: 0001_reports.up.sql
CREATE SCHEMA IF NOT EXISTS reports;
-- file: 0001_reports.down.sql
DROP SCHEMA reports CASCADE; -- finding: down-drops-preexisting

-- case: an extension
-- postgres: none
-- file: 0001_trgm.up.sql
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- file: 0001_trgm.down.sql
DROP EXTENSION pg_trgm; -- finding: down-drops-preexisting

-- case: a column that the schema shows is told by its own rule
-- file: 0001_old.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS old text;
-- file: 0001_old.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN old; -- finding: drop-column

-- case: what the up made for sure
-- file: 0001_note.up.sql
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE INDEX notes_idx ON notes (id);
-- file: 0001_note.down.sql
DROP INDEX notes_idx;
