import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int);';
const BUILD = 'CREATE INDEX CONCURRENTLY orders_total ON orders (total);';
const GO = { path: 'go.mod', text: 'require github.com/golang-migrate/migrate/v4 v4.18.3\n' };

let server: PGlite;

beforeAll(async () => {
  await loadParser();
  server = await PGlite.create();
}, 60_000);

afterAll(async () => server.close());

/** golang-migrate sends a file as it is, in one message; so does this test. */
describe('what a file sent as one string does, the server and the model say alike', () => {
  test.each([
    ['one statement is no transaction', BUILD, true],
    ['nor is it with comments around', `-- a\n${BUILD}\n/* b */`, true],
    ['two statements are', `SET lock_timeout = 0; ${BUILD}`, false],
    ['so are two builds', `${BUILD} CREATE INDEX CONCURRENTLY orders_id_total ON orders (id, total);`, false],
    ['a COMMIT does not end the string', `BEGIN; SELECT 1; COMMIT; ${BUILD}`, false],
    ['VACUUM is refused there as well', 'SELECT 1; VACUUM orders;', false],
    ['LOCK TABLE finds a transaction', 'SELECT 1; LOCK TABLE orders IN SHARE MODE;', true],
  ])('%s', async (_title, text, runs) => {
    await server.exec(`DROP TABLE IF EXISTS orders; ${SCHEMA}`);
    const served = await server.exec(text).then(
      () => true,
      () => false,
    );
    await server.exec('ROLLBACK');
    const { files } = preflight(inputOf([{ path: 'db/000002_x.up.sql', text }], SCHEMA, { evidence: [GO] }));
    const modelled = files[0]?.statements.every(({ effects }) => effects.fails === null);
    expect({ served, modelled }).toEqual({ served: runs, modelled: runs });
  });
});

test.each([
  ['golang-migrate sends it so', 'db/000002_x.up.sql', `SET lock_timeout = 0; ${BUILD}`, 1],
  ['alone it would run', 'db/000002_x.up.sql', BUILD, 0],
  ['Drizzle has a transaction for one statement too', 'drizzle/0002_x.sql', BUILD, 1],
  ['Flyway leaves its transaction by itself', 'db/V2__x.sql', `${BUILD} ${BUILD.replace('orders_total', 'b')}`, 0],
  ['beside others it refuses the file', 'db/V2__x.sql', `SET lock_timeout = 0; ${BUILD}`, 1],
])('where a name alone speaks for the tool, %s: a caution and not silence', (_title, path, text, count) => {
  const { findings } = preflight(inputOf([{ path, text }], SCHEMA));
  const found = findings.filter(({ rule }) => rule === 'concurrently-in-transaction');
  expect(found.map(({ severity }) => severity)).toEqual(Array.from({ length: count }, () => 'caution'));
});
