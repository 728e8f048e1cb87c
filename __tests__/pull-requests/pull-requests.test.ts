import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/report/report.js';
import { goldenCases } from './golden-case.js';
import type { GoldenCase } from './golden-case.js';
import { goldenRun } from './golden-run.js';
import type { GoldenRun } from './golden-run.js';
import { placeOf } from './renderings.js';

/** By hand only: what CI shows must be what somebody read. */
const UPDATE = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;

describe.each(goldenCases().map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
  const seen: GoldenRun[] = [];

  beforeAll(async () => {
    seen.push(await goldenRun(golden));
    if (UPDATE) rewrite(golden, only(seen).files);
  }, 60_000);

  test(`finds what a person wrote down: ${golden.description}`, () => {
    const { run, report, pull, conclusions } = only(seen);
    expect({
      verdict: run.outputs['verdict'] ?? null,
      exitCode: run.exitCode,
      finds: (report?.findings ?? []).map(findingLine).sort(),
      comments: pull.reviewComments.map(placeOf).sort(),
      summary: pull.comments.length > 0,
      conclusion: conclusions.at(-1) ?? null,
    }).toEqual({
      verdict: golden.verdict,
      exitCode: golden.exitCode,
      finds: [...golden.finds].sort(),
      comments: [...golden.comments].sort(),
      summary: golden.summary,
      conclusion: golden.conclusion,
    });
  });

  test('says it in the words that a person wrote down, and nothing on stderr', () => {
    const { run } = only(seen);
    expect(golden.says.filter((words) => !`${run.jobSummary}\n${run.stdout}`.includes(words))).toEqual([]);
    expect(run.stderr).toBe('');
  });

  test('tells the token nobody', () => {
    const { run, second, files, token } = only(seen);
    const told = [...files.values(), run.stdout, run.stderr, run.jobSummary, second.stdout, second.jobSummary];
    expect(told.filter((text) => text.includes(token))).toEqual([]);
  });

  test('asks GitHub for nothing that its description does not allow', () => {
    expect(only(seen).violations).toEqual([]);
  });

  test('creates nothing when it runs again unchanged, and edits the summary at most once', () => {
    const { run, second, secondWrites } = only(seen);
    const writes = secondWrites.filter(({ status, refused }) => status !== null && status < 400 && !refused);
    const talk = writes.filter(({ path }) => !path.includes('/check-runs'));
    expect(talk.map(({ method }) => method).filter((method) => method !== 'PATCH')).toEqual([]);
    expect(talk.length).toBeLessThanOrEqual(1);
    expect(writes.length - talk.length).toBeLessThanOrEqual(1);
    expect([second.exitCode, second.outputs]).toEqual([run.exitCode, run.outputs]);
  });

  test('shows each place of reporting the text that a person has read and accepted', () => {
    const { files } = only(seen);
    const expected = join(golden.folder, 'expected');
    const names = existsSync(expected) ? readdirSync(expected) : [];
    const accepted = names.sort().map((name) => [name, readFileSync(join(expected, name), 'utf8')]);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(accepted));
  });
});

/** `path:line rule severity`, as in `finds` of pull-request.yml. */
function findingLine({ path, startLine, rule, severity, inDiff, suppressed, statement }: Finding): string {
  const place = path === null ? 'pull request' : startLine === null ? path : `${path}:${startLine}`;
  const unchanged = statement !== null && !inDiff ? ' unchanged' : '';
  return `${place} ${rule} ${severity}${unchanged}${suppressed === null ? '' : ' suppressed'}`;
}

/** Only `expected/` is ever rewritten; what a case must find is a person's word. */
function rewrite({ folder }: GoldenCase, files: ReadonlyMap<string, string>): void {
  const expected = join(folder, 'expected');
  rmSync(expected, { recursive: true, force: true });
  mkdirSync(expected);
  for (const [name, text] of files) writeFileSync(join(expected, name), text);
}

function only(seen: readonly GoldenRun[]): GoldenRun {
  const [run] = seen;
  if (run === undefined) throw new Error('the run of this case ended before it could be judged');
  return run;
}
