import { DEADLOCK } from './deadlock.js';
import { modelOf } from './model.js';
import type { Scenario, Sight } from './scenario.js';
import type { World } from './world.js';

const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, state text, total int);
  INSERT INTO users VALUES (1, 'a'), (2, 'b');
  INSERT INTO orders VALUES (1, NULL, 5), (2, NULL, 5);`;

const ALTER = 'ALTER TABLE orders ADD COLUMN note text';
const READS = ['SELECT count(*) FROM users', 'CREATE TABLE kept AS SELECT * FROM users'] as const;

const BATCH = "UPDATE orders SET state = 'new' WHERE id IN (SELECT id FROM orders WHERE state IS NULL";
const BATCHES = [`${BATCH} LIMIT 1000)`, `${BATCH} ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)`] as const;

/** Two runners of a tool that takes no lock. */
const TWICE = [
  { work: 'UPDATE orders SET total = total * 100', seen: 'SELECT sum(total) FROM orders', once: '1000' },
  { work: "INSERT INTO users VALUES (3, 'c')", seen: 'SELECT count(*) FROM users', once: '3' },
] as const;

/** What findings of one transaction, or of two runners, say happens, and that it does not in the safe form. */
export const MENDED_WAITS: readonly Scenario[] = [
  ...READS.flatMap((read) =>
    ['', 'COMMIT;\n'].map((between): Scenario => ({
      name: `slow-work-under-lock: ${ALTER}; ${between === '' ? '' : 'COMMIT; '}${read}: a reader of orders meanwhile`,
      schema: SCHEMA,
      look: async (world) => slowWork(read, between, world),
    })),
  ),
  ...BATCHES.map((batch) => ({
    name: `unordered-batches: ${batch} against writers of two of its rows`,
    schema: SCHEMA,
    look: async (world: World) => batched(batch, world),
  })),
  ...TWICE.map((twice) => ({
    name: `runners-not-kept-apart: two runners at once: ${twice.work}`,
    schema: SCHEMA,
    look: async (world: World) => ranTwice(twice, world),
  })),
];

/** The slow statement is at work for as long as somebody else holds its table. */
async function slowWork(read: string, between: string, { a, b, c, major }: World): Promise<Sight> {
  const text = `SET lock_timeout = '2s';\n${between === '' ? '' : 'BEGIN;\n'}${ALTER};\n${between}${read};`;
  const claimed = modelOf(SCHEMA, major).rules(text).includes('slow-work-under-lock');
  await c.run('BEGIN; LOCK TABLE users');
  await a.run(`BEGIN; ${ALTER}; ${between}`);
  if (!(await a.start(read).waits())) throw new Error('the slow statement is not at work');
  const words = (waits: boolean): string => (waits ? 'waits' : 'goes on');
  return { seen: words(await b.start('SELECT FROM orders').waits()), claimed: words(claimed) };
}

/** The application has the second row and wants the first. */
async function batched(batch: string, { a, b, major }: World): Promise<Sight> {
  const isTold = modelOf(SCHEMA, major).noted(`${batch};`).includes('unordered-batches');
  await b.run("BEGIN; UPDATE orders SET state = 'paid' WHERE id = 2");
  const migration = a.start(`BEGIN; ${batch}`);
  await migration.waits();
  const code = b.start("UPDATE orders SET state = 'paid' WHERE id = 1");
  const { code: one } = await migration.ended();
  await a.run('COMMIT');
  const { code: other } = await code.ended();
  const words = (isKilled: boolean): string => (isKilled ? 'deadlock detected' : 'no deadlock');
  return { seen: words([one, other].includes(DEADLOCK)), claimed: words(isTold) };
}

async function ranTwice({ work, seen, once }: (typeof TWICE)[number], { a, b, major }: World): Promise<Sight> {
  const file = { path: 'db/migrations/20260101120000_work.sql', text: `-- migrate:up\n${work};\n\n-- migrate:down\n` };
  const isTold = modelOf(SCHEMA, major).noted(file).includes('runners-not-kept-apart');
  await a.run(`BEGIN; ${work}`);
  const second = b.start(`BEGIN; ${work}`);
  if (!(await second.waits())) throw new Error('the second runner does not wait');
  await a.run('COMMIT');
  const { code } = await second.ended();
  await b.run(code === null ? 'COMMIT' : 'ROLLBACK');
  const isHarmed = code !== null || (await a.value(seen)) !== once;
  const words = (harmed: boolean): string => (harmed ? 'twice, or fails' : 'once');
  return { seen: words(isHarmed), claimed: words(isTold) };
}
