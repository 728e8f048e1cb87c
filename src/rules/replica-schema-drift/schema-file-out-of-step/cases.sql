
-- case: the journal names a file that is not there
-- file: drizzle/meta/_journal.json
{ "entries": [{ "tag": "0000_orders", "when": 100 }, { "tag": "0001_items", "when": 200 }] } // finding: schema-file-out-of-step
-- base-of: drizzle/meta/_journal.json
{ "entries": [{ "tag": "0000_orders", "when": 100 }] }
-- on-base: drizzle/0000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a file without its snapshot
-- file: drizzle/0001_items.sql
SET lock_timeout = '2s'; -- finding: schema-file-out-of-step (caution)
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: drizzle/meta/_journal.json
{ "entries": [{ "tag": "0000_orders", "when": 100 }, { "tag": "0001_items", "when": 200 }] }
-- base-of: drizzle/meta/_journal.json
{ "entries": [{ "tag": "0000_orders", "when": 100 }] }
-- on-base: drizzle/0000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: drizzle/meta/0000_snapshot.json
{}

-- case: a snapshot that was changed alone
-- file: drizzle/meta/0000_snapshot.json
{ "tables": {} } // finding: schema-file-out-of-step (caution)
-- base-of: drizzle/meta/0000_snapshot.json
{}
-- on-base: drizzle/0000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: all three
-- file: drizzle/0001_items.sql
SET lock_timeout = '2s';
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: drizzle/meta/0001_snapshot.json
{}
-- file: drizzle/meta/_journal.json
{ "entries": [{ "tag": "0000_orders", "when": 100 }, { "tag": "0001_items", "when": 200 }] }
-- base-of: drizzle/meta/_journal.json
{ "entries": [{ "tag": "0000_orders", "when": 100 }] }
-- on-base: drizzle/0000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: drizzle/meta/0000_snapshot.json
{}

-- case: models without a migration
-- file: prisma/schema.prisma
model Order { // finding: schema-file-out-of-step (caution)
  id   Int    @id
  note String
}
-- base-of: prisma/schema.prisma
model Order {
  id Int @id
}
-- on-base: prisma/migrations/20260101090000_orders/migration.sql
CREATE TABLE "Order" (id int PRIMARY KEY);

-- case: models where no migrations are
-- file: prisma/schema.prisma
model Order {
  id   Int    @id
  note String
}
-- base-of: prisma/schema.prisma
model Order {
  id Int @id
}
-- on-base: package.json
{}

-- case: what only the client sees of the models
-- file: prisma/schema.prisma
generator client {
  provider = "prisma-client"
}
// An order of the shop.
model Order {
  id     Int   @id
  itemId Int
  item   Item  @relation(fields: [itemId], references: [id])
}
model Item {
  id     Int     @id
  orders Order[]
}
-- base-of: prisma/schema.prisma
generator client {
  provider = "prisma-client-js"
}
model Order {
  id Int @id
  itemId Int
  item Item @relation(fields: [itemId], references: [id])
}
model Item {
  id Int @id
}
-- on-base: prisma/migrations/20260101090000_orders/migration.sql
CREATE TABLE "Order" (id int PRIMARY KEY);

-- case: a migration without its models
-- file: prisma/migrations/20260201090000_note/migration.sql
SET lock_timeout = '2s'; -- finding: schema-file-out-of-step (caution)
ALTER TABLE orders ADD COLUMN note text;
-- on-base: prisma/migrations/20260101090000_orders/migration.sql
CREATE TABLE orders (id int PRIMARY KEY);
-- on-base: prisma/schema.prisma
model orders {
  id Int @id
}

-- case: what the models have no words for
-- file: prisma/migrations/20260201090000_note/migration.sql
SET lock_timeout = '2s';
ALTER TABLE orders ADD CONSTRAINT id_positive CHECK (id > 0) NOT VALID;
-- on-base: prisma/migrations/20260101090000_orders/migration.sql
CREATE TABLE orders (id int PRIMARY KEY);
-- on-base: prisma/schema.prisma
model orders {
  id Int @id
}

-- case: a sum that does not hold the new file
-- file: migrations/20260201090000.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: schema-file-out-of-step
-- on-base: migrations/20260101090000.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: migrations/atlas.sum
h1:abc=
20260101090000.sql h1:def=

-- case: a sum that does
-- file: migrations/20260201090000.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: migrations/atlas.sum
h1:bcd=
20260101090000.sql h1:def=
20260201090000.sql h1:efg=
-- base-of: migrations/atlas.sum
h1:abc=
20260101090000.sql h1:def=
-- on-base: migrations/20260101090000.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a sum that was changed alone
-- file: migrations/atlas.sum
h1:bcd= # finding: schema-file-out-of-step (caution)
-- base-of: migrations/atlas.sum
h1:abc=
-- on-base: migrations/20260101090000.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a dump that lacks the new version
-- file: db/migrations/20260201090000_items.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: schema-file-out-of-step (caution)
-- on-base: db/migrations/20260101090000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: db/schema.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
INSERT INTO schema_migrations (version) VALUES ('20260101090000');

-- case: a dump that nobody keeps in step
-- file: db/migrations/20260201090000_items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- on-base: db/migrations/20260101090000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: db/schema.sql
INSERT INTO schema_migrations (version) VALUES ('20250101090000');

-- case: a dump that was changed by hand
-- file: db/structure.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text); -- finding: schema-file-out-of-step (caution)
INSERT INTO schema_migrations (version) VALUES ('20260101090000');
-- base-of: db/structure.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
INSERT INTO schema_migrations (version) VALUES ('20260101090000');
-- on-base: db/migrate/20260101090000_orders.rb
class Orders; end

-- case: a dump by another pg_dump
-- file: db/structure.sql
\restrict abc
-- Dumped by pg_dump version 18.1
SET transaction_timeout = 0;
CREATE TABLE orders (id bigint PRIMARY KEY);
INSERT INTO schema_migrations (version) VALUES ('20260101090000');
-- base-of: db/structure.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
INSERT INTO schema_migrations (version) VALUES ('20260101090000');
-- on-base: db/migrate/20260101090000_orders.rb
class Orders; end

-- case: a migration of Rails without schema.rb
-- file: db/migrate/20260201090000_items.rb
class Items; end # finding: unreadable-migration (caution), schema-file-out-of-step (caution)
-- on-base: db/migrate/20260101090000_orders.rb
class Orders; end
-- on-base: db/schema.rb
ActiveRecord::Schema[8.0].define(version: 2026_01_01_090000) do
end

-- case: with it
-- file: db/migrate/20260201090000_items.rb
class Items; end # finding: unreadable-migration (caution)
-- file: db/schema.rb
ActiveRecord::Schema[8.0].define(version: 2026_02_01_090000) do
end
-- base-of: db/schema.rb
ActiveRecord::Schema[8.0].define(version: 2026_01_01_090000) do
end
-- on-base: db/migrate/20260101090000_orders.rb
class Orders; end

-- case: schema.rb that was changed by hand
-- file: db/schema.rb
ActiveRecord::Schema[8.0].define(version: 2026_01_01_090000) do # finding: schema-file-out-of-step (caution)
  create_table "items"
end
-- base-of: db/schema.rb
ActiveRecord::Schema[8.0].define(version: 2026_01_01_090000) do
end
-- on-base: db/migrate/20260101090000_orders.rb
class Orders; end

-- case: a script that Sqitch's plan does not name
-- file: deploy/items.sql
CREATE TABLE items (id bigint PRIMARY KEY); -- finding: schema-file-out-of-step
-- on-base: deploy/orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- on-base: sqitch.plan
%project=shop
orders 2026-01-01T09:00:00Z Ann <ann@example.org>

-- case: a plan that names a script which is not there
-- file: sqitch.plan
%project=shop
orders 2026-01-01T09:00:00Z Ann <ann@example.org>
items 2026-01-02T09:00:00Z Ann <ann@example.org> # finding: schema-file-out-of-step
-- base-of: sqitch.plan
%project=shop
orders 2026-01-01T09:00:00Z Ann <ann@example.org>
-- on-base: deploy/orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);

-- case: a script with its line in the plan, and a reworked one with its earlier form
-- file: deploy/items.sql
CREATE TABLE items (id bigint PRIMARY KEY);
-- file: deploy/orders@v1.sql
CREATE TABLE orders_2 (id bigint PRIMARY KEY);
-- file: sqitch.plan
%project=shop
orders 2026-01-01T09:00:00Z Ann <ann@example.org>
@v1 2026-01-01T10:00:00Z Ann <ann@example.org>
items 2026-01-02T09:00:00Z Ann <ann@example.org>
-- base-of: sqitch.plan
%project=shop
orders 2026-01-01T09:00:00Z Ann <ann@example.org>
-- on-base: deploy/orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
