import { DROP_PLANS } from './drop-plans.js';
import { INDEX_PLANS } from './index-plans.js';
import { SPLIT_PLANS } from './split-plans.js';

/** A change whose fix is a plan of several migrations, and the code of before and after it. */
export interface Plan {
  readonly name: string;
  readonly rule: string;
  readonly schema: string;
  /** The rows that stand there when it begins. */
  readonly rows: readonly string[];
  readonly change: string;
  /** What each version says, over and over; `$n` is another number each time. */
  readonly old: readonly string[];
  readonly new: readonly string[];
  /** The file after which new code comes and old code goes, where the plan says so; else the new is there from the first on. */
  readonly deployAfter?: number;
  /** Whether the old code runs on after the last file. */
  readonly oldRunsOn: boolean;
  /** The file before which old code goes, where that is not the last one. */
  readonly goneBefore?: number;
  /** Queries that give rows where the two columns differ, while both are written. */
  readonly alike: readonly string[];
  /** The same of what must hold as well from then on, when the new code comes. */
  readonly filled?: readonly string[];
  /** The same of what must hold when the last file has run. */
  readonly complete: readonly string[];
  /** The last step, in a later release, and what must hold after it. */
  readonly contract: readonly string[];
  readonly after: readonly string[];
}

const RENAME: Plan = {
  name: 'a column is renamed',
  rule: 'rename-column',
  schema: `CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    total numeric(10,2) NOT NULL DEFAULT 7 CHECK (total >= 0),
    note text
  );
  CREATE INDEX orders_total_idx ON orders (total);`,
  rows: ["INSERT INTO orders (code, total) SELECT 'first-' || n, n FROM generate_series(1, 12000) AS n"],
  change: "SET lock_timeout = '2s'; ALTER TABLE orders RENAME COLUMN total TO amount;",
  old: [
    "INSERT INTO orders (code, total) VALUES ('old-$n', 5)",
    "INSERT INTO orders (code) VALUES ('old-default-$n')",
    "UPDATE orders SET total = total + 1 WHERE code = 'old-$n'",
    "UPDATE orders SET note = 'x' WHERE id = 3",
    'UPDATE orders SET total = $n WHERE id = 4',
    "INSERT INTO orders (code, total) VALUES ('old-$n', 9) ON CONFLICT (code) DO UPDATE SET total = EXCLUDED.total",
    'SELECT id, code, total FROM orders WHERE total > 3 LIMIT 3',
  ],
  new: [
    "INSERT INTO orders (code, amount) VALUES ('new-$n', 5)",
    "INSERT INTO orders (code) VALUES ('new-default-$n')",
    "UPDATE orders SET amount = amount + 1 WHERE code = 'new-$n'",
    'UPDATE orders SET amount = $n WHERE id = 5',
    "INSERT INTO orders (code, amount) VALUES ('new-$n', 9) ON CONFLICT (code) DO UPDATE SET amount = EXCLUDED.amount",
    'SELECT id, code, amount FROM orders WHERE amount > 3 LIMIT 3',
  ],
  oldRunsOn: false,
  alike: ['SELECT id, total, amount FROM orders WHERE total IS DISTINCT FROM amount'],
  complete: [
    'SELECT id FROM orders WHERE amount IS NULL',
    "SELECT id FROM orders WHERE code LIKE 'new-default%' AND amount <> 7",
  ],
  contract: ['ALTER TABLE orders DROP COLUMN total'],
  after: [
    'SELECT id FROM orders WHERE amount IS NULL',
    "SELECT id FROM orders WHERE code LIKE 'new-default%' AND amount <> 7",
    "SELECT id FROM orders WHERE id BETWEEN 100 AND 12000 AND amount::text <> split_part(code, '-', 2) || '.00'",
    "SELECT 1 WHERE (SELECT attnotnull FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'amount') IS NOT TRUE",
    "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE a.attname = 'amount' AND i.indisvalid)",
    "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'c' AND convalidated)",
  ],
};

/** What one version says alone, where the names stay what they are. */
const KEY_CODE: readonly string[] = [
  "INSERT INTO customers (name) VALUES ('c-$n')",
  "INSERT INTO orders (customer_id, code, total) SELECT max(id), 'o-$n', 5 FROM customers",
  "INSERT INTO orders (customer_id, code) VALUES (1, 'd-$n')",
  'INSERT INTO payments (id, order_id) SELECT $n, max(id) FROM orders',
  "UPDATE orders SET total = total + 1 WHERE code = 'o-$n'",
  "INSERT INTO orders (customer_id, code, total) VALUES (1, 'o-$n', 9) ON CONFLICT (code) DO UPDATE SET total = EXCLUDED.total",
  "INSERT INTO orders (id, customer_id, code) VALUES (1, 1, 'twice-$n') ON CONFLICT (id) DO NOTHING",
  'SELECT o.id, p.id FROM orders AS o JOIN payments AS p ON p.order_id = o.id WHERE o.id = 3',
  'DELETE FROM payments WHERE id = $n',
  "DELETE FROM orders WHERE code = 'd-$n'",
];

const KEY_ROWS: readonly string[] = [
  "INSERT INTO customers (name) SELECT 'first-' || n FROM generate_series(1, 100) AS n",
  "INSERT INTO orders (customer_id, code) SELECT n % 100 + 1, 'first-' || n FROM generate_series(1, 12000) AS n",
  'INSERT INTO payments (id, order_id) SELECT n, n FROM generate_series(1, 900) AS n',
];

const IN_KEY: readonly string[] = [
  'SELECT id FROM orders WHERE id IS NULL',
  "SELECT 1 WHERE (SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'id') <> 'bigint'",
  "SELECT 1 WHERE (SELECT array_to_string(conkey, ',') FROM pg_constraint WHERE conname = 'orders_pkey') IS NULL",
  "SELECT conname FROM pg_constraint WHERE conname = 'payments_order_id_fkey' AND NOT convalidated",
  "SELECT 1 WHERE (SELECT count(*) FROM pg_constraint WHERE confrelid = 'orders'::regclass) <> 1",
  'SELECT order_id FROM payments EXCEPT SELECT id FROM orders',
  'SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid',
];

/** A number that an integer cannot hold; payments, whose own column is one still, would not take it. */
const BEYOND: readonly string[] = [
  "INSERT INTO orders (id, customer_id, code) VALUES (3000000000, 1, 'beyond')",
  'DELETE FROM orders WHERE id = 3000000000',
];

function keyPlan(name: string, key: string): Plan {
  return {
    name,
    rule: 'column-type-rewrite',
    schema: `CREATE TABLE customers (id serial PRIMARY KEY, name text);
    CREATE TABLE orders (
      id ${key} PRIMARY KEY,
      customer_id int NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
      code text NOT NULL UNIQUE,
      total int NOT NULL DEFAULT 7
    );
    CREATE INDEX ON orders (customer_id, id);
    CREATE TABLE payments (id bigint PRIMARY KEY, order_id int NOT NULL REFERENCES orders (id));`,
    rows: KEY_ROWS,
    change: "SET lock_timeout = '2s'; ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
    old: KEY_CODE,
    new: KEY_CODE,
    oldRunsOn: true,
    alike: ['SELECT id FROM orders WHERE id_new IS DISTINCT FROM id'],
    complete: IN_KEY,
    contract: ['ALTER TABLE orders DROP COLUMN id_old', ...BEYOND],
    after: IN_KEY,
  };
}

const FOREIGN: Plan = {
  name: 'a column with a foreign key gets a wider type',
  rule: 'column-type-rewrite',
  schema: `CREATE TABLE orders (id bigint PRIMARY KEY);
  CREATE TABLE payments (id serial PRIMARY KEY, order_id int NOT NULL REFERENCES orders (id) ON DELETE CASCADE, UNIQUE (order_id, id));
  ALTER TABLE payments REPLICA IDENTITY USING INDEX payments_order_id_id_key;`,
  rows: [
    'INSERT INTO orders (id) SELECT n FROM generate_series(1, 12000) AS n',
    'INSERT INTO payments (order_id) SELECT n FROM generate_series(1, 12000) AS n',
  ],
  change:
    "SET lock_timeout = '2s'; ALTER TABLE payments ALTER COLUMN order_id SET DATA TYPE bigint USING order_id::bigint;",
  old: [
    'INSERT INTO orders (id) VALUES (20000 + $n)',
    'INSERT INTO payments (order_id) VALUES (20000 + $n)',
    'UPDATE payments SET order_id = 7 WHERE order_id = 20000 + $n',
    'DELETE FROM orders WHERE id = 20000 + $n',
    'UPDATE payments SET order_id = 7 WHERE order_id = $n',
    'DELETE FROM orders WHERE id = $n',
    'SELECT order_id FROM payments WHERE order_id = 7',
  ],
  new: ['INSERT INTO payments (order_id) VALUES (8)', 'SELECT count(*) FROM payments WHERE order_id = 8'],
  oldRunsOn: true,
  alike: ['SELECT id FROM payments WHERE order_id_new IS DISTINCT FROM order_id'],
  complete: [
    'SELECT order_id FROM payments EXCEPT SELECT id FROM orders',
    'SELECT id FROM payments WHERE order_id IS NULL',
    'SELECT 1 WHERE (SELECT count(*) FROM payments WHERE id <= 12000) <> 12000',
  ],
  contract: [
    'ALTER TABLE payments DROP COLUMN order_id_old',
    'INSERT INTO orders (id) VALUES (3000000000)',
    'INSERT INTO payments (order_id) VALUES (3000000000)',
  ],
  after: [
    "SELECT 1 WHERE (SELECT count(*) FROM pg_constraint WHERE conrelid = 'payments'::regclass AND contype IN ('f', 'u') AND convalidated) <> 2",
    "SELECT 1 WHERE (SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'payments'::regclass AND indisreplident) IS DISTINCT FROM 'payments_order_id_id_key'",
  ],
};

/** A row whose other end goes or changes, also one that the old column still points to when the new one has taken over. */
function settingCode(agent: string): readonly string[] {
  const there = (condition: string): string => `SELECT 1 / count(*) FROM orders WHERE ${condition}`;
  return [
    "INSERT INTO users (id, name) VALUES ($n, 'u-$n')",
    "INSERT INTO orders (code, user_id) VALUES ('o-$n', $n)",
    `INSERT INTO orders (code, ${agent}) VALUES ('p-$n', $n)`,
    `UPDATE orders SET user_id = 8, ${agent} = 9 WHERE user_id = (SELECT min(id) FROM users WHERE id > 20)`,
    'DELETE FROM users WHERE id = (SELECT min(id) FROM users WHERE id > 20)',
    'DELETE FROM users WHERE id = $n',
    there("code = 'o-$n' AND user_id IS NULL"),
    there(`code = 'p-$n' AND ${agent} = 1`),
    "INSERT INTO users (id, name) VALUES ($n, 'u-$n')",
    "INSERT INTO orders (code, user_id) VALUES ('r-$n', $n) ON CONFLICT (code) DO UPDATE SET user_id = EXCLUDED.user_id",
    'UPDATE users SET id = -$n WHERE id = $n',
    there("code = 'r-$n' AND user_id = -$n"),
  ];
}

function settingPlan(name: string, change: string, column: string, fresh: string, left: string): Plan {
  const isRename = left === column;
  const [before, after] = isRename ? [column, fresh] : ['agent_id', 'agent_id'];
  const key = isRename ? `orders_${fresh}_fkey` : 'agent';
  return {
    name,
    rule: isRename ? 'rename-column' : 'column-type-rewrite',
    schema: `CREATE TABLE users (id bigint PRIMARY KEY, name text);
    CREATE TABLE orders (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      code text UNIQUE,
      user_id int REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
      agent_id int DEFAULT 1 CONSTRAINT agent REFERENCES users (id) ON DELETE SET DEFAULT ON UPDATE RESTRICT
    );`,
    rows: [
      "INSERT INTO users (id, name) SELECT n, 'first-' || n FROM generate_series(1, 100) AS n",
      "INSERT INTO orders (code, user_id, agent_id) SELECT 'first-' || n, n % 100 + 1, n % 20 + 1 FROM generate_series(1, 12000) AS n",
    ],
    change,
    old: settingCode(before),
    new: settingCode(after),
    oldRunsOn: !isRename,
    ...(isRename ? { goneBefore: 3 } : {}),
    // After the last but one file there are no two of them any more.
    alike: [
      `SELECT id FROM orders AS o WHERE to_jsonb(o) ? '${fresh}' AND to_jsonb(o) ? '${column}' AND to_jsonb(o) -> '${fresh}' IS DISTINCT FROM to_jsonb(o) -> '${column}' AND EXISTS (SELECT FROM pg_trigger WHERE tgname LIKE '%_sync')`,
    ],
    complete: [],
    contract: [`ALTER TABLE orders DROP COLUMN ${left}`],
    after: [
      `SELECT 1 WHERE (SELECT string_agg(conname || ' ' || confdeltype::text || confupdtype::text, ', ' ORDER BY conname) FROM pg_constraint WHERE contype = 'f' AND convalidated) <> '${key} dr, orders_user_id_fkey nc'`,
      "SELECT 1 WHERE (SELECT count(*) FROM orders WHERE code LIKE 'first%') <> 12000",
      `SELECT id FROM orders WHERE code LIKE 'first%' AND user_id <= 20 AND user_id NOT IN (8) AND (user_id, ${after}) IS DISTINCT FROM (split_part(code, '-', 2)::int % 100 + 1, split_part(code, '-', 2)::int % 20 + 1)`,
    ],
  };
}

const TYPE: Plan = {
  name: 'a column with a default and a CHECK gets another type',
  rule: 'column-type-rewrite',
  schema: `CREATE TABLE items (
    id int PRIMARY KEY,
    weight int NOT NULL DEFAULT 3 CONSTRAINT heavy CHECK (weight > 0 AND weight IN (1, 2, 3, 4)),
    size text
  );`,
  rows: ['INSERT INTO items (id, weight) SELECT n, n % 4 + 1 FROM generate_series(20001, 32000) AS n'],
  change: "SET lock_timeout = '2s'; ALTER TABLE items ALTER weight TYPE bigint;",
  old: [
    'INSERT INTO items (id) VALUES ($n)',
    'UPDATE items SET weight = 4 WHERE id = $n',
    'INSERT INTO items (id, weight) VALUES ($n, 2) ON CONFLICT (id) DO UPDATE SET weight = EXCLUDED.weight',
    'SELECT weight FROM items WHERE id = $n',
  ],
  new: ['INSERT INTO items (id) VALUES ($n)'],
  oldRunsOn: true,
  alike: ['SELECT id FROM items WHERE weight_new IS DISTINCT FROM weight'],
  complete: ['SELECT id FROM items WHERE weight IS NULL'],
  contract: ['ALTER TABLE items DROP COLUMN weight_old'],
  after: [
    'SELECT id FROM items WHERE weight IS NULL',
    'SELECT id FROM items WHERE id > 20000 AND weight <> id % 4 + 1',
    "SELECT 1 WHERE (SELECT attnotnull FROM pg_attribute WHERE attrelid = 'items'::regclass AND attname = 'weight') IS NOT TRUE",
    "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'items'::regclass AND contype = 'c' AND convalidated)",
  ],
};

const NULLABLE: Plan = {
  name: 'a column that may be empty is renamed',
  rule: 'rename-column',
  schema:
    'CREATE TABLE people (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), n int UNIQUE, mail text, UNIQUE (mail, n));',
  rows: [
    "INSERT INTO people (n, mail) SELECT n, CASE WHEN n % 3 > 0 THEN 'm' || n END FROM generate_series(20001, 32000) AS n",
  ],
  change: "SET lock_timeout = '2s'; ALTER TABLE people RENAME mail TO email;",
  old: [
    "INSERT INTO people (n, mail) VALUES ($n, 'old')",
    'INSERT INTO people (n) VALUES (-$n)',
    'UPDATE people SET mail = NULL WHERE n = $n',
    "UPDATE people SET mail = 'x' WHERE n = -$n",
    "SELECT mail FROM people WHERE mail = 'x'",
  ],
  new: [
    "INSERT INTO people (n, email) VALUES ($n, 'new')",
    'INSERT INTO people (n) VALUES (-$n)',
    'UPDATE people SET email = NULL WHERE n = $n',
    "UPDATE people SET email = 'y' WHERE n = -$n",
    "SELECT email FROM people WHERE email = 'y'",
  ],
  oldRunsOn: false,
  alike: ['SELECT n FROM people WHERE mail IS DISTINCT FROM email'],
  complete: ["SELECT n FROM people WHERE n > 20000 AND email IS DISTINCT FROM CASE WHEN n % 3 > 0 THEN 'm' || n END"],
  contract: ['ALTER TABLE people DROP COLUMN mail'],
  after: [
    "SELECT 1 WHERE (SELECT count(*) FROM pg_constraint WHERE conrelid = 'people'::regclass AND contype = 'u') <> 2",
  ],
};

const RENAMED_KEY: Plan = {
  name: 'a key that others point to is renamed',
  rule: 'rename-column',
  schema: `CREATE TABLE orders (id serial PRIMARY KEY, code text UNIQUE);
  CREATE TABLE payments (id serial PRIMARY KEY, order_id int REFERENCES orders (id));`,
  rows: [
    "INSERT INTO orders (code) SELECT 'first-' || n FROM generate_series(1, 12000) AS n",
    'INSERT INTO payments (order_id) SELECT n FROM generate_series(1, 900) AS n',
  ],
  change: "SET lock_timeout = '2s'; ALTER TABLE orders RENAME COLUMN id TO number;",
  old: [
    "INSERT INTO orders (code) VALUES ('old-$n')",
    'INSERT INTO payments (order_id) SELECT max(id) FROM orders',
    "UPDATE orders SET code = 'o-$n' WHERE id = 5",
    'SELECT o.code FROM orders AS o JOIN payments AS p ON p.order_id = o.id',
  ],
  new: [
    "INSERT INTO orders (code) VALUES ('new-$n')",
    'INSERT INTO payments (order_id) SELECT max(number) FROM orders',
    "UPDATE orders SET code = 'n-$n' WHERE number = 6",
    'SELECT o.code FROM orders AS o JOIN payments AS p ON p.order_id = o.number',
  ],
  oldRunsOn: false,
  alike: ['SELECT id FROM orders WHERE id IS DISTINCT FROM number'],
  complete: [
    'SELECT code FROM orders WHERE number IS NULL',
    'SELECT order_id FROM payments EXCEPT SELECT number FROM orders',
  ],
  contract: ['ALTER TABLE orders DROP COLUMN id'],
  after: [
    "SELECT 1 WHERE (SELECT count(*) FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'p') <> 1",
    "SELECT 1 WHERE (SELECT count(*) FROM pg_constraint WHERE confrelid = 'orders'::regclass AND convalidated) <> 1",
    'SELECT code FROM orders WHERE number IS NULL',
  ],
};

const NOT_NULL: Plan = {
  name: 'a column becomes NOT NULL',
  rule: 'not-null-unproved',
  schema: "CREATE TABLE orders (id bigint PRIMARY KEY, code text DEFAULT 'c');",
  rows: ['INSERT INTO orders (id) SELECT n FROM generate_series(20001, 32000) AS n'],
  change: "SET lock_timeout = '2s'; ALTER TABLE orders ALTER COLUMN code SET NOT NULL;",
  old: [
    'INSERT INTO orders (id) VALUES ($n)',
    "UPDATE orders SET code = 'b' WHERE id = $n",
    'SELECT code FROM orders WHERE id = $n',
    'DELETE FROM orders WHERE id = $n',
  ],
  new: ["INSERT INTO orders (id, code) VALUES ($n, 'd')", 'DELETE FROM orders WHERE id = $n'],
  oldRunsOn: true,
  alike: [],
  complete: [
    "SELECT 1 WHERE (SELECT attnotnull FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'code') IS NOT TRUE",
  ],
  contract: [],
  after: [],
};

const ENUM_CODE: readonly string[] = [
  'INSERT INTO people (id) VALUES ($n)',
  "UPDATE people SET feeling = 'happy' WHERE id = $n",
  "INSERT INTO people (id, feeling) VALUES ($n, 'sad') ON CONFLICT (id) DO UPDATE SET feeling = EXCLUDED.feeling",
  "SELECT id FROM people WHERE feeling = 'happy'::mood AND id > $n",
];

function enumPlan(name: string, values: string, using: string): Plan {
  return {
    name,
    rule: 'column-type-rewrite',
    schema: `CREATE TYPE mood AS ENUM ('sad', 'happy', 'odd');
    CREATE TABLE people (id int PRIMARY KEY, feeling mood NOT NULL DEFAULT 'sad'::mood, CONSTRAINT felt CHECK (feeling IN ('sad', 'happy') OR id > 0));
    CREATE INDEX ON people (feeling, id);
    CREATE UNIQUE INDEX happy ON people (id) WHERE feeling = 'happy';`,
    rows: [
      "INSERT INTO people (id, feeling) SELECT n, CASE n % 2 WHEN 0 THEN 'sad' ELSE 'happy' END::mood FROM generate_series(20001, 32000) AS n",
    ],
    change: `SET lock_timeout = '2s';
    ALTER TYPE mood RENAME TO mood_old;
    CREATE TYPE mood AS ENUM (${values});
    ALTER TABLE people ALTER COLUMN feeling DROP DEFAULT;
    ALTER TABLE people ALTER COLUMN feeling TYPE mood USING ${using};
    ALTER TABLE people ALTER COLUMN feeling SET DEFAULT 'sad';
    DROP TYPE mood_old;`,
    old: ENUM_CODE,
    new: ENUM_CODE,
    oldRunsOn: true,
    alike: ['SELECT id FROM people WHERE feeling_new::text IS DISTINCT FROM feeling::text'],
    complete: ['SELECT id FROM people WHERE feeling IS NULL'],
    contract: [
      'ALTER TABLE people DROP COLUMN feeling_old',
      'DROP TYPE mood_old',
      "UPDATE people SET feeling = 'calm' WHERE id = 20001",
    ],
    after: [
      "SELECT id FROM people WHERE id > 20001 AND feeling::text <> CASE id % 2 WHEN 0 THEN 'sad' ELSE 'happy' END",
      "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_indexes WHERE tablename = 'people' AND indexdef LIKE '%(feeling, id)')",
      "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_indexes WHERE indexname = 'happy' AND indexdef LIKE '%(id) WHERE (feeling = ''happy''::mood)')",
      "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'felt' AND convalidated)",
      "SELECT 1 WHERE (SELECT attnotnull FROM pg_attribute WHERE attrelid = 'people'::regclass AND attname = 'feeling') IS NOT TRUE",
    ],
  };
}

export const PLANS: readonly Plan[] = [
  RENAME,
  NULLABLE,
  RENAMED_KEY,
  keyPlan('an integer key of an identity becomes a bigint', 'int GENERATED BY DEFAULT AS IDENTITY'),
  keyPlan('an integer key of a sequence becomes a bigint', 'serial'),
  FOREIGN,
  settingPlan(
    'a column whose key sets NULL gets a wider type',
    "SET lock_timeout = '2s'; ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;",
    'user_id',
    'user_id_new',
    'user_id_old',
  ),
  settingPlan(
    'a column whose key sets the default gets a wider type',
    "SET lock_timeout = '2s'; ALTER TABLE orders ALTER COLUMN agent_id TYPE bigint;",
    'agent_id',
    'agent_id_new',
    'agent_id_old',
  ),
  settingPlan(
    'a column whose key sets the default is renamed',
    "SET lock_timeout = '2s'; ALTER TABLE orders RENAME COLUMN agent_id TO seller_id;",
    'agent_id',
    'seller_id',
    'agent_id',
  ),
  TYPE,
  enumPlan('an enum loses a value', "'sad', 'calm', 'happy'", 'feeling::text::mood'),
  enumPlan('an enum changes its order', "'happy', 'odd', 'calm', 'sad'", '(feeling::text)::mood'),
  NOT_NULL,
  ...INDEX_PLANS,
  ...DROP_PLANS,
  ...SPLIT_PLANS,
];
