CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: around a concurrent build
-- migrate:up
COMMIT; -- finding: commit-in-wrapped-migration
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
BEGIN;

-- case: the tool's own way out of the transaction
-- migrate:up transaction:false
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
CREATE TABLE IF NOT EXISTS drafts (id bigint);

-- case: a savepoint is no end
-- migrate:up
SET LOCAL lock_timeout = '2s';
SAVEPOINT before_note;
ALTER TABLE orders ADD COLUMN note text;
RELEASE SAVEPOINT before_note;

-- case: who runs the file is not known, and it brings its own transaction
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
