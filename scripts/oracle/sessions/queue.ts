import { LOCK_MODES } from '../../../src/effects/lock-mode.js';
import { clash, modelOf } from './model.js';
import type { Scenario } from './scenario.js';
import type { World } from './world.js';

const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, user_id int);
  INSERT INTO users VALUES (1, 'a'), (2, 'b');
  INSERT INTO orders VALUES (1, 1);`;

/** What an open transaction has done, the change that comes behind it, and what comes behind the change. */
interface Queue {
  readonly open: string;
  readonly change: string;
  readonly later: string;
}

const QUEUES: readonly Queue[] = [
  { open: 'SELECT FROM orders', change: 'ALTER TABLE orders ADD COLUMN note text', later: 'SELECT FROM orders' },
  { open: 'SELECT FROM orders', change: 'ALTER TABLE orders ADD COLUMN note text', later: 'SELECT FROM users' },
  { open: 'SELECT FROM orders', change: 'DROP TABLE orders', later: 'UPDATE orders SET user_id = 2' },
  { open: 'SELECT FROM orders', change: 'CREATE INDEX ON orders (user_id)', later: 'UPDATE orders SET user_id = 2' },
  { open: 'DELETE FROM orders', change: 'CREATE INDEX ON orders (user_id)', later: 'SELECT FROM orders' },
  { open: 'DELETE FROM orders', change: 'CREATE INDEX ON orders (user_id)', later: 'INSERT INTO orders VALUES (9, 1)' },
  {
    open: 'DELETE FROM users WHERE id = 2',
    change: 'ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID',
    later: 'SELECT FROM users',
  },
  {
    open: 'DELETE FROM users WHERE id = 2',
    change: 'ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID',
    later: "INSERT INTO users VALUES (9, 'z')",
  },
  { open: 'DELETE FROM orders', change: 'ALTER TABLE orders SET (fillfactor = 70)', later: 'SELECT FROM orders' },
  { open: 'ANALYZE orders', change: 'ALTER TABLE orders SET (fillfactor = 70)', later: 'SELECT FROM orders' },
];

export const QUEUES_SEEN: readonly Scenario[] = [
  ...QUEUES.map(queueScenario),
  {
    name: 'lock_timeout: the change gives up, and what waited behind it goes on',
    schema: SCHEMA,
    look: async (world) => ({ seen: await givingUp(world), claimed: 'waits behind it, 55P03, goes on' }),
  },
  {
    name: 'each of the eight lock modes against each',
    schema: SCHEMA,
    look: async (world) => ({ seen: await everyConflict(world), claimed: 'as conflicts() says' }),
  },
];

function queueScenario({ open, change, later }: Queue): Scenario {
  return {
    name: `queue: ${open} ← ${change} ← ${later}`,
    schema: SCHEMA,
    look: async ({ a, b, c, major }) => {
      const model = modelOf(SCHEMA, major);
      const [held, wanted, last] = [model.held(open), model.held(change), model.wanted(later)];
      await a.run(`BEGIN; ${open}`);
      // Left open, as a migration tool would, should it get its lock.
      const changing = b.start(`BEGIN; ${change}`);
      const changeWaits = await changing.waits();
      const coming = c.start(`BEGIN; ${later}`);
      const laterWaits = await coming.waits();
      return {
        seen: inWords(changeWaits, laterWaits),
        claimed: inWords(clash(held, wanted) !== null, (clash(wanted, last) ?? clash(held, last)) !== null),
      };
    },
  };
}

function inWords(changeWaits: boolean, laterWaits: boolean): string {
  return `the change ${changeWaits ? 'waits' : 'gets its lock'}, what comes later ${laterWaits ? 'waits' : 'goes on'}`;
}

async function givingUp({ a, b, c }: World): Promise<string> {
  await a.run('BEGIN; SELECT FROM orders');
  await b.run("SET lock_timeout = '200ms'");
  const change = b.start('ALTER TABLE orders ADD COLUMN note text');
  if (!(await change.waits())) return 'the change does not wait';
  const query = c.start('SELECT FROM orders');
  const waits = await query.waits();
  const { code } = await change.ended();
  const after = await query.ended();
  return `${waits ? 'waits behind it' : 'does not wait'}, ${code}, ${after.code === null ? 'goes on' : after.message}`;
}

/** LOCK TABLE in both sessions: what differs from the model's table, or that nothing does. */
async function everyConflict({ a, b, major }: World): Promise<string> {
  const model = modelOf(SCHEMA, major);
  const lock = (mode: string): string => `LOCK TABLE orders IN ${mode} MODE`;
  const wrong: string[] = [];
  for (const held of LOCK_MODES) {
    await a.run(`BEGIN; ${lock(held)}`);
    for (const wanted of LOCK_MODES) {
      const { code } = await b.attempt(`BEGIN; ${lock(wanted)} NOWAIT; ROLLBACK`);
      await b.run('ROLLBACK');
      const modelled = clash(model.held(lock(held)), model.held(lock(wanted))) !== null;
      if ((code === '55P03') !== modelled) wrong.push(`${held} ${modelled ? 'lets' : 'keeps out'} ${wanted}`);
    }
    await a.run('ROLLBACK');
  }
  return wrong.length === 0 ? 'as conflicts() says' : wrong.join('; ');
}
