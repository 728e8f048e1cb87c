import { setTimeout as sleep } from 'node:timers/promises';
import { conflicts } from '../../../src/effects/lock-mode.js';
import { clash, modelOf } from './model.js';
import type { Scenario, Sight } from './scenario.js';
import type { World } from './world.js';

const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, note text);
  INSERT INTO users VALUES (1, 'a'), (2, 'b');
  INSERT INTO orders VALUES (1, 'a'), (2, 'b');`;

/** SQLSTATE of `deadlock detected`. */
export const DEADLOCK = '40P01';

/** Changes of a table that the same transaction has just written. */
const RAISES = [
  'ALTER TABLE users ADD COLUMN plan text',
  'ALTER TABLE users DISABLE TRIGGER ALL',
  'CREATE INDEX ON users (name)',
  'ALTER TABLE users ALTER COLUMN name SET STATISTICS 500',
] as const;

/** What one transaction does, in turn with the other. */
type Steps = readonly [string, string];

const CROSSINGS: readonly { readonly a: Steps; readonly b: Steps }[] = [
  {
    a: ['ALTER TABLE orders ADD COLUMN x int', 'ALTER TABLE users ADD COLUMN x int'],
    b: ['ALTER TABLE users ADD COLUMN y int', 'ALTER TABLE orders ADD COLUMN y int'],
  },
  {
    a: ['ALTER TABLE orders ADD COLUMN x int', 'ALTER TABLE users ADD COLUMN x int'],
    b: ['SELECT FROM users', 'SELECT FROM orders'],
  },
  {
    a: ['ALTER TABLE orders ADD COLUMN x int', 'ALTER TABLE users ADD COLUMN x int'],
    b: ["UPDATE users SET name = 'z' WHERE id = 1", "UPDATE orders SET note = 'z' WHERE id = 1"],
  },
  {
    a: ['CREATE INDEX ON orders (note)', 'CREATE INDEX ON users (name)'],
    b: ["UPDATE users SET name = 'z' WHERE id = 1", "UPDATE orders SET note = 'z' WHERE id = 1"],
  },
  {
    a: ['CREATE INDEX ON orders (note)', 'CREATE INDEX ON users (name)'],
    b: ['SELECT FROM users', 'SELECT FROM orders'],
  },
];

export const DEADLOCKS: readonly Scenario[] = [
  ...RAISES.map((change) => ({
    name: `UPDATE, then ${change}, while another writer waits for the row`,
    schema: SCHEMA,
    look: async (world: World) => raised(change, world),
  })),
  {
    name: 'the same, when the writer has waited for longer than deadlock_timeout',
    schema: SCHEMA,
    look: async (world) => ({ seen: await victim(world, 5, 50), claimed: 'the migration is killed' }),
  },
  {
    name: 'the same, when the writer has only begun to wait',
    schema: SCHEMA,
    look: async (world) => ({ seen: await victim(world, 500, 0), claimed: 'the writer is killed' }),
  },
  ...CROSSINGS.map(({ a, b }) => ({
    name: `${a.join(', ')} against ${b.join(', ')}`,
    schema: SCHEMA,
    look: async (world: World) => crossed(a, b, world),
  })),
];

async function raised(change: string, world: World): Promise<Sight> {
  const mode = modelOf(SCHEMA, world.major).held(change).get('public.users');
  const { migration, writer } = await raise(change, world);
  return {
    seen: migration === DEADLOCK || writer === DEADLOCK ? 'deadlock detected' : 'no deadlock',
    claimed: mode !== undefined && conflicts(mode, 'ROW EXCLUSIVE') ? 'deadlock detected' : 'no deadlock',
  };
}

/** How each of the two ends; a writer that still waits for the row is let go. */
async function raise(
  change: string,
  { a, b }: World,
  beforeChange = async (): Promise<void> => {},
): Promise<{ readonly migration: string | null; readonly writer: string | null }> {
  await a.run("BEGIN; UPDATE users SET name = 'm' WHERE id = 1");
  await b.run("BEGIN; UPDATE users SET name = 'w' WHERE id = 2");
  const writing = b.start("UPDATE users SET name = 'w' WHERE id = 1");
  if (!(await writing.waits())) throw new Error('the writer does not wait for the row');
  await beforeChange();
  const { code: migration } = await a.attempt(change);
  await a.run('ROLLBACK');
  const { code: writer } = await writing.ended();
  return { migration, writer };
}

/** A session looks for a deadlock once, when it has waited for `deadlock_timeout`, and gives itself up. */
async function victim(world: World, writerLooksAfter: number, pause: number): Promise<string> {
  await world.a.run(`SET deadlock_timeout = ${writerLooksAfter * 10}`);
  await world.b.run(`SET deadlock_timeout = ${writerLooksAfter}`);
  const { migration, writer } = await raise('ALTER TABLE users ADD COLUMN plan text', world, async () => sleep(pause));
  if (migration === DEADLOCK) return 'the migration is killed';
  return writer === DEADLOCK ? 'the writer is killed' : 'no deadlock';
}

async function crossed(one: Steps, other: Steps, { a, b, major }: World): Promise<Sight> {
  const { held } = modelOf(SCHEMA, major);
  const [first, second] = [clash(held(other[0]), held(one[1])), clash(held(one[0]), held(other[1]))];
  const claimed = first !== null && second !== null ? 'deadlock detected' : 'no deadlock';
  await a.run(`BEGIN; ${one[0]}`);
  await b.run(`BEGIN; ${other[0]}`);
  const mine = a.start(one[1]);
  if (!(await mine.waits())) return { seen: 'no deadlock', claimed };
  const { code } = await Promise.race([mine.ended(), b.attempt(other[1])]);
  return { seen: code === DEADLOCK ? 'deadlock detected' : 'no deadlock', claimed };
}
