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


-- case: two columns swap their names, and a trigger has kept them alike
BEGIN;
SET LOCAL lock_timeout = '2s';
DROP TRIGGER keys_id_new_sync ON keys; -- finding: trigger-or-rule-dropped (caution)
ALTER TABLE keys RENAME COLUMN id TO id_old; -- finding: rename-column (caution)
ALTER TABLE keys RENAME COLUMN id_new TO id;
COMMIT;
-- on-base: 0000_keys.sql
CREATE TABLE keys (id int, id_new bigint);
CREATE FUNCTION keys_id_new_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id_new := NEW.id; RETURN NEW; END $$;
CREATE TRIGGER keys_id_new_sync BEFORE INSERT OR UPDATE ON keys FOR EACH ROW EXECUTE PROCEDURE keys_id_new_sync();

-- case: they swap, and nothing has filled the new one meanwhile
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE keys RENAME COLUMN id TO id_old; -- finding: rename-column
ALTER TABLE keys RENAME COLUMN id_new TO id;
COMMIT;
-- on-base: 0000_keys.sql
CREATE TABLE keys (id int, id_new bigint);

-- case: they swap, and the rows are copied while nobody else can write
BEGIN;
SET LOCAL lock_timeout = '2s';
LOCK TABLE keys; -- finding: table-locked-explicitly
UPDATE keys SET id_new = id; -- finding: unbatched-write, schema-change-and-backfill-in-one-transaction
ALTER TABLE keys RENAME COLUMN id TO id_old; -- finding: rename-column (caution)
ALTER TABLE keys RENAME COLUMN id_new TO id;
COMMIT;
-- on-base: 0000_keys.sql
CREATE TABLE keys (id int, id_new bigint);

-- case: they swap in two transactions, between which the name is missing
SET lock_timeout = '2s';
BEGIN;
ALTER TABLE keys RENAME COLUMN id TO id_old; -- finding: rename-column
COMMIT;
BEGIN;
ALTER TABLE keys RENAME COLUMN id_new TO id; -- finding: rename-column
COMMIT;
-- on-base: 0000_keys.sql
CREATE TABLE keys (id int, id_new bigint);
CREATE FUNCTION keys_id_new_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id_new := NEW.id; RETURN NEW; END $$;
CREATE TRIGGER keys_id_new_sync BEFORE INSERT OR UPDATE ON keys FOR EACH ROW EXECUTE PROCEDURE keys_id_new_sync();

-- case: they swap, and a view goes on reading the old one
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE keys RENAME COLUMN id TO id_old; -- finding: rename-column
ALTER TABLE keys RENAME COLUMN id_new TO id;
COMMIT;
-- on-base: 0000_keys.sql
CREATE TABLE keys (id int, id_new bigint);
CREATE FUNCTION keys_id_new_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id_new := NEW.id; RETURN NEW; END $$;
CREATE TRIGGER keys_id_new_sync BEFORE INSERT OR UPDATE ON keys FOR EACH ROW EXECUTE PROCEDURE keys_id_new_sync();
CREATE VIEW numbers AS SELECT id FROM keys;

-- case: they swap, and the view is made again behind the renames
BEGIN;
SET LOCAL lock_timeout = '2s';
DROP VIEW numbers;
ALTER TABLE keys RENAME COLUMN id TO id_old; -- finding: rename-column (caution)
ALTER TABLE keys RENAME COLUMN id_new TO id;
CREATE VIEW numbers AS SELECT id FROM keys;
COMMIT;
-- on-base: 0000_keys.sql
CREATE TABLE keys (id int, id_new bigint);
CREATE FUNCTION keys_id_new_sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id_new := NEW.id; RETURN NEW; END $$;
CREATE TRIGGER keys_id_new_sync BEFORE INSERT OR UPDATE ON keys FOR EACH ROW EXECUTE PROCEDURE keys_id_new_sync();
CREATE VIEW numbers AS SELECT id FROM keys;
