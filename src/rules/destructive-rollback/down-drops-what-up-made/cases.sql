CREATE TABLE orders (id bigint PRIMARY KEY, old text);

-- case: once a file, however many things it drops
-- file: 0001_notes.up.sql
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE TABLE tags (id bigint PRIMARY KEY);
-- file: 0001_notes.down.sql
DROP TABLE tags; -- finding: down-drops-what-up-made (caution)
DROP TABLE notes;

-- case: both halves in one file
-- postgres: none
-- +goose Up
CREATE TABLE notes (id bigint PRIMARY KEY);
-- +goose Down
DROP TABLE notes; -- finding: down-drops-what-up-made (caution)

-- case: what was there before is worse
-- file: 0001_old.up.sql
SELECT 1;
-- file: 0001_old.down.sql
SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN old; -- finding: drop-column

-- case: a function, a view and a type hold no rows
-- file: 0001_view.up.sql
CREATE VIEW ids AS SELECT id FROM orders;
-- file: 0001_view.down.sql
DROP VIEW ids;

-- case: a down that is written later, for an up that has been merged
-- file: db/migrations/0002_tags.down.sql
SET lock_timeout = '2s';
DROP TABLE tags; -- finding: down-drops-what-up-made (caution)
-- on-base: db/migrations/0001_a.up.sql
SELECT 1;
-- on-base: db/migrations/0002_tags.up.sql
CREATE TABLE tags (id bigint PRIMARY KEY);

-- case: the same in Sqitch, for a column
-- file: revert/note.sql
SET lock_timeout = '2s';
ALTER TABLE tags DROP COLUMN note; -- finding: down-drops-what-up-made (caution)
-- on-base: deploy/a.sql
CREATE TABLE tags (id bigint PRIMARY KEY);
-- on-base: deploy/note.sql
ALTER TABLE tags ADD COLUMN note text;

-- case: what the merged up may not have made
-- file: db/migrations/0002_tags.down.sql
SET lock_timeout = '2s';
DROP TABLE tags; -- finding: drop-table
-- on-base: db/migrations/0002_tags.up.sql
CREATE TABLE IF NOT EXISTS tags (id bigint PRIMARY KEY);

-- case: a down that is mended in the file of a merged up
-- postgres: none
-- file: db/migrations/0002_tags.sql
-- +goose Up
CREATE TABLE tags (id bigint PRIMARY KEY);
-- +goose Down
SET lock_timeout = '2s';
DROP TABLE tags; -- finding: down-drops-what-up-made (caution)
-- base-of: db/migrations/0002_tags.sql
-- +goose Up
CREATE TABLE tags (id bigint PRIMARY KEY);
-- +goose Down
SELECT 1;
