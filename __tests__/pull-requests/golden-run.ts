import * as z from 'zod';
import { readOnlyPermissions, startFakeGitHub } from '../github/fake-github.js';
import type { FakeGitHub, LoggedRequest, PullState } from '../github/fake-github.js';
import type { Report } from '../../src/report/report.js';
import { runBuiltAction } from './action-process.js';
import type { ActionRun } from './action-process.js';
import type { GoldenCase } from './golden-case.js';
import { renderings } from './renderings.js';

/** Everything that a golden pull request showed: the run, what GitHub holds then, and an unchanged second run. */
export interface GoldenRun {
  readonly run: ActionRun;
  /** null where the scan failed. */
  readonly report: Report | null;
  readonly pull: PullState;
  readonly conclusions: readonly (string | null)[];
  readonly second: ActionRun;
  readonly secondWrites: readonly LoggedRequest[];
  readonly violations: readonly string[];
  readonly token: string;
  /** File name in `expected/` → content. */
  readonly files: ReadonlyMap<string, string>;
}

export async function goldenRun(golden: GoldenCase): Promise<GoldenRun> {
  const permissions = golden.token === 'read-only' ? { permissions: readOnlyPermissions } : {};
  const fake = await startFakeGitHub(golden.repository, permissions);
  try {
    const { event, inputs, after } = golden;
    if (after !== undefined) await runBuiltAction(fake, { event: after, runId: 99 });
    const violations = [...fake.violations];
    fake.clearLog();
    const run = await runBuiltAction(fake, { event, inputs, runId: 100 });
    const report = reportOf(run, golden);
    const pull = structuredClone(pullOf(fake));
    const conclusions = fake.state.repository.checkRuns.map(({ conclusion }) => conclusion);
    const firstRequests = fake.requestsText();
    violations.push(...fake.violations);
    fake.clearLog();
    const second = await runBuiltAction(fake, { event, inputs, runId: 101 });
    const secondWrites = fake.requests.filter(isWrite);
    violations.push(...fake.violations);
    const files = renderings({ run, report, pull, requests: firstRequests, secondWrites });
    return { run, report, pull, conclusions, second, secondWrites, violations, token: fake.token, files };
  } finally {
    await fake.close();
  }
}

/** The JSON report holds all but the sources, which are the head's files. */
function reportOf({ json }: ActionRun, { headFiles }: GoldenCase): Report | null {
  if (json === null) return null;
  const report: Report = JSON.parse(json);
  const sources = report.files.map(({ path }) => [path, textOf(headFiles[path])]);
  return { ...report, sources: Object.fromEntries(sources) };
}

function textOf(content: unknown): string {
  return content instanceof Uint8Array ? new TextDecoder().decode(content) : '';
}

/** Every request that changes something; a GraphQL query is a POST that does not. */
function isWrite({ method, path, body }: LoggedRequest): boolean {
  const asks = path === '/graphql' && graphqlShape.parse(body).query.trimStart().startsWith('query');
  return method !== 'GET' && !asks;
}

const graphqlShape = z.object({ query: z.string() });

function pullOf(fake: FakeGitHub): PullState {
  const pull = fake.state.repository.pulls.get(7);
  if (pull === undefined) throw new Error('no pull request 7');
  return pull;
}
