import type { Plan } from './plans.js';

const REQUIRED: Plan = {
  name: 'a column that every row must have is dropped',
  rule: 'drop-column',
  schema: `CREATE TABLE orders (
    id bigint PRIMARY KEY,
    gift_note text NOT NULL CHECK (gift_note <> 'x'),
    total int
  );
  CREATE INDEX ON orders (gift_note, total);`,
  rows: ["INSERT INTO orders (id, gift_note) SELECT n, 'note-' || n FROM generate_series(20001, 32000) AS n"],
  change: "SET lock_timeout = '2s'; ALTER TABLE orders DROP COLUMN gift_note;",
  old: [
    "INSERT INTO orders (id, gift_note) VALUES ($n, 'old')",
    "UPDATE orders SET gift_note = 'o-$n' WHERE id = $n",
    "SELECT id FROM orders WHERE gift_note = 'o-$n'",
    'DELETE FROM orders WHERE id = $n',
  ],
  new: [
    'INSERT INTO orders (id, total) VALUES ($n, 3) ON CONFLICT (id) DO UPDATE SET total = EXCLUDED.total',
    'UPDATE orders SET total = total + 1 WHERE id = $n',
    'SELECT id, total FROM orders WHERE id = $n',
    'DELETE FROM orders WHERE id = $n',
  ],
  oldRunsOn: false,
  alike: [],
  complete: [
    "SELECT id FROM orders_gift_note_kept WHERE gift_note <> 'note-' || id",
    'SELECT 1 WHERE (SELECT count(*) FROM orders_gift_note_kept) <> 12000',
    "SELECT 1 FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'gift_note'",
  ],
  contract: [
    'ALTER TABLE orders ADD COLUMN gift_note text',
    'UPDATE orders SET gift_note = kept.gift_note FROM orders_gift_note_kept AS kept WHERE kept.id = orders.id',
    'DROP TABLE orders_gift_note_kept',
  ],
  after: ["SELECT id FROM orders WHERE id > 20000 AND gift_note IS DISTINCT FROM 'note-' || id"],
};

const POINTED_TO: Plan = {
  name: 'a column that a CHECK asks for and a foreign key points to is dropped',
  rule: 'drop-column',
  schema: `CREATE TABLE "Shops" (
    "shopId" uuid PRIMARY KEY,
    legacy_code int UNIQUE DEFAULT NULL CONSTRAINT coded CHECK (legacy_code IS NOT NULL AND legacy_code > 0),
    title text
  );
  CREATE TABLE visits (id serial PRIMARY KEY, shop_code int REFERENCES "Shops" (legacy_code), shop uuid);`,
  rows: [
    `INSERT INTO "Shops" ("shopId", legacy_code) SELECT gen_random_uuid(), n FROM generate_series(20001, 26000) AS n`,
    'INSERT INTO visits (shop_code) SELECT n FROM generate_series(20001, 21000) AS n',
  ],
  change: `SET lock_timeout = '2s'; ALTER TABLE "Shops" DROP COLUMN legacy_code CASCADE;`,
  old: [
    `INSERT INTO "Shops" ("shopId", legacy_code) VALUES (gen_random_uuid(), $n)`,
    'INSERT INTO visits (shop_code) VALUES ($n)',
    'SELECT v.id FROM visits AS v JOIN "Shops" AS s ON s.legacy_code = v.shop_code WHERE v.shop_code = $n',
  ],
  new: [
    `INSERT INTO "Shops" ("shopId", title) VALUES (gen_random_uuid(), 't-$n')`,
    `INSERT INTO visits (shop) SELECT "shopId" FROM "Shops" WHERE title = 't-$n'`,
    `DELETE FROM "Shops" WHERE title = 't-$n'`,
  ],
  oldRunsOn: false,
  alike: [],
  complete: [
    `SELECT 1 WHERE (SELECT count(*) FROM "Shops_legacy_code_kept" WHERE legacy_code > 20000) <> 6000`,
    "SELECT 1 FROM pg_constraint WHERE conrelid = 'visits'::regclass AND contype = 'f'",
  ],
  contract: [],
  after: [],
};

export const DROP_PLANS: readonly Plan[] = [REQUIRED, POINTED_TO];
