import type { Scenario } from './scenario.js';
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

/** A timeout, what it is set around, and what that waits for; told: every index of the table and whether it is valid. */
interface Cut {
  readonly setting: 'lock_timeout' | 'statement_timeout';
  readonly statement: string;
  readonly older: string;
  readonly leaves: string;
}

const CUTS: readonly Cut[] = [
  { setting: 'lock_timeout', statement: BUILD, older: WRITER, leaves: 'users_email_idx INVALID' },
  { setting: 'statement_timeout', statement: BUILD, older: WRITER, leaves: 'users_email_idx INVALID' },
  {
    setting: 'lock_timeout',
    statement: BUILD,
    older: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT FROM orders',
    leaves: 'users_email_idx INVALID',
  },
  {
    setting: 'lock_timeout',
    statement: 'REINDEX INDEX CONCURRENTLY users_name_idx',
    older: WRITER,
    leaves: 'users_name_idx_ccnew INVALID',
  },
  {
    setting: 'lock_timeout',
    statement: 'DROP INDEX CONCURRENTLY users_name_idx',
    older: 'SELECT FROM users',
    leaves: 'users_name_idx INVALID',
  },
];

export const INVALID_INDEXES: readonly Scenario[] = [
  ...CUTS.map(({ setting, statement, older, leaves }) => ({
    name: `${setting} around ${statement}, behind ${older}`,
    schema: SCHEMA,
    look: async ({ a, b, c }: World) => {
      await c.run(`BEGIN; ${older}`);
      await a.run(`SET ${setting} = '50ms'`);
      const { code } = await a.attempt(statement);
      await c.run('ROLLBACK');
      const [cancelled, left] = [setting === 'lock_timeout' ? '55P03' : '57014', await invalidIndexes(b)];
      return { seen: `${code}, ${left}`, claimed: `${cancelled}, ${leaves}` };
    },
  })),
];
