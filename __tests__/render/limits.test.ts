import type { Finding, Report } from '../../src/report/report.js';
import { renderCheckRun } from '../../src/render/check-run.js';
import { render as github } from '../../src/render/github.js';
import { renderJobSummary } from '../../src/render/job-summary.js';
import { renderReviewComment } from '../../src/render/review-comment.js';
import { render as sarif } from '../../src/render/sarif.js';
import { renderSummaryComment } from '../../src/render/summary-comment.js';
import { finding, fixtureContext, fixtureReport } from './fixture-report.js';

const SQL = 'UPDATE orders SET total_cents = total * 100 WHERE id BETWEEN 1 AND 5000;\n'.repeat(10);

function crowded(count: number, fields: Partial<Finding> = {}): Report {
  const findings = Array.from({ length: count }, (_, n) =>
    finding({
      path: `db/migrations/${String(n).padStart(4, '0')}.sql`,
      statement: n,
      identity: `i${n}`,
      fix: SQL,
      ...fields,
    }),
  );
  return { ...fixtureReport, findings };
}

function fencesBalance(body: string): boolean {
  return (body.match(/^ *`{3,}/gm) ?? []).length % 2 === 0;
}

describe('the summary comment shrinks by whole levels', () => {
  test.each([
    ['a few findings are told in full', 20, { sql: true, message: true }],
    ['when the SQL does not fit it is left out', 80, { sql: false, message: true }],
    ['when the messages do not fit the findings are counted by file', 2_000, { sql: false, message: false }],
  ])('%s', (_name, count, told) => {
    const body = renderSummaryComment(crowded(count), fixtureContext);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(fencesBalance(body)).toBe(true);
    expect(body.includes('BETWEEN 1 AND 5000')).toBe(told.sql);
    expect(body.includes('blocks writes.')).toBe(told.message);
    expect(body).toContain(`| a | Lock-queue freeze | ❌ ${count} findings (unsafe) |`);
    expect(body).toContain('- [ ] Old pods are gone');
  });

  test('names of strangers cannot push out the verdict and the nine modes', () => {
    const text = '@'.repeat(4_000);
    const report: Report = {
      ...crowded(500, { path: null, title: text, message: text }),
      checklist: Array.from({ length: 200 }, () => ({
        phase: 'before',
        text,
        done: false,
        identity: 'b',
        cleared: false,
        sql: text,
      })),
      notScanned: Array.from({ length: 500 }, () => ({ path: text, why: text })),
      assumptions: [text],
    };
    const body = renderSummaryComment(report, { ...fixtureContext, notes: Array.from({ length: 90 }, () => text) });
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body).toContain('| a | Lock-queue freeze | ❌ 500 findings (unsafe) |');
  });
});

describe('other places keep their own limits', () => {
  test('a statement with hundreds of hostile findings still fits one comment', () => {
    const text = '@\u0001'.repeat(20_000);
    const many = crowded(300, {
      message: text,
      fix: text,
      suggestion: { startLine: 1, endLine: 1, lines: ['a'.repeat(4_900)] },
    });
    const body = renderReviewComment(
      many.findings.map((one, n) => ({ ...one, fix: `${n}\n${text}` })),
      many,
    );
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body).toContain('… and 294 more findings on this statement, in the summary.');
    expect(fencesBalance(body)).toBe(true);
  });

  test('a suggestion that is too long to show is not offered in part', () => {
    const one = finding({ suggestion: { startLine: 1, endLine: 1, lines: ['a'.repeat(5_001)] } });
    expect(renderReviewComment([one], fixtureReport)).not.toContain('suggestion');
  });

  test('the job summary stays below 900 KiB of bytes, not characters', () => {
    const body = renderJobSummary(crowded(700, { message: '表'.repeat(1_000) }), fixtureContext);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(900 * 1024);
    expect(body).not.toContain('表');
  });

  test('a check run has at most 200 annotations and 65,000 characters', () => {
    const { annotations, summary } = renderCheckRun(crowded(2_000), fixtureContext);
    expect(annotations).toHaveLength(200);
    expect(summary.length).toBeLessThanOrEqual(65_000);
  });

  test('the runner gets ten of each level and the count of the rest', () => {
    const cautions = crowded(12, { severity: 'caution' }).findings;
    const lines = github(
      { ...fixtureReport, findings: [...crowded(15).findings, ...cautions] },
      { width: 80, color: false, limit: 0 },
    );
    expect(lines.match(/^::error /gm)).toHaveLength(10);
    expect(lines.match(/^::warning /gm)).toHaveLength(10);
    expect(lines).toContain("7 more findings without an annotation (ten of each level is the runner's limit)");
  });

  test('findings about the pull request count among the ten', () => {
    const unplaced = crowded(8, { path: null, startLine: null, endLine: null }).findings;
    const lines = github(
      { ...fixtureReport, findings: [...crowded(8).findings, ...unplaced] },
      { width: 80, color: false, limit: 0 },
    );
    expect(lines.match(/^::error /gm)).toHaveLength(10);
    expect(lines).toContain('6 more findings without');
  });

  test('SARIF keeps the 5,000 worst and says how many are missing', () => {
    const notes = crowded(4_000, { severity: 'note' }).findings;
    const document = JSON.parse(
      sarif(
        { ...fixtureReport, findings: [...notes, ...crowded(2_000).findings] },
        { width: 0, color: false, limit: 0 },
      ),
    );
    const [run] = document.runs;
    expect(run.results).toHaveLength(5_000);
    expect(run.results[0].level).toBe('error');
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('1000 findings were left out');
  });
});
