import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { Report } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = `
CREATE TABLE users (id bigint PRIMARY KEY, username text, handle text);
CREATE TABLE orders (id int PRIMARY KEY, user_id bigint, user_email varchar(50), code varchar(50), price numeric(10,2), small int NOT NULL);
CREATE TABLE points (user_id bigint, points int);
CREATE UNIQUE INDEX orders_code ON orders (code);
CREATE UNIQUE INDEX orders_small ON orders (small);
`;

const TIMEOUT = "SET lock_timeout = '2s';\n";

function review(sql: string | readonly string[], version = 14, schema = SCHEMA): Report {
  const texts = typeof sql === 'string' ? [sql] : sql;
  const files = texts.map((text, at) => ({ path: `db/migrations/000${at + 1}_change.sql`, text }));
  return preflight(inputOf(files, schema, {}, version));
}

/** `unsafe a: caution f` as letters with severities, notes left out. */
function modes(report: Report): string[] {
  const letters: Readonly<Record<string, string>> = {
    'lock-queue-freeze': 'a',
    'invalid-index': 'b',
    'migration-deadlock': 'c',
    'destructive-rollback': 'd',
    'replica-schema-drift': 'e',
    'backfill-wal-flood': 'f',
    'hidden-rewrite': 'g',
    'not-null-without-backfill': 'h',
    'rename-in-rolling-deploy': 'i',
  };
  const open = report.findings.filter((finding) => finding.severity !== 'note');
  return [
    ...new Set(open.map((finding) => `${finding.severity} ${letters[finding.mode ?? ''] ?? 'unreadable'}`)),
  ].sort();
}

function alsoOf(report: Report, mode: string): readonly string[] {
  return report.findings.find((finding) => finding.mode === mode)?.alsoModes ?? [];
}

describe('ADD COLUMN', () => {
  test('without a default is safe', () => {
    expect(modes(review(`${TIMEOUT}ALTER TABLE orders ADD COLUMN note varchar(255)`))).toEqual([]);
  });
  test('without a lock_timeout is a caution, once for the file', () => {
    const report = review(
      'ALTER TABLE orders ADD COLUMN a int; ALTER TABLE users ADD COLUMN b int; ALTER TABLE orders ADD COLUMN c int',
    );
    expect(report.findings.filter((finding) => finding.rule === 'lock-without-timeout')).toHaveLength(1);
    expect(modes(review('ALTER TABLE orders ADD COLUMN a int'))).toEqual(['caution a']);
  });
  test('with a constant default is safe from 11 on, and a rewrite on 10', () => {
    const sql = `${TIMEOUT}ALTER TABLE users ADD COLUMN country varchar(2) NOT NULL DEFAULT 'KR'`;
    expect(modes(review(sql))).toEqual([]);
    expect(modes(review(sql, 11))).toEqual([]);
    expect(modes(review(sql, 10))).toEqual(['unsafe g']);
  });
  test('with DEFAULT now() is safe with a note, and a rewrite on 10', () => {
    const sql = `${TIMEOUT}ALTER TABLE users ADD COLUMN t timestamptz DEFAULT now()`;
    const report = review(sql);
    expect(report.verdict).toBe('safe');
    expect(report.findings.map((finding) => [finding.severity, finding.mode])).toEqual([['note', 'hidden-rewrite']]);
    expect(report.findings[0]?.message).toMatch(/same instant/);
    expect(modes(review(sql, 10))).toEqual(['unsafe g']);
  });
  test.each([
    'u uuid DEFAULT gen_random_uuid()',
    'u float8 DEFAULT random()',
    'u timestamptz DEFAULT clock_timestamp()',
    "u bigint DEFAULT nextval('s')",
    'u bigserial',
    'u bigint GENERATED ALWAYS AS IDENTITY',
    'u bigint GENERATED ALWAYS AS (id * 2) STORED',
  ])('%s is unsafe g', (column) => {
    expect(modes(review(`${TIMEOUT}ALTER TABLE orders ADD COLUMN ${column}`))).toEqual(['unsafe g']);
  });
  test('NOT NULL without a default is unsafe h', () => {
    expect(modes(review(`${TIMEOUT}ALTER TABLE orders ADD COLUMN x text NOT NULL`))).toEqual(['unsafe h']);
  });
});

describe('SET NOT NULL', () => {
  const sql = `${TIMEOUT}ALTER TABLE orders ALTER COLUMN user_email SET NOT NULL`;
  test('is unsafe h, also a', () => {
    const report = review(sql);
    expect(modes(report)).toEqual(['unsafe h']);
    expect(alsoOf(report, 'not-null-without-backfill')).toContain('lock-queue-freeze');
  });
  test('is safe when a validated CHECK is known', () => {
    const proof = 'ALTER TABLE orders ADD CONSTRAINT c CHECK (user_email IS NOT NULL);';
    expect(modes(review(sql, 14, SCHEMA + proof))).toEqual([]);
  });
  test('the three-step recipe in three files is safe throughout', () => {
    const files = [
      `${TIMEOUT}ALTER TABLE orders ADD CONSTRAINT c CHECK (user_email IS NOT NULL) NOT VALID;`,
      `${TIMEOUT}ALTER TABLE orders VALIDATE CONSTRAINT c;`,
      `${TIMEOUT}ALTER TABLE orders ALTER COLUMN user_email SET NOT NULL;\nALTER TABLE orders DROP CONSTRAINT c;`,
    ];
    expect(modes(review(files))).toEqual([]);
  });
});

describe('CREATE INDEX', () => {
  test('is unsafe a, with a suggestion for CONCURRENTLY when the file may leave its transaction', () => {
    const report = review(`${TIMEOUT}CREATE INDEX i ON orders(user_id);`);
    expect(modes(report)).toEqual(['unsafe a']);
    expect(report.findings[0]?.suggestion?.lines.join('\n')).toMatch(
      /CREATE INDEX CONCURRENTLY i ON orders\(user_id\);/,
    );
    expect(review(`BEGIN;\n${TIMEOUT}CREATE INDEX i ON orders(user_id);\nCOMMIT;`).findings[0]?.suggestion).toBeNull();
  });
  test('CONCURRENTLY alone is safe, with the indisvalid query among the boxes after', () => {
    const report = review('CREATE INDEX CONCURRENTLY i ON orders(user_id);');
    expect(modes(report)).toEqual([]);
    const after = report.checklist.filter((item) => item.phase === 'after');
    expect(after.map((item) => item.sql).join()).toMatch(/indisvalid[\s\S]*'public\.i'/);
  });
  test('CONCURRENTLY inside a transaction is unsafe b', () => {
    expect(modes(review('BEGIN; CREATE INDEX CONCURRENTLY i ON orders(user_id); COMMIT;'))).toEqual(['unsafe b']);
  });
  test.each(["SET lock_timeout = '2s'", "SET statement_timeout = '30s'"])(
    'CONCURRENTLY with %s is unsafe b',
    (setting) => {
      expect(modes(review(`${setting}; CREATE INDEX CONCURRENTLY i ON orders(user_id);`))).toEqual(['unsafe b']);
    },
  );
  test('CONCURRENTLY IF NOT EXISTS is a caution b', () => {
    expect(modes(review('CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders(user_id);'))).toEqual(['caution b']);
  });
});

describe('ADD CONSTRAINT', () => {
  const add = (constraint: string, schema = SCHEMA): string[] =>
    modes(review(`${TIMEOUT}ALTER TABLE orders ADD ${constraint};`, 14, schema));
  test.each([
    'CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users',
    'CONSTRAINT c CHECK (price > 0)',
    'CONSTRAINT u UNIQUE (user_id)',
  ])('%s is unsafe a', (constraint) => expect(add(constraint)).toEqual(['unsafe a']));
  test('PRIMARY KEY is unsafe a', () => {
    expect(modes(review(`${TIMEOUT}ALTER TABLE points ADD PRIMARY KEY (user_id);`))).toEqual(['unsafe a']);
  });
  test.each([
    'CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users NOT VALID',
    'CONSTRAINT c CHECK (price > 0) NOT VALID',
    'CONSTRAINT u UNIQUE USING INDEX orders_code',
  ])('%s is safe', (constraint) => expect(add(constraint)).toEqual([]));
  test('PRIMARY KEY USING INDEX depends on what is known of its columns', () => {
    const schema = SCHEMA.replace('id int PRIMARY KEY', 'id int');
    expect(add('PRIMARY KEY USING INDEX orders_small', schema)).toEqual([]);
    expect(add('PRIMARY KEY USING INDEX orders_code', schema)).toEqual(['unsafe a']);
    expect(add('PRIMARY KEY USING INDEX elsewhere', ' ')).toEqual(['caution a']);
  });
  test('VALIDATE is safe in another transaction and unsafe a in the same one', () => {
    const notValid = 'ALTER TABLE orders ADD CONSTRAINT c CHECK (price > 0) NOT VALID;';
    expect(modes(review([TIMEOUT + notValid, `${TIMEOUT}ALTER TABLE orders VALIDATE CONSTRAINT c;`]))).toEqual([]);
    expect(modes(review(`${TIMEOUT}${notValid}ALTER TABLE orders VALIDATE CONSTRAINT c;`))).toEqual(['unsafe a']);
  });
});

describe('writing many rows', () => {
  const update = 'UPDATE users SET handle = username WHERE handle IS NULL';
  test.each([update, 'UPDATE users SET handle = username', 'DELETE FROM users'])('%s is unsafe f', (sql) => {
    expect(modes(review(sql))).toEqual(['unsafe f']);
  });

  const loop = (...body: readonly string[]): string =>
    `DO $$ DECLARE n int; BEGIN LOOP UPDATE users SET handle = username WHERE id IN (SELECT id FROM users WHERE handle IS NULL${
      body.includes('bound') ? ' LIMIT 5000' : ''
    }); GET DIAGNOSTICS n = ROW_COUNT; EXIT WHEN n = 0; ${body.includes('commit') ? 'COMMIT;' : ''} ${body.includes('pause') ? 'PERFORM pg_sleep(0.1);' : ''} END LOOP; END $$;`;
  test('in a loop with bound, pause and COMMIT, outside a transaction, is safe', () => {
    expect(modes(review(loop('bound', 'pause', 'commit')))).toEqual([]);
  });
  test.each([
    [['bound', 'commit'], 'caution f'],
    [['bound', 'pause'], 'caution f'],
    [['bound'], 'unsafe f'],
    [['pause', 'commit'], 'unsafe f'],
    [['commit'], 'unsafe f'],
    [[], 'unsafe f'],
  ])('in a loop with only %s is %s', (parts, expected) => {
    expect(modes(review(loop(...parts)))).toEqual([expected]);
  });
  test('INSERT … SELECT without ON CONFLICT is unsafe f, and says that a second run doubles the rows', () => {
    const report = review('INSERT INTO points SELECT id, 0 FROM users');
    expect(modes(report)).toEqual(['unsafe f']);
    expect(report.findings[0]?.message).toMatch(/second run/);
  });
});

describe('what old code still uses', () => {
  test.each(['ALTER TABLE orders RENAME COLUMN user_email TO email', 'ALTER TABLE orders RENAME TO purchases'])(
    '%s is unsafe i',
    (sql) => {
      expect(modes(review(TIMEOUT + sql))).toEqual(['unsafe i']);
    },
  );
  test.each(['ALTER TABLE orders DROP COLUMN user_email', 'DROP TABLE points'])('%s is unsafe d, also i', (sql) => {
    const report = review(TIMEOUT + sql);
    expect(modes(report)).toEqual(['unsafe d']);
    expect(alsoOf(report, 'destructive-rollback')).toContain('rename-in-rolling-deploy');
  });
  test('TRUNCATE is unsafe d', () => expect(modes(review(`${TIMEOUT}TRUNCATE points`))).toEqual(['unsafe d']));
});

describe('ALTER COLUMN TYPE', () => {
  const change = (column: string, type: string, schema = SCHEMA): string[] =>
    modes(review(`${TIMEOUT}ALTER TABLE orders ALTER COLUMN ${column} TYPE ${type}`, 14, schema));
  test('int to bigint is unsafe g', () => expect(change('small', 'bigint')).toEqual(['unsafe g']));
  test.each([
    ['user_email', 'varchar(100)'],
    ['user_email', 'text'],
    ['price', 'numeric(12,2)'],
  ])('%s to %s is safe', (column, type) => expect(change(column, type)).toEqual([]));
  test('of a column whose type is unknown is a caution g', () =>
    expect(change('user_email', 'varchar(100)', ' ')).toEqual(['caution g']));
});

describe('one transaction', () => {
  test('that alters two existing tables is a caution c', () => {
    expect(modes(review(`${TIMEOUT}ALTER TABLE orders ADD COLUMN a int; ALTER TABLE users ADD COLUMN b int;`))).toEqual(
      ['caution c'],
    );
  });
  test('whose second table is the far end of one foreign key is not', () => {
    expect(
      modes(review(`${TIMEOUT}ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users NOT VALID;`)),
    ).toEqual([]);
  });
  test('that updates and then alters a table is unsafe c', () => {
    const report = review(`${TIMEOUT}UPDATE users SET handle = 'x' WHERE id = 1; ALTER TABLE users ADD COLUMN b int;`);
    expect(modes(report)).toEqual(['unsafe c']);
  });
});

describe('a table that the same pull request creates', () => {
  const create = 'CREATE TABLE items (id int PRIMARY KEY, user_id bigint, name text);\n';
  test.each([
    'ALTER TABLE items ADD COLUMN u uuid DEFAULT gen_random_uuid()',
    'ALTER TABLE items ALTER COLUMN name SET NOT NULL',
    'CREATE INDEX i ON items (name)',
    'ALTER TABLE items ADD CONSTRAINT u UNIQUE (name)',
    'ALTER TABLE items ALTER COLUMN id TYPE bigint',
    'ALTER TABLE items RENAME COLUMN name TO title',
    'ALTER TABLE items DROP COLUMN name',
    'DROP TABLE items',
    'TRUNCATE items',
    'UPDATE items SET name = 1::text',
  ])('%s is safe', (sql) => expect(modes(review(create + sql))).toEqual([]));
  test('still blocks writes on the other table of a foreign key', () => {
    const report = review(`${create}ALTER TABLE items ADD FOREIGN KEY (user_id) REFERENCES users;`);
    expect(report.verdict).not.toBe('safe');
    expect(report.files[0]?.statements[1]?.effects.locks).toContainEqual({
      relation: 'public.users',
      mode: 'SHARE ROW EXCLUSIVE',
      existing: true,
    });
  });
  test('still reads an existing table in bulk', () => {
    expect(review(`${create}INSERT INTO items (id, user_id) SELECT id, id FROM users;`).verdict).not.toBe('safe');
  });
  test('still fails where Postgres refuses', () => {
    expect(review(`${create}BEGIN; CREATE INDEX CONCURRENTLY i ON items (name); COMMIT;`).verdict).toBe('unsafe');
  });
});

test('a syntax error in the second of three statements hides neither of the others', () => {
  const report = review(`ALTER TABLE orders DROP COLUMN code;\nALTER TABEL orders;\nDROP TABLE points;`);
  expect(report.verdict).toBe('unsafe');
  const unsafe = report.findings.filter((finding) => finding.severity === 'unsafe');
  expect(unsafe.map((finding) => [finding.startLine, finding.rule])).toEqual([
    [1, 'drop-column'],
    [2, 'unreadable-migration'],
    [3, 'drop-table'],
  ]);
  expect(report.files[0]?.statements.map((statement) => statement.kind)).toEqual(['ALTER TABLE', null, 'DROP TABLE']);
});

test('no migration is safe and has nothing to say', () => {
  const report = preflight(inputOf([]));
  expect([report.verdict, report.findings, report.checklist]).toEqual(['safe', [], []]);
});
