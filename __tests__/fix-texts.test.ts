import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { Finding } from '../src/report/report.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import { optionIsOn } from '../src/sql/statement.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = `
CREATE TABLE users (id bigint PRIMARY KEY, handle text, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, email text UNIQUE);
CREATE TABLE plain (note text);
CREATE TABLE events (at timestamptz NOT NULL, kind int) PARTITION BY RANGE (at);
CREATE TABLE logs (kind text) PARTITION BY LIST (kind);
CREATE TABLE old_logs (kind text);
CREATE DOMAIN price AS int;
CREATE TABLE items (id bigint PRIMARY KEY, cost price);
`;
const BOUNDED = "SET lock_timeout = '2s';\n";

function findingOf(rule: string, text: string, schema = SCHEMA, version = 14): Finding {
  const { findings } = preflight(inputOf([{ path: '0001_x.sql', text }], schema, {}, version));
  const found = findings.find((one) => one.rule === rule);
  if (found === undefined) throw new Error(`no ${rule} among ${findings.map((one) => one.rule).join(', ')}`);
  return found;
}

/** Statements of a fix on one line each. */
function statementsOf(sql: string): readonly string[] {
  const { pieces } = parseSource(sql);
  expect(pieces.filter(({ readable }) => !readable)).toEqual([]);
  return pieces.map(({ span }) => sql.slice(span.start, span.end).replace(/\s+/g, ' '));
}

describe('a one-click suggestion', () => {
  test('removes IF NOT EXISTS and nothing else, whatever the name is written like', () => {
    const text = 'CREATE INDEX CONCURRENTLY IF /* a */ NOT EXISTS "orders_email_idx" ON orders (email);';
    const { suggestion, fix } = findingOf('concurrent-index-if-not-exists', text);
    expect(suggestion?.lines).toEqual(['CREATE INDEX CONCURRENTLY /* a */ "orders_email_idx" ON orders (email);']);
    expect(statementsOf(fix)).toEqual([
      'DROP INDEX CONCURRENTLY IF EXISTS orders_email_idx',
      'CREATE INDEX CONCURRENTLY /* a */ "orders_email_idx" ON orders (email)',
    ]);
  });

  test('for CONCURRENTLY is there only where the statement has the file to itself', () => {
    const index = 'CREATE INDEX i ON orders (total); -- for the list\n';
    for (const other of ['ALTER TABLE users ADD COLUMN a text;', 'CREATE INDEX j ON users (note);', 'SELECT 1;']) {
      const { suggestion, fix } = findingOf('create-index-not-concurrently', `${BOUNDED}${index}${other}`);
      expect(suggestion).toBeNull();
      expect(fix).toMatch(/^-- in a migration of its own that runs outside a transaction/);
    }
    expect(findingOf('create-index-not-concurrently', `${BOUNDED}${index}`).suggestion?.lines).toEqual([
      'SET lock_timeout = 0;',
      'CREATE INDEX CONCURRENTLY i ON orders (total); -- for the list',
    ]);
  });

  test('leaves the timeouts lifted at the end of the file', () => {
    const { suggestion } = findingOf('create-index-not-concurrently', `${BOUNDED}CREATE INDEX i ON orders (total);`);
    expect(suggestion?.lines).toEqual(['SET lock_timeout = 0;', 'CREATE INDEX CONCURRENTLY i ON orders (total);']);
  });

  test('lifts both timeouts of a statement that is concurrent already, and puts back what was in effect', () => {
    const text =
      "SET lock_timeout = '1500ms'; SET statement_timeout = '2min';\n" +
      'CREATE INDEX CONCURRENTLY i ON orders (total); SELECT 1;';
    const { suggestion, fix } = findingOf('concurrently-with-short-timeout', text);
    const online = [
      'SET lock_timeout = 0;',
      'SET statement_timeout = 0;',
      'CREATE INDEX CONCURRENTLY i ON orders (total);',
      "SET lock_timeout = '1500ms';",
    ];
    expect(suggestion?.lines).toEqual([...online, "SET statement_timeout = '2min'; SELECT 1;"]);
    expect(fix.split('\n')).toEqual([...online, "SET statement_timeout = '2min';"]);
  });
});

describe('a change between timestamp and timestamptz', () => {
  const schema =
    'CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp, seen timestamp);\nCREATE INDEX ON visits (seen);';
  const fixOf = (rule: string, text: string, version = 14): readonly string[] =>
    statementsOf(findingOf(rule, text, schema, version).fix);
  const change = 'ALTER TABLE visits ALTER COLUMN at TYPE timestamptz, ADD COLUMN note text;';

  test.each(['column-type-rewrite', 'timestamp-reinterpreted'])('keeps the rows in the zone UTC (%s)', (rule) => {
    const inTransaction = [
      "SET LOCAL lock_timeout = '2s'",
      "SET LOCAL timezone = 'UTC'",
      'ALTER TABLE visits ALTER COLUMN at TYPE timestamptz',
    ];
    expect(fixOf(rule, `${BOUNDED}${change}`)).toEqual(inTransaction);
    expect(fixOf(rule, `${BOUNDED}BEGIN; COMMIT; ${change}`)).toEqual(['BEGIN', ...inTransaction, 'COMMIT']);
  });

  test('converts the rows of a second column in a zone that stands in the statement', () => {
    for (const [text, version] of [
      [change, 11],
      ['ALTER TABLE visits ALTER seen TYPE timestamptz', 14],
    ] as const) {
      const fix = fixOf('column-type-rewrite', `${BOUNDED}${text}`, version).join('\n');
      expect(fix).toMatch(/NEW\.(at|seen)_new := \(SELECT \(\1 AT TIME ZONE 'UTC'\) FROM/);
      expect(fix).toMatch(/UPDATE visits SET (at|seen)_new = \(\1 AT TIME ZONE 'UTC'\) WHERE/);
      expect(fix).not.toMatch(/::timestamptz/);
    }
  });

  test('takes the zone that the session has', () => {
    const text = "SET timezone = 'Asia/Seoul'; ALTER TABLE visits ALTER COLUMN at TYPE timestamptz;";
    expect(fixOf('column-type-rewrite', `${BOUNDED}${text}`).join()).toMatch(/at AT TIME ZONE 'Asia\/Seoul'/);
  });
});

describe('a lock that is held from before', () => {
  const slow = (text: string): readonly string[] =>
    preflight(inputOf([{ path: '0001_x.sql', text: `${BOUNDED}${text}` }], SCHEMA))
      .findings.filter(({ rule }) => rule === 'slow-work-under-lock')
      .map(({ title }) => title);

  test('is told when it makes more wait than the statement does by itself', () => {
    const text = 'ALTER TABLE orders ADD COLUMN a text; CREATE INDEX i ON orders (total);';
    expect(slow(text)).toEqual(['orders stays locked while orders is read']);
  });

  test.each([
    ['slow-work-under-lock', 'CREATE INDEX i ON users (id);', 'users   SHARE             0001_x.sql:3'],
    ['write-then-alter', 'ALTER TABLE users ADD COLUMN a text;', 'users  ACCESS EXCLUSIVE  0001_x.sql:3'],
    ['schema-change-and-backfill-in-one-transaction', 'UPDATE users SET id = 1;', 'users   ROW EXCLUSIVE'],
  ])('is shown with what it waits for, from where to where (%s)', (rule, slowOne, row) => {
    const first =
      rule === 'write-then-alter' ? 'UPDATE users SET id = 1 WHERE id = 2;' : 'ALTER TABLE orders ADD a int;';
    const { fix } = findingOf(
      rule,
      `${BOUNDED}${first}\n${slowOne}`,
      'CREATE TABLE orders (); CREATE TABLE users (id int PRIMARY KEY);',
    );
    const lines = fix.split('\n').filter((line) => line.startsWith('-- '));
    expect(lines[0]).toMatch(/^-- table +lock +from +to +waits$/);
    expect(lines[1]).toMatch(
      /^-- \w+ +(?:ACCESS|ROW) EXCLUSIVE +0001_x\.sql:2 +the commit behind 0001_x\.sql:3 +(?:reads and )?writes/,
    );
    expect(lines[2]).toContain(row);
  });

  test('is not told when the statement itself makes more wait', () => {
    expect(slow('CREATE INDEX i ON orders (total); ALTER TABLE orders ALTER COLUMN total TYPE bigint;')).toEqual([]);
  });
});

describe('a name with a back-tick', () => {
  const SCHEMA_OF_STRANGERS = 'CREATE TABLE "a`b" (id bigint PRIMARY KEY, "c`d" text);';

  test.each([
    ['not-null-unproved', 'ALTER TABLE "a`b" ALTER COLUMN "c`d" SET NOT NULL;'],
    ['create-index-not-concurrently', 'CREATE INDEX "i`" ON "a`b" ("c`d");'],
    ['drop-column', 'ALTER TABLE "a`b" DROP COLUMN "c`d";'],
    ['unbatched-write', 'UPDATE "a`b" SET "c`d" = 1;'],
  ])('cannot end a code span of %s', (rule, text) => {
    const { message } = findingOf(rule, text, SCHEMA_OF_STRANGERS);
    const prose = message.split('`').filter((_, at) => at % 2 === 0);
    expect(message.split('`').length % 2).toBe(1);
    expect(prose.filter((words) => /a'?b"|c'?d"/.test(words))).toEqual([]);
    expect(message).toContain('"a\'b"');
  });

  test('cannot end one of the checklist', () => {
    const files = [{ path: '0001_x.sql', text: 'ALTER TABLE "a`b" ALTER COLUMN "c`d" SET NOT NULL;' }];
    const { checklist } = preflight(inputOf(files, SCHEMA_OF_STRANGERS));
    expect(checklist.length).toBeGreaterThan(0);
    expect(checklist.filter(({ text }) => text.split('`').length % 2 === 0)).toEqual([]);
  });
});

describe('SQL that is put together anew', () => {
  test.each([
    ['a loop over a key', "UPDATE users SET handle = '$$ $body$';", 'DO $body2$'],
    ['a loop over places', "UPDATE plain SET note = '$$' WHERE note = 'x' || 'y';", 'DO $body$'],
  ])('ends %s only at its own dollars', (_what, text, opening) => {
    const { fix } = findingOf('unbatched-write', text);
    expect(statementsOf(fix)).toHaveLength(1);
    expect(fix).toContain(opening);
  });

  test('ends the body of a trigger only at its own dollars', () => {
    const text = `${BOUNDED}ALTER TABLE users ALTER COLUMN handle TYPE int USING length(handle || '$$');`;
    expect(statementsOf(findingOf('column-type-rewrite', text).fix)).toContain(
      "CREATE FUNCTION users_handle_new_sync() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN NEW.handle_new := (SELECT (length(handle || '$$')) FROM (SELECT NEW.*) AS written); RETURN NEW; END $body$",
    );
  });

  test('keeps a string that goes on for several lines as it is', () => {
    const { fix } = findingOf('unbatched-write', "UPDATE users\nSET handle = 'a\nb';");
    expect(fix).toContain("    UPDATE users\n    SET handle = 'a\nb'\n    WHERE id > batch_start");
  });

  test('leaves the comments of a changed type behind', () => {
    const text = `${BOUNDED}ALTER TABLE users ALTER COLUMN handle TYPE int -- short\n USING length(handle) -- chars\n;`;
    const statements = statementsOf(findingOf('column-type-rewrite', text).fix);
    expect(statements).toContain('ALTER TABLE users ADD COLUMN handle_new int');
  });

  test('takes the CASCADE of the drop away, not the one of a key beside it', () => {
    const text =
      `${BOUNDED}ALTER TABLE orders DROP CONSTRAINT orders_email_key -- old\n CASCADE, ` +
      'ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;';
    expect(statementsOf(findingOf('drop-cascade', text).fix)).toContain(
      'ALTER TABLE orders DROP CONSTRAINT orders_email_key, ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID',
    );
  });

  test('reads a constraint across comments and lines', () => {
    const text = `${BOUNDED}ALTER TABLE orders ADD /* a */\n CONSTRAINT -- b\n c CHECK (total > 0);`;
    expect(statementsOf(findingOf('constraint-validated-under-lock', text).fix)).toEqual([
      "SET lock_timeout = '2s'",
      'ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID',
      'ALTER TABLE orders VALIDATE CONSTRAINT c',
    ]);
  });

  test('reads the condition of a domain across comments, and VALUE only where it is a word', () => {
    const text = `${BOUNDED}ALTER DOMAIN price ADD CHECK -- )\n (value > 0 AND 'VALUE' <> VALUE::text);`;
    expect(statementsOf(findingOf('constraint-validated-under-lock', text).fix)).toContain(
      "ALTER TABLE items ADD CONSTRAINT items_cost_check CHECK (cost > 0 AND 'VALUE' <> cost ::text) NOT VALID",
    );
  });

  test('reads the bound of a partition across comments and lines', () => {
    const text = `${BOUNDED}ALTER TABLE logs ATTACH PARTITION old_logs FOR -- a\n VALUES IN /* ( */ ('a', -- b\n 'b');`;
    expect(statementsOf(findingOf('partition-attached-with-scan', text).fix)).toContain(
      "ALTER TABLE old_logs ADD CONSTRAINT old_logs_bound CHECK (kind IS NOT NULL AND kind IN ('a', 'b')) NOT VALID",
    );
  });

  test('keeps what stands behind the bound of a new partition', () => {
    const text = `${BOUNDED}CREATE TABLE e PARTITION OF events FOR VALUES FROM ('2026-01-01') -- a\n TO ('2027-01-01') -- b\n PARTITION BY LIST (kind);`;
    expect(statementsOf(findingOf('partition-created-on-busy-parent', text).fix)).toEqual([
      "SET lock_timeout = '2s'",
      'CREATE TABLE e (LIKE events INCLUDING ALL) PARTITION BY LIST (kind)',
      "ALTER TABLE events ATTACH PARTITION e FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    ]);
  });

  test('never lets a name with a line break out of a comment', () => {
    const schema = 'CREATE TABLE "x\nDROP TABLE users;--" (note text);';
    const { fix } = findingOf('unbatched-write', 'UPDATE "x\nDROP TABLE users;--" SET note = 1;', schema);
    expect(statementsOf(fix)).toEqual([]);
  });
});

describe('an option in parentheses', () => {
  test.each([
    [undefined, true],
    [{ String: { sval: 'true' } }, true],
    [{ String: { sval: 'OFF' } }, false],
    [{ Integer: { ival: 1 } }, true],
    [{ Integer: {} }, false],
  ])('%j is on: %s', (arg, isOn) => {
    expect(optionIsOn(arg)).toBe(isOn);
  });
});

describe('a statement of a down that takes several files', () => {
  const up = `${BOUNDED}ALTER TABLE users RENAME COLUMN note TO remark;\n`;
  const down = 'ALTER TABLE users RENAME COLUMN remark TO note;\n';

  test.each([
    [
      'one file',
      [{ path: 'db/migrations/20260101120000_x.sql', text: `-- migrate:up\n${up}-- migrate:down\n${down}` }],
      /\/2026010112000[123]_users_[a-z_]+\.sql$/,
    ],
    [
      'two files',
      [
        { path: 'migrations/000001_x.up.sql', text: up },
        { path: 'migrations/000001_x.down.sql', text: down },
      ],
      /\/00000[234]_users_[a-z_]+\.up\.sql$/,
    ],
  ])('goes up, behind all others: %s', (_title, files, named) => {
    const { findings } = preflight(inputOf(files, SCHEMA));
    const found = findings.find(({ title }) => title.startsWith('Renaming remark'));
    expect(found?.fix).toMatch(/^-- not as a down, but forward, in new migrations:\n-- file 1, /);
    expect(found?.fix).not.toContain('migrate:down');
    expect(found?.fixFiles.map(({ path }) => path)).toEqual(Array(3).fill(expect.stringMatching(named)));
  });
});

describe('columns that move to another table', () => {
  const schema = `CREATE TABLE people (id bigint PRIMARY KEY, mail text, age int, sheet json, n int DEFAULT nextval('ns'));
    CREATE TABLE pets (id bigint PRIMARY KEY, person bigint, mail text, age text, name text NOT NULL);`;
  const drop = 'ALTER TABLE people DROP COLUMN mail, DROP COLUMN age, DROP COLUMN sheet, DROP COLUMN n;';
  const contacts = 'CREATE TABLE contacts (person bigint PRIMARY KEY, mail text, age int, sheet json, n int);';
  const fixOf = (text: string): string => findingOf('source-dropped-with-transform', `${BOUNDED}${text}`, schema).fix;

  test.each([
    ['INSERT INTO contacts (person, mail) SELECT id, lower(mail) FROM people;', 'it computes values'],
    ['INSERT INTO contacts (person, mail) SELECT p.id, p.mail FROM people AS p, pets;', 'more than one table'],
    ['INSERT INTO contacts (person, mail) SELECT DISTINCT id, mail FROM people;', 'more than one table'],
    ['INSERT INTO contacts (mail) SELECT mail FROM people;', 'the key of people'],
    ['INSERT INTO contacts (person, mail) SELECT id, mail FROM people WHERE age > 3;', 'its WHERE'],
    ['INSERT INTO contacts (person, sheet) SELECT id, sheet FROM people;', 'cannot be compared'],
    ['INSERT INTO contacts (person, n) SELECT id, n FROM people;', 'values by itself'],
    ['INSERT INTO pets (id, age, name) SELECT id, age, mail FROM people;', 'age gets another type'],
    ['INSERT INTO pets (person, mail, name) SELECT id, mail, mail FROM people;', 'one column twice'],
    ['INSERT INTO pets (person, mail) SELECT id, mail FROM people;', 'nothing makes person unique in pets'],
    ['INSERT INTO pets (id, mail) SELECT id, mail FROM people;', 'nothing gives name of pets a value'],
  ])('are left to words by %s', (move, why) => {
    const [first = ''] = fixOf(`${contacts}\n${move}\n${drop}`).split('\n');
    expect(first).toMatch(/^-- a trigger that keeps both tables alike cannot be written here: /);
    expect(first).toContain(why);
  });

  test('are not written where the new table takes no row without them, also where it is told so at the end', () => {
    const text = `CREATE TABLE contacts AS SELECT id AS person, mail FROM people WHERE mail IS NOT NULL;
      ALTER TABLE contacts ALTER COLUMN mail SET NOT NULL; ALTER TABLE people DROP COLUMN mail;`;
    const statements = statementsOf(fixOf(text));
    expect(statements[1]).toMatch(/^CREATE TABLE contacts \( person bigint PRIMARY KEY REFERENCES people/);
    expect(statements[2]).toBe('ALTER TABLE contacts ALTER COLUMN mail SET NOT NULL');
    expect(statements.join('\n')).toContain('ELSIF NEW.mail IS NULL THEN DELETE FROM public.contacts');
  });

  test('have one plan together, and their own table as it is written', () => {
    const text = `${contacts}\nINSERT INTO contacts (person, mail, age) SELECT id, mail, age FROM people;\n${drop}`;
    const { findings } = preflight(inputOf([{ path: '0001_x.sql', text: `${BOUNDED}${text}` }], schema, {}, 14));
    const fixes = findings.filter(({ rule }) => rule === 'source-dropped-with-transform').map(({ fix }) => fix);
    expect(fixes.filter((fix) => fix.includes('DROP COLUMN mail, DROP COLUMN age;'))).toHaveLength(1);
    expect(fixes).toContain('-- mail moves with age: the files are shown there');
    expect(fixes.join('\n')).toContain(contacts);
  });
});
