import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Report } from '../../src/report/report.js';
import { startFakeGitHub } from '../github/fake-github.js';
import type { FileTree, PullState } from '../github/fake-github.js';
import { runBuiltAction } from './action-process.js';
import { goldenCases, type GoldenCase } from './golden-case.js';

type Comment = PullState['reviewComments'][number];

/** The cases whose accepted comments offer one; an empty list would make this test vacuous. */
const CASES = goldenCases().filter(({ folder }) => offers(accepted(folder)));

test('some golden pull requests offer a suggestion', () => {
  expect(CASES.map(({ name }) => name)).toContain('one-unsafe-index');
});

describe.each(CASES.map((golden) => [golden.name, golden] as const))('%s', (_name, golden) => {
  test('each suggestion, committed as GitHub does it, can be read and clears its finding', async () => {
    const { report, comments } = await scanned(golden, golden.headFiles);
    const offered = comments.filter(({ body }) => offers(body));
    expect(offered).not.toEqual([]);
    for (const comment of offered) {
      const finding = report.findings.find((one) => isOf(one, comment));
      const after = await scanned(golden, { ...golden.headFiles, [comment.path]: committed(golden, comment) });
      expect(finding).toBeDefined();
      expect(after.report.files.flatMap(({ statements }) => statements).map(({ kind }) => kind)).not.toContain(null);
      expect(count(after.report, finding)).toBe(count(report, finding) - 1);
      expect(after.report.findings.length).toBeLessThanOrEqual(report.findings.length);
    }
  }, 60_000);
});

function accepted(folder: string): string {
  try {
    return readFileSync(join(folder, 'expected', 'review-comments.md'), 'utf8');
  } catch {
    return '';
  }
}

function offers(markdown: string): boolean {
  return /^`{3,}suggestion$/m.test(markdown);
}

async function scanned(
  golden: GoldenCase,
  headFiles: FileTree,
): Promise<{ report: Report; comments: readonly Comment[] }> {
  const fake = await startFakeGitHub(golden.repositoryWith(headFiles));
  try {
    const run = await runBuiltAction(fake, { event: golden.event, inputs: golden.inputs, runId: 100 });
    const report: Report = JSON.parse(run.json ?? 'null');
    const pull = fake.state.repository.pulls.get(7);
    return { report, comments: structuredClone(pull?.reviewComments ?? []) };
  } finally {
    await fake.close();
  }
}

/** GitHub puts the block's lines in the place of the comment's. */
function committed({ headFiles }: GoldenCase, { path, line, startLine, body }: Comment): string {
  const [, , block = ''] = /^(`{3,})suggestion\n([\s\S]*?)\n\1$/m.exec(body) ?? [];
  const content = headFiles[path];
  const lines = (content instanceof Uint8Array ? new TextDecoder().decode(content) : '').split('\n');
  const end = line ?? 0;
  return lines.toSpliced((startLine ?? end) - 1, end - (startLine ?? end) + 1, ...block.split('\n')).join('\n');
}

function isOf({ path, suggestion }: Finding, comment: Comment): boolean {
  const range = [comment.startLine ?? comment.line, comment.line];
  return path === comment.path && suggestion?.startLine === range[0] && suggestion?.endLine === range[1];
}

function count({ findings }: Report, finding: Finding | undefined): number {
  return findings.filter(({ rule, path }) => rule === finding?.rule && path === finding.path).length;
}
