
-- case: a deleted migration
-- file: 0001_orders.sql
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY); -- finding: applied-migration-changed

-- case: a renamed migration
-- file: 0002_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- base-of: 0002_orders.sql was 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY); -- finding: applied-migration-changed

-- case: a statement that was added at the end
-- file: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: applied-migration-changed
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a statement that was taken away at the end
-- file: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: applied-migration-changed

-- case: what the base made exists, with its columns
-- file: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
SET lock_timeout = '2s'; -- finding: applied-migration-changed
ALTER TABLE orders DROP COLUMN total; -- finding: drop-column
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: a repeatable migration is meant to change
-- file: R__views.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);
-- base-of: R__views.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);

-- case: a comment that was added
-- file: 0001_orders.sql
-- What customers ordered.
CREATE TABLE orders (id bigint PRIMARY KEY);
-- base-of: 0001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
