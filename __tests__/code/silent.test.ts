import { beforeAll, expect, test } from '@jest/globals';
import { changedCode, type ChangedCode } from '../../src/code/changed-code.js';
import { parsePatch } from '../../src/code/patch.js';
import { preflight } from '../../src/preflight.js';
import { loadParser } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';

beforeAll(loadParser);

const SCHEMA = `CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, status text, note text);`;

/** A pull request in which no code stands or falls with a migration. */
interface Quiet {
  readonly what: string;
  readonly sql: string;
  /** `path`, then rows with their sign. */
  readonly code: readonly (readonly [path: string, ...rows: readonly string[]])[];
}

const QUIET: readonly Quiet[] = [
  {
    what: 'only code',
    sql: '',
    code: [['src/orders.ts', '+const gift = order.gift_wrap;', '-const note = order.note;']],
  },
  {
    what: 'a common word gets a column, and the code has the word elsewhere',
    sql: 'ALTER TABLE orders ADD COLUMN name text;',
    code: [['src/log.ts', '+export const name = "app";', '+console.log(name);']],
  },
  {
    what: 'a status column goes, and other code has a status',
    sql: 'ALTER TABLE orders ALTER COLUMN status DROP NOT NULL;',
    code: [['src/http.ts', '-  return res.status(200);', '+  return res.status(204);']],
  },
  {
    what: 'a word that only holds the column in it',
    sql: 'ALTER TABLE orders ADD COLUMN gift_wrap text;',
    code: [['src/shop.ts', '+const giftWrapping = true;', '+const gift_wrapper = 1;']],
  },
  {
    what: 'tests alone use the new column',
    sql: 'ALTER TABLE orders ADD COLUMN gift_wrap text;',
    code: [
      ['tests/orders.test.ts', '+expect(order.giftWrap).toBe(null);'],
      ['spec/orders_spec.rb', '+expect(order.gift_wrap).to be_nil'],
    ],
  },
  {
    what: 'documents alone name it',
    sql: 'ALTER TABLE orders ADD COLUMN gift_wrap text;',
    code: [
      ['docs/orders.md', '+An order has a `gift_wrap`.'],
      ['README.md', '+gift_wrap'],
    ],
  },
  {
    what: 'generated files alone name it',
    sql: 'ALTER TABLE orders ADD COLUMN gift_wrap text;',
    code: [
      ['src/generated/schema.ts', '+  gift_wrap: string;'],
      ['package-lock.json', '+"gift_wrap"'],
    ],
  },
  {
    what: 'an index, beside code of the same table',
    sql: 'CREATE INDEX CONCURRENTLY orders_user_idx ON orders (user_id);',
    code: [['app/orders.py', '+orders = session.query(Order).filter_by(user_id=user.id)']],
  },
  {
    what: 'a constraint, beside code of its column',
    sql: 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;',
    code: [['app/orders.py', '+    total = order.total']],
  },
  {
    what: 'a column of another table has the name of one that the code uses',
    sql: 'ALTER TABLE users ADD COLUMN total int;',
    code: [
      ['src/orders.ts', '+sum(order.total)'],
      ['worker/orders.py', '+order.total'],
    ],
  },
  {
    what: "a trigger's function, and one of the code that is called alike",
    sql: 'CREATE FUNCTION touch_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;',
    code: [['src/rows.ts', '+touch_row(1);']],
  },
  {
    what: 'a table that is called like a list of the code',
    sql: 'CREATE TABLE events (id bigint PRIMARY KEY);',
    code: [['src/dom.ts', "+events.find((one) => one.on('events'));", '+router.get("events");']],
  },
  {
    what: 'a variable of the environment is called like the new column',
    sql: 'ALTER TABLE users ADD COLUMN rate_limit int;',
    code: [['src/conf.py', '+LIMIT = os.environ["RATE_LIMIT"]']],
  },
  {
    what: 'a column is made and dropped by the change itself',
    sql: 'ALTER TABLE orders ADD COLUMN scratch text; ALTER TABLE orders DROP COLUMN scratch;',
    code: [['src/pad.ts', '+const scratch = [];', '-const scratch = null;']],
  },
];

/** Beside these a table with the code that uses it, which is at most a question. */
const TABLE: Quiet = {
  what: 'a table',
  sql: 'CREATE TABLE gift_cards (id bigint PRIMARY KEY, code text NOT NULL);',
  code: [
    ['src/cards.ts', '+sql`SELECT id, code FROM gift_cards`'],
    ['worker/cards.py', '+    __tablename__ = "gift_cards"'],
  ],
};

const MODE = 'replica-schema-drift';

function codeOf(code: Quiet['code']): readonly ChangedCode[] {
  return changedCode(
    code.map(([path, ...rows]) => {
      const count = (sign: string): number => rows.filter((row) => row.startsWith(sign)).length;
      const patch = `@@ -10,${String(count('-'))} +10,${String(count('+'))} @@\n${rows.join('\n')}\n`;
      return { path, hunks: () => parsePatch(patch) };
    }),
  );
}

/** What is said of code and schema together; what the SQL alone is told is no matter here. */
function about({ sql, code }: Quiet): readonly string[] {
  const files = sql === '' ? [] : [{ path: '0001_x.sql', text: `SET lock_timeout = '2s';\n${sql}` }];
  const { findings } = preflight(inputOf(files, SCHEMA, { code: codeOf(code) }));
  const bare = preflight(inputOf(files, SCHEMA)).findings.map(({ rule }) => rule);
  return findings
    .filter(({ rule, mode }) => mode === MODE && !bare.includes(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);
}

test.each(QUIET.map((quiet) => [quiet.what, quiet] as const))('silent: %s', (_what, quiet) => {
  expect(about(quiet)).toEqual([]);
});

test('a table with the code that uses it is a question', () => {
  expect(about(TABLE)).toEqual(['code-with-its-migration caution']);
});
