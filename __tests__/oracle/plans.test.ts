import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.js';
import { EMBEDDED_MAJOR, startEmbedded, type ObservedPostgres } from '../postgres.js';
import { DROP_PLANS } from './drop-plans.js';
import { lastSteps, planTroubles, unsafeFiles } from './plan-run.js';
import { PLANS } from './plans.js';

let server: ObservedPostgres;

beforeAll(async () => {
  await loadParser();
  server = await startEmbedded();
}, 60_000);

afterAll(async () => server.stop());

describe('the files of a plan, with both versions of the code at work between them', () => {
  test.each(PLANS.map((plan) => [plan.name, plan] as const))('%s', async (_name, plan) => {
    expect(await planTroubles(plan, server)).toEqual([]);
  });

  test.each(PLANS.map((plan) => [plan.name, plan] as const))('%s: no file is unsafe', (_name, plan) => {
    expect(unsafeFiles(plan, EMBEDDED_MAJOR)).toEqual([]);
  });
});

test.each(DROP_PLANS.map((plan) => [plan.name, plan] as const))(
  '%s: at its end the drop is a question',
  (_name, plan) => {
    expect(lastSteps(plan, EMBEDDED_MAJOR)).toEqual(['caution']);
  },
);
