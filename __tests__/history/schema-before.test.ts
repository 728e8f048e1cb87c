import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight, type SchemaText } from '../../src/preflight.js';
import type { Report } from '../../src/report/report.js';
import { loadParser } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';

beforeAll(loadParser);

const ORDERS = 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(50) NOT NULL, note text);';
const USERS = 'CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));';
const TIMEOUT = "SET lock_timeout = '2s';\n";
const WIDEN_ORDERS = `${TIMEOUT}ALTER TABLE orders ALTER COLUMN code TYPE varchar(100);`;
const WIDEN_USERS = `${TIMEOUT}ALTER TABLE users ALTER COLUMN name TYPE varchar(100);`;

describe('types known from the history make a change of type safe', () => {
  test('as long as everything before was understood', () => {
    expect(verdict([migration(ORDERS + USERS)], WIDEN_ORDERS)).toBe('safe');
    expect(verdict([], WIDEN_ORDERS)).toBe('caution');
  });

  test.each([
    ['a statement that nobody can read', 'ALTER TABLE orders ALTER COLUMN code TYPE varchar(20) FASTER;'],
    ['the same in upper case', 'ALTER TABLE ORDERS FROB;'],
    ['an EXECUTE put together at run time', `DO $$ BEGIN EXECUTE 'ALTER TABLE orders ' || (SELECT 'x'); END $$;`],
    ['a body in another language', `DO LANGUAGE plpython3u $$ plpy.execute("ALTER TABLE orders ADD x int") $$;`],
    ['a placeholder for the schema', 'ALTER TABLE ${schema}.orders ALTER COLUMN code TYPE varchar(20);'],
    [
      'a call of a function that changes it',
      "CREATE FUNCTION narrow() RETURNS void LANGUAGE plpgsql AS 'BEGIN ALTER TABLE orders ALTER COLUMN code TYPE varchar(20); END'; SELECT narrow() FROM orders;",
    ],
  ])('not behind %s, which makes only its table unknown', (_what, sql) => {
    const history = [migration(ORDERS + USERS), migration(sql)];
    expect(verdict(history, WIDEN_ORDERS)).toBe('caution');
    expect(verdict(history, WIDEN_USERS)).toBe('safe');
    expect(report(history, WIDEN_USERS).schemaSource.notUnderstood).toEqual(['db/migrations/0002.sql']);
  });

  test('not behind dynamic SQL that may rename or drop any table', () => {
    const loop = `DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables LOOP EXECUTE format('ALTER TABLE %I RENAME TO %I', t, 'old_' || t); END LOOP; END $$;`;
    expect(verdict([migration(ORDERS), migration(loop)], WIDEN_ORDERS)).toBe('caution');
    expect(verdict([migration(ORDERS), migration(loop.replace('RENAME TO %I', 'OWNER TO app'))], WIDEN_ORDERS)).toBe(
      'safe',
    );
  });

  test('and again where a later migration shows the column anew', () => {
    const history = [
      migration(ORDERS),
      migration('ALTER TABLE orders FROB;'),
      migration('ALTER TABLE orders ALTER COLUMN code TYPE varchar(60);'),
    ];
    expect(verdict(history, WIDEN_ORDERS)).toBe('safe');
  });
});

describe('a proof from the history', () => {
  const sql = `${TIMEOUT}ALTER TABLE orders ALTER COLUMN note SET NOT NULL;`;
  const proof = 'ALTER TABLE orders ADD CONSTRAINT c CHECK (note IS NOT NULL);';

  test('makes SET NOT NULL safe, and not behind something that nobody can read', () => {
    expect(verdict([migration(ORDERS + proof)], sql)).toBe('safe');
    expect(verdict([migration(ORDERS + proof), migration('ALTER TABLE orders FROB;')], sql)).toBe('unsafe');
  });
});

describe('a migration in code', () => {
  test.each([
    ['names the table', 'change_column :orders, :code, :string, limit: 20'],
    ['names its model', "migrations.AlterField(model_name='order', name='code')"],
    ['names its class', 'await queryInterface.changeColumn(OrderItem, {})'],
  ])('that %s makes it unknown, and no other table', (_what, code) => {
    const table = code.includes('OrderItem') ? 'order_items' : 'orders';
    const history = [
      migration(ORDERS.replace('orders', table) + USERS),
      { ...migration(code), kind: 'names' as const },
    ];
    expect(verdict(history, WIDEN_ORDERS.replace('orders', table))).toBe('caution');
    expect(verdict(history, WIDEN_USERS)).toBe('safe');
  });

  test('that plainly makes another table changes nothing, and one that names none may be about any', () => {
    const behind = (code: string) => verdict([migration(ORDERS), { ...migration(code), kind: 'names' }], WIDEN_ORDERS);
    expect(behind('create_table :widgets do |t| end')).toBe('safe');
    expect(behind('ActiveRecord::Base.connection.tables.each { |t| widen(t) }')).toBe('caution');
  });

  test('makes a table that is there, so that IF NOT EXISTS makes no new one', () => {
    const sql = 'CREATE TABLE IF NOT EXISTS widgets (id bigint PRIMARY KEY);\nALTER TABLE widgets ADD COLUMN n serial;';
    const code = { ...migration('create_table :widgets do |t| end'), kind: 'names' as const };
    expect(verdict([migration(ORDERS)], sql)).toBe('safe');
    expect(verdict([migration(ORDERS), code], sql)).toBe('unsafe');
  });
});

describe('what does not go up is no history', () => {
  test.each([
    ['goose', `-- +goose Up\n${ORDERS}\n-- +goose Down\nDROP TABLE orders;\n`],
    ['dbmate', `-- migrate:up\n${ORDERS}\n-- migrate:down\nALTER TABLE orders ALTER COLUMN code TYPE varchar(500);\n`],
  ])('%s', (_tool, sql) => {
    expect(verdict([migration(sql)], WIDEN_ORDERS)).toBe('safe');
  });
});

describe('the line that tells what was known', () => {
  test.each<readonly [string, readonly SchemaText[], string | null, readonly string[]]>([
    ['nothing before', [], null, []],
    ['one migration', [migration(ORDERS)], null, ['Schema from 1 migration.']],
    [
      'four that are not understood',
      [1, 2, 3, 4].map((at) => ({ path: `m/${at}.rb`, text: '', kind: 'names' as const })),
      null,
      ['Schema from 4 migrations, 4 not understood: m/1.rb, m/2.rb, m/3.rb, ….'],
    ],
    ['a dump', [{ path: 'db/structure.sql', text: ORDERS, kind: 'dump' }], null, ['Schema from db/structure.sql.']],
    [
      'a dump and what ran after it',
      [{ path: 'db/structure.sql', text: ORDERS, kind: 'dump' }, migration(USERS)],
      null,
      ['Schema from db/structure.sql and 1 migration after it.'],
    ],
    ['a failure', [], 'GitHub said no', ['The schema before is not known: GitHub said no.']],
  ])('%s', (_what, schema, schemaProblem, lines) => {
    const { assumptions } = preflight(inputOf([], '', { schema, schemaProblem }));
    expect(assumptions).toEqual(lines);
  });
});

function migration(text: string): SchemaText {
  return { path: 'db/migrations/0001.sql', text, kind: 'migration' };
}

function report(history: readonly SchemaText[], sql: string): Report {
  const schema = history.map((text, at) => ({ ...text, path: `db/migrations/000${at + 1}.sql` }));
  return preflight(inputOf([{ path: 'db/migrations/0009.sql', text: sql }], '', { schema }));
}

function verdict(history: readonly SchemaText[], sql: string): string {
  return report(history, sql).verdict;
}
