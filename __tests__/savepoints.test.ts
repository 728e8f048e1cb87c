import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalogFromSql } from '../src/catalog/from-sql.js';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int); CREATE TABLE users (id bigint PRIMARY KEY);';

let server: PGlite;

beforeAll(async () => {
  await loadParser();
  server = await PGlite.create();
}, 60_000);

afterAll(async () => server.close());

function rulesOf(text: string): readonly string[] {
  const { findings } = preflight(inputOf([{ path: '0001_x.sql', text }], SCHEMA));
  return findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);
}

/** Whether all statements of the text run, on the server and by the model. */
async function ran(text: string): Promise<{ served: boolean; modelled: boolean }> {
  await server.exec(`DROP TABLE IF EXISTS orders, users, items; ${SCHEMA}`);
  const { statements } = preflight(inputOf([{ path: '0001_x.sql', text }], SCHEMA)).files[0] ?? { statements: [] };
  const modelled = statements.every(({ effects }) => effects.fails === null);
  let served = true;
  for (const sql of text.split(/;\s*/).filter((part) => part !== ''))
    served &&= await server.query(sql).then(
      () => true,
      () => false,
    );
  await server.exec('ROLLBACK');
  return { served, modelled };
}

describe('what the server and the model say alike', () => {
  test.each([
    ['what was made since is gone', 'CREATE TABLE items (id int); ROLLBACK TO s; CREATE TABLE items (id int)', true],
    ['what was made before is not', 'CREATE TABLE items (id int); SAVEPOINT t; ROLLBACK TO t; DROP TABLE items', true],
    ['what was dropped is back', 'DROP TABLE users; ROLLBACK TO SAVEPOINT s; DROP TABLE users', true],
    ['a column made since is gone', 'ALTER TABLE users ADD a int; ROLLBACK TO s; ALTER TABLE users DROP a', false],
    ['the savepoint itself stays', 'ROLLBACK TO s; DROP TABLE users; ROLLBACK TO s; DROP TABLE users', true],
    ['one set behind it does not', 'SAVEPOINT t; ROLLBACK TO s; ROLLBACK TO t', false],
    ['RELEASE forgets it and the later ones', 'SAVEPOINT t; RELEASE s; ROLLBACK TO t', false],
    ['RELEASE of the later one keeps it', 'SAVEPOINT t; RELEASE t; ROLLBACK TO s', true],
    [
      'the last one of a name counts',
      'ALTER TABLE orders DROP total; SAVEPOINT s; ROLLBACK TO s; ALTER TABLE orders DROP total',
      false,
    ],
    ['the one before it is found again', 'SAVEPOINT s; DROP TABLE users; RELEASE s; ROLLBACK TO s', true],
    ['names fold as all others do', 'ROLLBACK TO S; ROLLBACK TO "S"', false],
    ['COMMIT forgets all', 'COMMIT; BEGIN; ROLLBACK TO s', false],
  ])('%s', async (_title, text, runs) => {
    expect(await ran(`BEGIN; SAVEPOINT s; ${text}`)).toEqual({ served: runs, modelled: runs });
  });

  test('a string that nobody began a transaction for takes none', async () => {
    const sent = await server.exec('SELECT 1; SAVEPOINT s').then(String, String);
    const evidence = [{ path: 'go.mod', text: 'require github.com/golang-migrate/migrate/v4 v4.18.3\n' }];
    const { files } = preflight(inputOf([{ path: 'db/01_x.up.sql', text: 'SELECT 1; SAVEPOINT s' }], '', { evidence }));
    const fails = files[0]?.statements[1]?.effects.fails ?? '';
    expect(fails).toBe('SAVEPOINT can only be used in transaction blocks');
    expect(sent).toContain(fails);
  });

  test('ROLLBACK TO gives back the locks taken and the settings made since', async () => {
    await server.exec(`DROP TABLE IF EXISTS orders, users, items; ${SCHEMA}`);
    await server.exec("SET lock_timeout = '1s'; BEGIN; LOCK TABLE orders; SAVEPOINT s; SET lock_timeout = '9s'");
    await server.exec('LOCK TABLE users; ROLLBACK TO s');
    const locks = await server.query(
      "SELECT relation::regclass::text FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation IS NOT NULL",
    );
    const timeout = await server.query('SHOW lock_timeout');
    await server.exec('ROLLBACK; RESET lock_timeout');
    expect([locks.rows, timeout.rows]).toEqual([[{ relation: 'orders' }], [{ lock_timeout: '1s' }]]);
  });
});

describe('ROLLBACK TO SAVEPOINT', () => {
  const timeout = "SET lock_timeout = '2s';";

  test('releases the locks: two tables one after the other are no deadlock', () => {
    const [orders, users] = ['ALTER TABLE orders ADD a int;', 'ALTER TABLE users ADD b int;'];
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; ${orders} ROLLBACK TO s; ${users} COMMIT;`)).toEqual([]);
    expect(rulesOf(`${timeout} BEGIN; ${orders} SAVEPOINT s; ROLLBACK TO s; ${users} COMMIT;`)).toEqual([
      'several-tables-in-one-transaction',
    ]);
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; ${orders} RELEASE s; ${users} COMMIT;`)).toEqual([
      'several-tables-in-one-transaction',
    ]);
  });

  test('takes back the timeouts set since', () => {
    const alter = 'ALTER TABLE orders ADD a int; COMMIT;';
    expect(rulesOf(`BEGIN; SAVEPOINT s; ${timeout} ROLLBACK TO s; ${alter}`)).toEqual(['lock-without-timeout']);
    expect(rulesOf(`BEGIN; SAVEPOINT s; SET LOCAL lock_timeout = '1s'; ROLLBACK TO s; ${alter}`)).toEqual([
      'lock-without-timeout',
    ]);
    expect(rulesOf(`BEGIN; ${timeout} SAVEPOINT s; SET lock_timeout = 0; ROLLBACK TO s; ${alter}`)).toEqual([]);
  });

  test('destroys nothing that it brings back, and still judges what follows', () => {
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; DROP TABLE orders; ROLLBACK TO s; COMMIT;`)).toEqual([]);
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; ROLLBACK TO s; DROP TABLE orders; COMMIT;`)).toEqual(['drop-table']);
    expect(rulesOf(`${timeout} BEGIN; DROP TABLE orders; SAVEPOINT s; ROLLBACK TO s; COMMIT;`)).toEqual(['drop-table']);
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; DROP TABLE orders; RELEASE s; COMMIT;`)).toEqual(['drop-table']);
  });

  test('leaves a table of that name existing: the one made since is gone', () => {
    const made = 'DROP TABLE orders; CREATE TABLE orders (id int);';
    const index = 'CREATE INDEX i ON orders (id); COMMIT;';
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; ${made} ROLLBACK TO s; ${index}`)).toEqual([
      'create-index-not-concurrently',
    ]);
  });

  test('is written rows that no trigger waits for', () => {
    const write = 'UPDATE users SET id = 1 WHERE id = 1;';
    const alter = 'ALTER TABLE users ADD b int; COMMIT;';
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; ${write} ROLLBACK TO s; ${alter}`)).toEqual([]);
    expect(rulesOf(`${timeout} BEGIN; SAVEPOINT s; ${write} RELEASE s; ${alter}`)).toEqual(['write-then-alter']);
  });

  test('leaves no setting behind that was made since', () => {
    expect(rulesOf("BEGIN; SAVEPOINT s; SET timezone = 'UTC'; ROLLBACK TO s; COMMIT;")).toEqual([]);
    expect(rulesOf("BEGIN; SAVEPOINT s; SET timezone = 'UTC'; RELEASE s; COMMIT;")).toEqual(['session-setting-leaks']);
  });

  test('counts in the schema before as well', () => {
    const { relations } = catalogFromSql(['BEGIN; SAVEPOINT s; CREATE TABLE a (id int); ROLLBACK TO s; COMMIT;']);
    expect(relations.has('public.a')).toBe(false);
  });
});
