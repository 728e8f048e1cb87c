import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.js';
import { startEmbedded, type ObservedPostgres } from '../postgres.js';
import { EXCEPTIONS, exampleCases, isEmbeddable, statementCases } from './cases.js';
import { compareCase } from './compare.js';
import { observeCase } from './observe.js';

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

const titled = (cases: ReturnType<typeof exampleCases>) => cases.map((one) => [one.title, one] as const);

describe.each([
  ['every statement of every rule', titled(exampleCases())],
  ['every kind of statement', titled(statementCases())],
])('the model agrees with Postgres on %s', (_what, cases) => {
  test.each(cases)('%s', async (title, one) => {
    const comparisons = compareCase(await observeCase(server, one.schema, one.texts), server.major);
    const differing = comparisons.filter(({ differences }) => differences.length > 0);
    if (EXCEPTIONS.has(title) || !isEmbeddable(one)) expect(differing).not.toEqual([]);
    else expect(differing).toEqual([]);
  });
});
