import { modelOf } from './model.js';
import type { Scenario, Sight } from './scenario.js';
import type { Session } from './session.js';
import type { World } from './world.js';

const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, email text, name text);
  CREATE INDEX users_name_idx ON users (name);
  CREATE TABLE orders (id int PRIMARY KEY, note text);
  INSERT INTO users VALUES (1, 'a', 'a'), (2, 'a', 'b');
  INSERT INTO orders VALUES (1, 'a');`;

const BUILD = 'CREATE INDEX CONCURRENTLY users_email_idx ON users (email)';
const WRITER = "INSERT INTO users VALUES (9, 'z', 'z')";

/** A timeout around a statement that an older transaction holds up, and the index that is left INVALID. */
interface Cut {
  readonly setting: 'lock_timeout' | 'statement_timeout';
  readonly statement: string;
  readonly older: string;
  readonly leaves: string;
}

const CUTS: readonly Cut[] = [
  { setting: 'lock_timeout', statement: BUILD, older: WRITER, leaves: 'users_email_idx' },
  { setting: 'statement_timeout', statement: BUILD, older: WRITER, leaves: 'users_email_idx' },
  {
    setting: 'lock_timeout',
    statement: BUILD,
    older: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT FROM orders',
    leaves: 'users_email_idx',
  },
  {
    setting: 'lock_timeout',
    statement: 'REINDEX INDEX CONCURRENTLY users_name_idx',
    older: WRITER,
    leaves: 'users_name_idx_ccnew',
  },
  {
    setting: 'lock_timeout',
    statement: 'DROP INDEX CONCURRENTLY users_name_idx',
    older: 'SELECT FROM users',
    leaves: 'users_name_idx',
  },
];

/** What is tried with an index that a failed build has left. */
const LEFTOVERS: readonly { readonly then: string; readonly code: string | null; readonly rule?: string }[] = [
  {
    then: 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email_key ON users (email)',
    code: null,
    rule: 'concurrent-index-if-not-exists',
  },
  { then: 'ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key', code: '55000' },
  { then: "INSERT INTO users VALUES (3, 'c', 'c') ON CONFLICT (email) DO NOTHING", code: '42P10' },
];

export const INVALID_INDEXES: readonly Scenario[] = [
  ...CUTS.map((cut) => ({
    name: `${cut.setting} around ${cut.statement}, behind ${cut.older}`,
    schema: SCHEMA,
    look: async (world: World) => cutShort(cut, world),
  })),
  ...LEFTOVERS.map(({ then, code, rule }) => ({
    name: `a unique build that met duplicates, then ${then}`,
    schema: SCHEMA,
    look: async ({ a, major }: World) => {
      const build = await a.attempt('CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email)');
      const after = await a.attempt(then);
      const silent = rule !== undefined && !modelOf(SCHEMA, major).rules(then).includes(rule);
      return {
        seen: `${build.code}, then ${after.code ?? 'success'}, INVALID: ${await invalidIndexes(a)}`,
        claimed: silent ? `${rule} says so` : `23505, then ${code ?? 'success'}, INVALID: users_email_key`,
      };
    },
  })),
];

async function cutShort({ setting, statement, older, leaves }: Cut, { a, c, major }: World): Promise<Sight> {
  await c.run(`BEGIN; ${older}`);
  await a.run(`SET ${setting} = '50ms'`);
  const { code } = await a.attempt(statement);
  await a.run('RESET ALL');
  const seen = `${code}, INVALID: ${await invalidIndexes(a)}`;
  const rules = modelOf(SCHEMA, major).rules(`SET ${setting} = '50ms';\n${statement};`);
  if (!rules.includes('concurrently-with-short-timeout')) return { seen, claimed: 'a rule that says so' };
  return { seen, claimed: `${setting === 'lock_timeout' ? '55P03' : '57014'}, INVALID: ${leaves}` };
}

export async function invalidIndexes(session: Session): Promise<string> {
  const rows = await session.run(
    'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid ORDER BY name',
  );
  return rows.map(({ name }) => String(name)).join(', ') || 'none';
}
