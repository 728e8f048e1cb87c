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
