CREATE TABLE orders (id bigint PRIMARY KEY, note text);

-- case: both halves in one file
-- postgres: none
-- +goose Up
SELECT 1;
-- +goose Down
DELETE FROM orders WHERE id IN (1, 2); -- finding: down-deletes-rows (caution)

-- case: an up that deletes is another matter
DELETE FROM orders WHERE id = 1;

-- case: a table that the up created
-- file: 0001_fresh.up.sql
CREATE TABLE fresh (id bigint PRIMARY KEY);
-- file: 0001_fresh.down.sql
DELETE FROM fresh WHERE id = 1;
