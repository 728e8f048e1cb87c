CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: rows that would come twice
-- +goose Up
INSERT INTO orders (id, total) VALUES (1, 2); -- finding: runners-not-kept-apart (note)

-- case: a table is made once, the second run fails and is rolled back
-- +goose Up
CREATE TABLE drafts (id bigint PRIMARY KEY);

-- case: it is said once
-- file: 2_a.sql
-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY orders_total ON orders (total); -- finding: runners-not-kept-apart (note)
-- file: 3_b.sql
-- +goose Up
INSERT INTO orders (id, total) VALUES (1, 2);
