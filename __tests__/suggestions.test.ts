import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { committed } from '../src/report/tried-suggestions.js';
import type { Finding } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = `
CREATE TABLE users (id bigint PRIMARY KEY, handle text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, email text);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE VIEW open_ids AS SELECT id FROM open_orders;
`;

function findingsIn(text: string, path = '0001_x.sql'): readonly Finding[] {
  return preflight(inputOf([{ path, text }], SCHEMA)).findings;
}

function suggestedFor(rule: string, text: string, path?: string): string | null {
  const found = findingsIn(text, path).find((one) => one.rule === rule);
  if (found === undefined) throw new Error(`no ${rule} in ${text}`);
  return found.suggestion === null ? null : committed(text, found.suggestion);
}

describe('a bound on the wait', () => {
  const rule = 'lock-without-timeout';

  test('stands above the statement, and no other line is touched', () => {
    const text = '-- why\n\nALTER TABLE orders ADD COLUMN a int; -- a\nALTER TABLE orders ADD COLUMN b int;\n';
    const [finding] = findingsIn(text);
    expect(finding?.suggestion).toEqual({
      startLine: 3,
      endLine: 3,
      lines: ["SET lock_timeout = '2s';", 'ALTER TABLE orders ADD COLUMN a int; -- a'],
    });
  });

  test.each([
    [
      'indented',
      'BEGIN;\n\t ALTER TABLE orders\n\t   ADD a int;\nCOMMIT;',
      "BEGIN;\n\t SET lock_timeout = '2s';\n\t ALTER TABLE orders\n\t   ADD a int;\nCOMMIT;",
    ],
    ['in lower case', 'alter table orders add a int;', "set lock_timeout = '2s';\nalter table orders add a int;"],
    [
      'behind another on its line',
      'SELECT 1; ALTER TABLE orders ADD a int;',
      "SELECT 1; SET lock_timeout = '2s';\nALTER TABLE orders ADD a int;",
    ],
    [
      'with CRLF',
      'SELECT 1;\r\nALTER TABLE orders ADD a int;\r\n',
      "SELECT 1;\r\nSET lock_timeout = '2s';\r\nALTER TABLE orders ADD a int;\r\n",
    ],
    [
      'below a timeout that is too long',
      "SET lock_timeout = '1min';\nALTER TABLE orders ADD a int;",
      "SET lock_timeout = '2s';\nALTER TABLE orders ADD a int;",
    ],
    [
      'below a setting of another name',
      'set app.lock_timeout = 5;\nalter table orders add a int;',
      "set lock_timeout = '2s';\nalter table orders add a int;",
    ],
    [
      'in the transaction of its tool',
      '-- +goose Up\nALTER TABLE orders ADD a int;\n',
      "-- +goose Up\nSET LOCAL lock_timeout = '2s';\nALTER TABLE orders ADD a int;\n",
    ],
  ])('%s', (_how, text, after) => {
    expect(suggestedFor(rule, text)).toBe(after);
  });

  test('goes above a comment that acknowledges another finding', () => {
    const text = '  -- pg-preflight: allow drop-column -- unused since 3.2\n  ALTER TABLE orders DROP COLUMN email;\n';
    expect(suggestedFor(rule, text)).toBe(`  SET lock_timeout = '2s';\n${text}`);
  });

  test('is not offered where it would cancel a concurrent build further down', () => {
    const text = 'ALTER TABLE orders ADD a int;\nCREATE INDEX CONCURRENTLY i ON orders (total);\n';
    expect(suggestedFor(rule, text)).toBeNull();
  });
});

describe('the online form', () => {
  test('brings the directive along where the tool reads it in the file', () => {
    const text = '-- +goose Up\n  create index i on orders (total);\n\n-- +goose Down\ndrop index i;\n';
    expect(suggestedFor('create-index-not-concurrently', text)).toBe(
      '-- +goose NO TRANSACTION\n-- +goose Up\n  create index concurrently i on orders (total);\n\n-- +goose Down\ndrop index i;\n',
    );
  });

  test.each([
    ['goose', '-- +goose Up\n', '-- +goose NO TRANSACTION\n-- +goose Up\n'],
    ['dbmate', '-- migrate:up\n', '-- migrate:up transaction:false\n'],
    ['sql-migrate', '-- +migrate Up\n', '-- +migrate Up notransaction\n'],
  ])('is left alone where only the directive of %s is missing', (_tool, before, after) => {
    const build = 'CREATE INDEX CONCURRENTLY i ON orders (total);\n';
    expect(suggestedFor('concurrently-in-transaction', before + build)).toBe(after + build);
  });

  test('is not offered beside a statement that would lose its transaction', () => {
    const text = '-- +goose Up\nCREATE INDEX i ON orders (total);\nALTER TABLE users ADD a int;\n';
    expect(suggestedFor('create-index-not-concurrently', text)).toBeNull();
  });

  test('keeps the indentation of what it puts around the statement', () => {
    const text = "SET lock_timeout = '2s';\n  CREATE INDEX i ON orders (total);\n";
    expect(suggestedFor('create-index-not-concurrently', text)).toBe(
      "SET lock_timeout = '2s';\n  SET lock_timeout = 0;\n  CREATE INDEX CONCURRENTLY i ON orders (total);\n",
    );
  });
});

describe('a directive that is not heard', () => {
  const BUILD = 'CREATE INDEX CONCURRENTLY i ON orders (total);\n';

  test.each([
    ['indented', '-- +goose Up\n  -- +goose NO TRANSACTION\n', '-- +goose Up\n-- +goose NO TRANSACTION\n'],
    ['with a blank too many', '-- migrate:up transaction: false\n', '-- migrate:up transaction:false\n'],
    ['without the empty line', '-- atlas:txmode none\n', '-- atlas:txmode none\n\n'],
  ])('is mended where it stands: %s', (_how, before, after) => {
    expect(suggestedFor('directive-not-heard', before + BUILD)).toBe(after + BUILD);
  });

  test('is not touched for a tool that has none', () => {
    const text = '-- flyway:executeInTransaction=false\nCREATE TABLE drafts (id bigint);\n';
    expect(suggestedFor('directive-not-heard', text, 'V2__orders.sql')).toBeNull();
  });
});

describe('a drop with CASCADE', () => {
  test('names what it drops and lets Postgres refuse the rest', () => {
    const text =
      "SET lock_timeout = '2s';\n-- pg-preflight: allow drop-view -- nobody reads it\nDROP VIEW open_ids CASCADE;\n";
    expect(suggestedFor('drop-cascade', text)).toBe(text.replace(' CASCADE', ''));
  });

  test('keeps it where the schema shows that something hangs on the thing', () => {
    expect(suggestedFor('drop-cascade', 'DROP VIEW open_orders CASCADE;\n')).toBeNull();
  });
});

test('what somebody acknowledged has no suggestion', () => {
  const text =
    '-- pg-preflight: allow lock-without-timeout -- the role sets it\nALTER TABLE orders ADD COLUMN a int;\n';
  expect(findingsIn(text).map(({ suggestion, suppressed }) => [suggestion, suppressed?.by])).toEqual([
    [null, 'comment'],
  ]);
});

test('a file of many findings is not judged again for each of them', () => {
  const added = (n: number): string => `ALTER TABLE orders ADD CONSTRAINT c${n} CHECK (total > ${n});\n`;
  const text = Array.from({ length: 400 }, (_, n) => added(n)).join('');
  const found = findingsIn(text).filter(({ rule }) => rule === 'constraint-validated-under-lock');
  expect(found).toHaveLength(400);
  expect(found.filter(({ suggestion }) => suggestion !== null).length).toBe(2);
});

test('the files of a fix are named for what each does, with the versions that follow', () => {
  const [first] = findingsIn(
    "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN seen timestamptz NOT NULL DEFAULT clock_timestamp();\n",
    'db/migrations/0007_orders_seen.up.sql',
  );
  expect(first?.fixFiles.map(({ path }) => path)).toEqual([
    'db/migrations/0007_orders_seen.up.sql',
    'db/migrations/0008_orders_seen_fill.up.sql',
    'db/migrations/0009_orders_seen_not_null_check.up.sql',
    'db/migrations/0010_orders_seen_not_null_validate.up.sql',
    'db/migrations/0011_orders_seen_not_null.up.sql',
  ]);
  expect(first?.fixFiles.every(({ about, sql }) => about !== '' && sql.endsWith(';'))).toBe(true);
});
