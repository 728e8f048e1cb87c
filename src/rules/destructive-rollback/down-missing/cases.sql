CREATE TABLE orders (id bigint PRIMARY KEY, note text);

-- case: nobody has a down
-- file: 0001_a.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a text;
-- file: 0002_b.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN b text;

-- case: a down that does nothing is one
-- postgres: none
-- file: 0001_a.sql
-- +goose Up
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN a text;
-- +goose Down
SELECT 1;
-- file: 0002_b.sql
-- +goose Up
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN b text;
-- +goose Down
SELECT 1;

-- case: a file of another tool
-- file: 0001_a.up.sql
CREATE TABLE a (id bigint PRIMARY KEY);
-- file: 0001_a.down.sql
DROP TABLE a; -- finding: down-drops-what-up-made (caution)
-- file: V2__b.sql
CREATE TABLE b (id bigint PRIMARY KEY);

-- case: the merged ones have downs
-- file: db/migrations/0003_b.up.sql
SET lock_timeout = '2s'; -- finding: down-missing (caution)
ALTER TABLE orders ADD COLUMN b text;
-- on-base: db/migrations/0001_a.up.sql
SELECT 1;
-- on-base: db/migrations/0001_a.down.sql
SELECT 1;
-- on-base: db/migrations/0002_a.up.sql
SELECT 1;

-- case: only few of the merged ones have
-- file: db/migrations/0004_b.up.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN b text;
-- on-base: db/migrations/0001_a.up.sql
SELECT 1;
-- on-base: db/migrations/0001_a.down.sql
SELECT 1;
-- on-base: db/migrations/0002_a.up.sql
SELECT 1;
-- on-base: db/migrations/0003_a.up.sql
SELECT 1;

-- case: the merged ones have downs in the same file
-- postgres: none
-- file: db/migrations/0003_b.sql
-- migrate:up
SET lock_timeout = '2s'; -- finding: down-missing (caution)
ALTER TABLE orders ADD COLUMN b text;
-- on-base: db/migrations/0001_a.sql
-- migrate:up
SELECT 1;
-- migrate:down
SELECT 1;
-- on-base: db/migrations/0002_a.sql
-- migrate:up
SELECT 1;
-- migrate:down
SELECT 1;

-- case: Sqitch, whose merged ones can be reverted
-- file: deploy/b.sql
SET lock_timeout = '2s'; -- finding: down-missing (caution)
ALTER TABLE orders ADD COLUMN b text;
-- on-base: deploy/a.sql
SELECT 1;
-- on-base: revert/a.sql
SELECT 1;

-- case: Sqitch, with its revert
-- file: deploy/b.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN b text;
-- file: revert/b.sql
SELECT 1;
-- on-base: deploy/a.sql
SELECT 1;
-- on-base: revert/a.sql
SELECT 1;
