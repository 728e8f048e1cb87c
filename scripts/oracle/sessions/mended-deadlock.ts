import { DEADLOCK } from './deadlock.js';
import { modelOf } from './model.js';
import type { Scenario, Sight } from './scenario.js';
import type { World } from './world.js';

const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, note text, user_id int);
  INSERT INTO users VALUES (1, 'a'), (2, 'b');
  INSERT INTO orders VALUES (1, 'a', 1), (2, 'b', 2);`;

/** Two statements of one transaction, of which a rule of mode c speaks, and what the code does meanwhile. */
interface Told {
  readonly rule: string;
  readonly migration: readonly [string, string];
  readonly code: readonly [string, string];
}

const TOLD: readonly Told[] = [
  {
    rule: 'several-tables-in-one-transaction',
    migration: ['ALTER TABLE orders ADD COLUMN x int', 'ALTER TABLE users ADD COLUMN x int'],
    code: ["UPDATE users SET name = 'z' WHERE id = 1", "UPDATE orders SET note = 'z' WHERE id = 1"],
  },
  {
    rule: 'several-tables-in-one-transaction',
    migration: ['ALTER TABLE users ADD COLUMN x int', 'ALTER TABLE orders ADD COLUMN x int'],
    code: ['ALTER TABLE orders ADD COLUMN y int', 'ALTER TABLE users ADD COLUMN y int'],
  },
  {
    rule: 'write-then-alter',
    migration: ["UPDATE users SET name = 'm' WHERE id = 1", 'ALTER TABLE users ADD COLUMN x int'],
    code: ["UPDATE users SET name = 'w' WHERE id = 2", "UPDATE users SET name = 'w' WHERE id = 1"],
  },
];

/** What a finding says happens when its statements share a transaction, and does not when each has one of its own. */
export const MENDED_DEADLOCKS: readonly Scenario[] = TOLD.flatMap((told): Scenario[] => {
  const name = `${told.rule}: ${told.migration.join('; ')} against ${told.code.join('; ')}`;
  return [
    { name: `${name}, in one transaction`, schema: SCHEMA, look: async (world) => inOne(told, world) },
    { name: `${name}, in transactions of their own`, schema: SCHEMA, look: async (world) => inOwn(told, world) },
  ];
});

function isTold({ rule, migration }: Told, between: string, major: number): boolean {
  const text = `SET lock_timeout = '2s';\n${migration.join(`;\n${between}`)};`;
  return modelOf(SCHEMA, major).rules(text).includes(rule);
}

async function inOne(told: Told, { a, b, major }: World): Promise<Sight> {
  const claimed = isTold(told, '', major) ? 'deadlock detected' : 'no deadlock';
  await a.run(`BEGIN; ${told.migration[0]}`);
  await b.run(`BEGIN; ${told.code[0]}`);
  const code = b.start(told.code[1]);
  if (!(await code.waits())) return { seen: 'no deadlock', claimed };
  const migration = await a.attempt(told.migration[1]);
  await a.run('ROLLBACK');
  const ended = await code.ended();
  return { seen: [migration.code, ended.code].includes(DEADLOCK) ? 'deadlock detected' : 'no deadlock', claimed };
}

/** The code's transaction begins as before; the migration's second statement waits for it and holds nothing meanwhile. */
async function inOwn(told: Told, { a, b, major }: World): Promise<Sight> {
  const claimed = isTold(told, 'COMMIT;\n', major) ? 'deadlock detected' : 'no deadlock';
  await a.run(`BEGIN; ${told.migration[0]}; COMMIT`);
  await b.run(`BEGIN; ${told.code[0]}`);
  const migration = a.start(told.migration[1]);
  await migration.waits();
  const code = await b.attempt(told.code[1]);
  await b.run('COMMIT');
  const ended = await migration.ended();
  return {
    seen: code.code === null && ended.code === null ? 'no deadlock' : `ended with ${code.code ?? ended.code ?? ''}`,
    claimed,
  };
}
