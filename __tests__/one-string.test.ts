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
