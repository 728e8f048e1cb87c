import type { Report, Verdict } from '../report/report.js';
import { modeRows } from './mode-rows.js';
import type { ModeRow } from './mode-rows.js';
import { runbookElsewhere, runbookSection } from './runbook.js';
import { codeSpan, details, escapeText, messageMarkdown } from './safe-markdown.js';
import { checklistSection } from './summary-checklist.js';
import type { Detail, SummaryContext } from './summary-context.js';
import { acknowledgedSection, findingsSection, idleSection, notesSection, TOO_MUCH } from './summary-findings.js';
import { plural, verdictLine } from './tally.js';

/** GitHub takes 65,536 characters; the rest is for the publisher's marker. */
const COMMENT_LIMIT = 60_000;

const VERDICT_SIGN: Readonly<Record<Verdict, string>> = { unsafe: '❌', caution: '⚠️', safe: '✅' };

const STATE_SIGN: Readonly<Record<ModeRow['state'], string>> = {
  unsafe: '❌ ',
  caution: '⚠️ ',
  fine: '✅ ',
  'not applicable': '',
};

export function renderSummaryComment(report: Report, context: SummaryContext): string {
  return renderSummary(report, context, (text) => text.length <= COMMENT_LIMIT);
}

/**
 * The first of three levels of detail that fits, the runbook being the first to go; whole sections are left out, so no fence is ever cut open. Texts of
 * strangers can outgrow even the counts: then the verdict and the nine modes stand alone.
 */
export function renderSummary(report: Report, context: SummaryContext, fits: (text: string) => boolean): string {
  const full = summaryAt(report, context, 'full', runbookSection(report));
  if (fits(full)) return full;
  const withoutRunbook = summaryAt(report, context, 'full', runbookElsewhere(report));
  if (fits(withoutRunbook)) return withoutRunbook;
  const withoutSql = summaryAt(report, context, 'no sql');
  if (fits(withoutSql)) return withoutSql;
  const counts = summaryAt(report, context, 'counts');
  if (fits(counts)) return counts;
  return `${[heading(report), modeTable(report), TOO_MUCH, footer(report, context)].join('\n\n')}\n`;
}

/** Takes the place of an earlier summary when nothing is left to say. */
export function renderAllClear(context: SummaryContext): string {
  const at = context.headSha === null ? '' : ` at ${shortSha(context.headSha)}`;
  const sentence = `Nothing left to fix in the migrations of this pull request${at}. What was reported earlier is gone.`;
  return `${['## ✅ pg-preflight: all clear', sentence, ...publisherNotes(context, 'full')].join('\n\n')}\n`;
}

function summaryAt(report: Report, context: SummaryContext, detail: Detail, runbook: readonly string[] = []): string {
  const sections = [
    heading(report),
    ...publisherNotes(context, detail),
    ...(detail === 'no sql' ? ['The SQL to paste did not fit here; the job summary and the JSON report hold it.'] : []),
    modeTable(report),
    ...findingsSection(report, context, detail),
    ...acknowledgedSection(report, context, detail),
    ...idleSection(report, context, detail),
    ...notScannedSection(report, detail),
    ...checklistSection(report.checklist, detail),
    ...runbook,
    ...notesSection(report, context, detail),
    ...assumptionsSection(report, detail),
    footer(report, context),
  ];
  return `${sections.join('\n\n')}\n`;
}

function heading(report: Report): string {
  return `## ${VERDICT_SIGN[report.verdict]} pg-preflight: ${verdictLine(report)}`;
}

function publisherNotes(context: SummaryContext, detail: Detail): readonly string[] {
  const most = detail === 'full' ? 50 : 10;
  const left = context.notes.length - most;
  const lines = context.notes.slice(0, most).map((note) => `> ${messageMarkdown(note, 500)}`);
  if (lines.length === 0) return [];
  return [[...lines, ...(left > 0 ? [`> … and ${plural(left, 'more note')}`] : [])].join('\n>\n')];
}

function modeTable(report: Report): string {
  const rows = modeRows(report).map(
    ({ letter, title, state, words }) => `| ${letter} | ${title} | ${STATE_SIGN[state]}${words} |`,
  );
  return ['| | Failure mode | Result |', '|---|---|---|', ...rows].join('\n');
}

function notScannedSection(report: Report, detail: Detail): readonly string[] {
  if (report.notScanned.length === 0) return [];
  const most = detail === 'counts' ? 30 : 300;
  const lines = report.notScanned
    .slice(0, most)
    .map(({ path, why }) => `- ${codeSpan(path)}: ${messageMarkdown(why, 300)}`);
  const left = report.notScanned.length - most;
  return ['### Not scanned', [...lines, ...(left > 0 ? [`- … and ${plural(left, 'more file')}`] : [])].join('\n')];
}

function assumptionsSection(report: Report, detail: Detail): readonly string[] {
  if (report.assumptions.length === 0 || detail === 'counts') return [];
  const lines = report.assumptions.map((assumption) => `- ${messageMarkdown(assumption, 500)}`);
  return [details('What this review assumes', lines.join('\n'))];
}

function footer(report: Report, context: SummaryContext): string {
  const words = [
    escapeText(`pg-preflight ${report.tool.version}`),
    `judged for PostgreSQL ${report.postgresVersion} and newer`,
    ...(context.headSha === null ? [] : [`at ${shortSha(context.headSha)}`]),
    ...(modeRows(report).some(({ state }) => state === 'not applicable')
      ? ['“–”: no statement here can cause it']
      : []),
  ];
  return `<sub>${words.join(' · ')}</sub>`;
}

/** In code, since a bare hash would become a link to whatever commit it names. */
function shortSha(sha: string): string {
  return codeSpan(sha.slice(0, 7));
}
