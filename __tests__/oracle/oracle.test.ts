import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.js';
import { EmbeddedPostgres } from '../postgres.js';
import { allExamples } from '../rule-examples.js';
import { compareExample } from './compare.js';

let server: EmbeddedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await EmbeddedPostgres.start();
}, 60_000);

afterAll(async () => server.stop());

const examples = allExamples().filter((example) => example.postgres !== null);

describe('the model agrees with Postgres on every statement of every rule', () => {
  test.each(examples.map((example) => [example.title, example] as const))('%s', async (_title, example) => {
    const comparisons = await compareExample(
      server,
      example.schema,
      example.files.map((file) => file.text),
    );
    expect(comparisons.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });
});
