import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.js';
import { EmbeddedPostgres } from '../postgres.js';
import { compareExample } from './compare.js';

let server: EmbeddedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await EmbeddedPostgres.start();
}, 60_000);

afterAll(async () => server.stop());

const schema = readFileSync('__tests__/oracle/schema.sql', 'utf8');
const lines = readFileSync('__tests__/oracle/statements.sql', 'utf8').split('\n');
const statements = lines.filter((line) => line !== '' && !line.startsWith('--'));

/** Where the model is known to differ, and why. A row that agrees again fails, so that the list stays true. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['DROP STATISTICS users_statistics;', 'nothing in the catalog says which table a statistics object belongs to'],
]);

describe('the model agrees with Postgres', () => {
  test.each(statements)('%s', async (line) => {
    const comparisons = await compareExample(server, schema, [line]);
    const differences = comparisons.flatMap((one) => one.differences);
    if (EXCEPTIONS.has(line)) expect(differences).not.toEqual([]);
    else expect(differences).toEqual([]);
  });
});
