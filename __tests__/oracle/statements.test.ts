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

describe('the model agrees with Postgres', () => {
  test.each(statements)('%s', async (line) => {
    const comparisons = await compareExample(server, schema, [line]);
    expect(comparisons.flatMap(({ differences }) => differences)).toEqual([]);
  });
});
