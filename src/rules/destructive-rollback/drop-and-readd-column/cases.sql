CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20), note text);

-- case: in one statement
SET lock_timeout = '2s';
ALTER TABLE orders
  DROP COLUMN code, -- finding: drop-and-readd-column
  ADD COLUMN code varchar(50);

-- case: across the files of one set
-- file: 0001_drop.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN code; -- finding: drop-and-readd-column
-- file: 0002_add.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN code text;

-- case: another column that is added does not replace it
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN code; -- finding: drop-column
ALTER TABLE orders ADD COLUMN number text;

-- case: on a table that the set created
CREATE TABLE drafts (id bigint, body text);
ALTER TABLE drafts DROP COLUMN body;
ALTER TABLE drafts ADD COLUMN body jsonb;

-- case: what the down migration adds again is another story
-- file: 0001_code.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN code; -- finding: drop-column
-- file: 0001_code.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN code varchar(20);
