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
  /** Whether the old code runs on after the last file. */
  readonly oldRunsOn: boolean;
  /** Queries that give rows where the two columns differ, while both are written. */
  readonly alike: readonly string[];
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
  complete: ['SELECT id FROM orders WHERE amount IS NULL', "SELECT id FROM orders WHERE code LIKE 'new-default%' AND amount <> 7"],
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

export const PLANS: readonly Plan[] = [RENAME];
