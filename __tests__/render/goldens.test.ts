import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Report } from '../../src/report/report.js';
import { renderCheckRun } from '../../src/render/check-run.js';
import { render as github } from '../../src/render/github.js';
import { renderJobSummary } from '../../src/render/job-summary.js';
import { render as json } from '../../src/render/json.js';
import { render as markdown } from '../../src/render/markdown.js';
import { renderReviewComment } from '../../src/render/review-comment.js';
import { render as sarif } from '../../src/render/sarif.js';
import { renderAllClear, renderSummaryComment } from '../../src/render/summary-comment.js';
import type { SummaryContext } from '../../src/render/summary-context.js';
import { render as text } from '../../src/render/text.js';
import { fixtureContext, fixtureReport, hostileContext, hostileReport, safeReport } from './fixture-report.js';

const FOLDER = new URL('./expected/', import.meta.url);
const HOSTILE = 'o`rders" @octocat #1 <b>\u202e```\n::error::x ##[stop-commands]y';
const OPTIONS = { width: 100, color: false, limit: 60_000 };

const GOLDENS: ReadonlyMap<string, string> = new Map([
  ...outputs('fixture', fixtureReport, fixtureContext),
  ...outputs('hostile', hostileReport(HOSTILE), hostileContext(HOSTILE)),
  ['safe.summary-comment.md', renderSummaryComment(safeReport, fixtureContext)],
  ['safe.all-clear.md', renderAllClear(fixtureContext)],
  ['safe.text.txt', text(safeReport, OPTIONS)],
]);

describe('every renderer gives the bytes a person has read and accepted', () => {
  test.each([...GOLDENS])('%s', (name, rendered) => {
    const file = new URL(name, FOLDER);
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, rendered);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : `no ${name} yet: run once with UPDATE_GOLDENS=1`).toBe(
      rendered,
    );
  });

  test('no file is left over from a golden that is no longer made', () => {
    expect(readdirSync(FOLDER).filter((name) => !GOLDENS.has(name))).toEqual([]);
  });
});

function outputs(name: string, report: Report, context: SummaryContext): readonly [string, string][] {
  return [
    [`${name}.review-comments.md`, reviewComments(report)],
    [`${name}.summary-comment.md`, renderSummaryComment(report, context)],
    [`${name}.job-summary.md`, renderJobSummary(report, context)],
    [`${name}.check-run.json`, `${JSON.stringify(renderCheckRun(report, context), null, 2)}\n`],
    [`${name}.text.txt`, text(report, OPTIONS)],
    [`${name}.markdown.md`, markdown(report, OPTIONS)],
    [`${name}.github.txt`, github(report, OPTIONS)],
    [`${name}.report.json`, json(report, OPTIONS)],
    [`${name}.sarif`, sarif(report, OPTIONS)],
  ];
}

function reviewComments(report: Report): string {
  const places = new Set(report.findings.map(({ path, statement }) => `${path} ${statement}`));
  const comments = [...places].map((place) => {
    const findings = report.findings.filter(({ path, statement }) => `${path} ${statement}` === place);
    return renderReviewComment(findings, report);
  });
  return `${comments.join('\n\n---\n\n')}\n`;
}
