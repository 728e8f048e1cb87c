
-- case: two new files of one change
-- file: db/migrations/0003_items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: db/migrations/0003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY); -- finding: version-used-twice (caution)

-- case: an up and its down
-- file: db/migrations/0003_items.up.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: db/migrations/0003_items.down.sql
SELECT 1;

-- case: leading zeros are no other version
-- file: db/migrations/3_items.up.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: version-used-twice
-- on-base: db/migrations/0003_orders.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: go.mod
require github.com/golang-migrate/migrate/v4 v4.17.0

-- case: Prisma knows the whole name
-- file: prisma/migrations/20260101090000_items/migration.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- on-base: prisma/migrations/20260101090000_orders/migration.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: prisma/migrations/migration_lock.toml
provider = "postgresql"

-- case: a day before the name is no version
-- file: db/migrations/20260105_items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: db/migrations/20260105_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: the second number counts
-- file: db/migrations/1.1_items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: db/migrations/1.2_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a file that only carries the name of its folder's version
-- file: db/migrations/20260101090000_a/up.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: db/migrations/20260101090001_b/up.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
