import type { Scenario } from './scenario.js';

const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, name varchar(20), spare text);
  INSERT INTO users VALUES (1, 'a', 'b');`;

/** A query that a session has prepared, what another does to its table, and how the next execution ends. */
interface Prepared {
  readonly query: string;
  readonly change: string;
  readonly code: string | null;
}

const PREPARED: readonly Prepared[] = [
  { query: 'SELECT * FROM users', change: 'ALTER TABLE users ADD COLUMN plan text', code: '0A000' },
  { query: 'SELECT * FROM users', change: 'ALTER TABLE users DROP COLUMN spare', code: '0A000' },
  { query: 'SELECT * FROM users', change: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(40)', code: '0A000' },
  { query: 'SELECT * FROM users', change: 'ALTER TABLE users RENAME COLUMN spare TO extra', code: '0A000' },
  { query: 'SELECT * FROM users', change: 'ALTER TABLE users ALTER COLUMN spare SET DEFAULT 1', code: null },
  { query: 'SELECT id, name FROM users', change: 'ALTER TABLE users ADD COLUMN plan text', code: null },
  { query: 'SELECT id, name FROM users', change: 'ALTER TABLE users DROP COLUMN spare', code: null },
  {
    query: 'SELECT id, name FROM users',
    change: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(40)',
    code: '0A000',
  },
  { query: 'SELECT id, spare FROM users', change: 'ALTER TABLE users RENAME COLUMN spare TO extra', code: '42703' },
];

export const CACHED_PLANS: readonly Scenario[] = [
  ...PREPARED.map(({ query, change, code }): Scenario => ({
    name: `${query}, prepared, after ${change} in another session`,
    schema: SCHEMA,
    look: async ({ a, b }) => {
      await b.run(`PREPARE q AS ${query}; EXECUTE q`);
      await a.run(change);
      const ended = await b.attempt('EXECUTE q');
      const words = ended.code === '0A000' ? ended.message : (ended.code ?? 'runs');
      return { seen: words, claimed: code === '0A000' ? 'cached plan must not change result type' : (code ?? 'runs') };
    },
  })),
  {
    name: 'the same in a transaction, which is over then',
    schema: SCHEMA,
    look: async ({ a, b }) => {
      await b.run('PREPARE q AS SELECT * FROM users; EXECUTE q');
      await a.run('ALTER TABLE users ADD COLUMN plan text');
      await b.run('BEGIN');
      const [first, next] = [await b.attempt('EXECUTE q'), await b.attempt('SELECT 1')];
      return { seen: `${first.code}, ${next.code}`, claimed: '0A000, 25P02' };
    },
  },
];
