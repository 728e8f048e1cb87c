import type { Finding, Report, Severity } from '../report/report.js';
import { capSql, visible } from './plain-text.js';
import { codeFence, codeSpan, details, escapeText, link, messageMarkdown } from './safe-markdown.js';
import type { Detail, SummaryContext } from './summary-context.js';
import { lineWords, modeTitle, openFindings, plural, tally, tallyWords, worstFirst } from './tally.js';

export const SEVERITY_SIGN: Readonly<Record<Severity, string>> = { unsafe: '❌', caution: '⚠️', note: 'ℹ️' };

export const TOO_MUCH = 'Too many to list here: the job summary and the JSON report hold every finding.';

const MOST_FILES_COUNTED = 100;
const MOST_SQL = 6_000;

/** Unsafe findings and cautions, file by file in the report's order; what is about the pull request comes last. */
export function findingsSection(report: Report, context: SummaryContext, detail: Detail): readonly string[] {
  const open = openFindings(report).filter(({ severity }) => severity !== 'note');
  if (open.length === 0) return [];
  const groups = [...byPath(open)];
  if (detail === 'counts') return countsByFile(groups, context);
  return groups.flatMap(([path, findings]) => [
    path === null ? '### The pull request as a whole' : `### ${fileLink(path, context)}`,
    ...findings.flatMap((finding) => findingBlock(finding, context, detail)),
  ]);
}

/** Notes never ask for action, so they stay folded. */
export function notesSection(report: Report, context: SummaryContext, detail: Detail): readonly string[] {
  const notes = openFindings(report).filter(({ severity }) => severity === 'note');
  if (notes.length === 0 || detail === 'counts') return [];
  const lines = notes.map((note) => `- ${place(note, context)}${messageMarkdown(note.message, 600)} ${why(note)}`);
  return [details(plural(notes.length, 'note'), lines.join('\n'))];
}

/** What somebody accepted, with the reason, in the open: a suppression nobody sees is a hole. */
export function acknowledgedSection(report: Report, context: SummaryContext, detail: Detail): readonly string[] {
  const accepted = report.findings.filter(({ suppressed }) => suppressed !== null);
  if (accepted.length === 0) return [];
  if (detail === 'counts') return [`${plural(accepted.length, 'finding')} acknowledged by a comment or the config.`];
  const lines = accepted.map((finding) => {
    const words = `${escapeText(finding.title)} (${codeSpan(finding.rule)}, ${finding.severity})`;
    return `- ${place(finding, context)}${words}. ${acceptedBy(finding.suppressed, context)}`;
  });
  return ['### Acknowledged', lines.join('\n')];
}

/** Somebody meant to accept something and did not, or no longer needs to. */
export function idleSection({ idleSuppressions }: Report, context: SummaryContext, detail: Detail): readonly string[] {
  if (idleSuppressions.length === 0) return [];
  if (detail === 'counts') return [`${plural(idleSuppressions.length, 'suppression')} without effect.`];
  const lines = idleSuppressions.map(({ path, line, why: words }) => {
    const where = link(codeSpan(`${path}:${line}`), shortUrl(context.fileUrl(path, line)));
    return `- ${where} suppresses nothing: ${messageMarkdown(words, 500)}`;
  });
  return ['### Suppressions without effect', lines.join('\n')];
}

/** Who wrote a line that this change did not add, nobody has asked. */
function acceptedBy(suppressed: Finding['suppressed'], { author }: SummaryContext): string {
  if (suppressed === null) return '';
  const { by, reason, addedHere } = suppressed;
  const whose = author === null ? '' : ` of ${codeSpan(author)}`;
  const added = addedHere ? `, added in this change${whose}` : '';
  return `By ${by}${added}: ${escapeText(reason, 500)}`;
}

function byPath(findings: readonly Finding[]): ReadonlyMap<string | null, readonly Finding[]> {
  const paths = [...new Set(findings.map(({ path }) => path))].sort((a, b) => Number(a === null) - Number(b === null));
  return new Map(paths.map((path) => [path, findings.filter((finding) => finding.path === path)]));
}

function findingBlock(finding: Finding, context: SummaryContext, detail: Detail): readonly string[] {
  const words = [
    finding.severity,
    lineLink(finding, context),
    escapeText(finding.title === '' ? finding.rule : finding.title),
  ];
  const heading = `${SEVERITY_SIGN[finding.severity]} **${words.filter((word) => word !== '').join(' · ')}**`;
  const unchanged = finding.inDiff || finding.path === null ? '' : ' · not changed here';
  const message = `${messageMarkdown(finding.message)} ${link(`${modeTitle(finding.mode)}: why`, finding.docs)}`;
  const fix = finding.fix === '' || detail !== 'full' ? [] : [details('Safe form', sql(finding.fix))];
  return [`${heading}${unchanged}\\\n${message}`, ...fix];
}

function countsByFile(
  groups: readonly (readonly [string | null, readonly Finding[]])[],
  context: SummaryContext,
): readonly string[] {
  const lines = groups.slice(0, MOST_FILES_COUNTED).map(([path, findings]) => {
    const worst = worstFirst(findings)[0];
    const where = path === null ? 'the pull request' : fileLink(path, context);
    return `- ${worst === undefined ? '' : SEVERITY_SIGN[worst.severity]} ${where}: ${tallyWords(tally(findings))}`;
  });
  const left = groups.length - lines.length;
  return [
    '### Findings by file',
    [...lines, ...(left > 0 ? [`- … and ${plural(left, 'more file')}`] : [])].join('\n'),
    TOO_MUCH,
  ];
}

function fileLink(path: string, context: SummaryContext): string {
  return link(codeSpan(path), shortUrl(context.fileUrl(path, 1)));
}

function lineLink(finding: Finding, context: SummaryContext): string {
  const words = lineWords(finding);
  if (words === '' || finding.path === null) return '';
  return link(
    `${words.includes('–') ? 'lines' : 'line'} ${words}`,
    shortUrl(context.fileUrl(finding.path, finding.startLine ?? 1)),
  );
}

function place(finding: Finding, context: SummaryContext): string {
  if (finding.path === null) return '';
  const label = finding.startLine === null ? finding.path : `${finding.path}:${lineWords(finding)}`;
  return `${link(codeSpan(label), shortUrl(context.fileUrl(finding.path, finding.startLine ?? 1)))} `;
}

function why(finding: Finding): string {
  return link('Why', finding.docs);
}

function sql(text: string): string {
  return codeFence(capSql(visible(text), MOST_SQL), 'sql');
}

/** A path of thousands of characters would spend the whole budget on its links. */
function shortUrl(url: string | null): string | null {
  return url === null || url.length > 400 ? null : url;
}
