
-- case: Flyway compares numbers, not letters
-- file: db/migration/V1.2__items.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: migration-out-of-order
-- on-base: db/migration/V1.10__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: flyway.conf

-- case: a version with more numbers is behind
-- file: db/migration/V1.10.1__items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- on-base: db/migration/V1_10__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: flyway.conf

-- case: what runs whenever it changes has no place in the order
-- file: db/migration/R__orders.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- on-base: db/migration/V1__orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: flyway.conf

-- case: Prisma runs it after the other
-- file: prisma/migrations/20260101090000_items/migration.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: migration-out-of-order (caution)
-- on-base: prisma/migrations/20260201090000_orders/migration.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: prisma/migrations/migration_lock.toml
provider = "postgresql"

-- case: nobody knows the tool
-- file: db/migrations/0002_items.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: migration-out-of-order (caution)
-- on-base: db/migrations/0003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: two late ones, of which each gets a number
-- file: db/migrations/0001_a.sql
CREATE TABLE a (id bigint PRIMARY KEY); -- finding: migration-out-of-order (caution)
-- file: db/migrations/0002_b.sql
CREATE TABLE b (id bigint PRIMARY KEY); -- finding: migration-out-of-order (caution)
-- on-base: db/migrations/0003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: another folder is another history
-- file: billing/migrations/0002_items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- on-base: shop/migrations/0003_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: the way back of a merged one
-- file: db/migrations/0002_items.down.sql
SELECT 1;
-- on-base: db/migrations/0003_orders.up.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a migration in code counts as well
-- file: db/migrate/20260101090000_items.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: migration-out-of-order (caution)
-- on-base: db/migrate/20260201090000_orders.rb
class Orders; end

-- case: Sqitch goes by its plan
-- file: deploy/1_items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: sqitch.plan
2_orders 2026-01-01T09:00:00Z Ann <ann@example.org>
1_items 2026-01-02T09:00:00Z Ann <ann@example.org>
-- base-of: sqitch.plan
2_orders 2026-01-01T09:00:00Z Ann <ann@example.org>
-- on-base: deploy/2_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: sqitch.conf
[core]
	engine = pg

-- case: Drizzle goes by the time in its journal
-- file: drizzle/0002_items.sql
SET lock_timeout = '2s'; -- finding: migration-out-of-order
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: drizzle/meta/_journal.json
{ "entries": [{ "idx": 0, "when": 100, "tag": "0000_a" }, { "idx": 1, "when": 300, "tag": "0001_b" }, { "idx": 2, "when": 200, "tag": "0002_items" }] }
-- base-of: drizzle/meta/_journal.json
{ "entries": [{ "idx": 0, "when": 100, "tag": "0000_a" }, { "idx": 1, "when": 300, "tag": "0001_b" }] }
-- on-base: drizzle/0000_a.sql
CREATE TABLE a (id bigint PRIMARY KEY);
-- on-base: drizzle/0001_b.sql
CREATE TABLE b (id bigint PRIMARY KEY);

-- case: a later time runs
-- file: drizzle/0002_items.sql
SET lock_timeout = '2s';
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: drizzle/meta/_journal.json
{ "entries": [{ "idx": 0, "when": 100, "tag": "0000_a" }, { "idx": 1, "when": 300, "tag": "0001_b" }, { "idx": 2, "when": 400, "tag": "0002_items" }] }
-- base-of: drizzle/meta/_journal.json
{ "entries": [{ "idx": 0, "when": 100, "tag": "0000_a" }, { "idx": 1, "when": 300, "tag": "0001_b" }] }
-- on-base: drizzle/0001_b.sql
CREATE TABLE b (id bigint PRIMARY KEY);
