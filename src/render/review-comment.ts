import type { Finding, Report, Suggestion } from '../report/report.js';
import { fixFilesMarkdown } from './fix-files.js';
import { capSql, visible } from './plain-text.js';
import { codeFence, codeSpan, details, link, messageMarkdown, suggestionFence } from './safe-markdown.js';
import { lineWords, modeTitle, plural, worstFirst } from './tally.js';

/**
 * GitHub refuses a body above 65,536 characters. Escaping makes prose up to eight times as long, so these keep the
 * worst comment of one statement below 60,000.
 */
const MOST_OTHERS = 5;
const MOST_PROSE = { first: 1_500, other: 400 } as const;
const MOST_SQL = { first: 5_000, other: 1_500 } as const;

/**
 * The inline comment of one statement: `findings` are its own, at least one. `withLines` where it sits on the file, so that
 * nothing around it shows what it is about.
 */
export function renderReviewComment(findings: readonly Finding[], report: Report, withLines = false): string {
  const [worst, ...others] = worstFirst(findings);
  if (worst === undefined) return '';
  const shown = others.slice(0, MOST_OTHERS);
  const left = others.length - shown.length;
  const more = left > 0 ? [`… and ${plural(left, 'more finding')} on this statement, in the summary.`] : [];
  const fixes = new Set([sqlKey(worst.fix)]);
  const paragraphs = shown.flatMap((finding) => otherFinding(finding, fixes, withLines));
  return [...mainFinding(worst, withLines), ...paragraphs, ...more, footer([worst, ...shown], report)].join('\n\n');
}

function mainFinding(finding: Finding, withLines: boolean): readonly string[] {
  const suggestion = committable(finding.suggestion);
  const same = suggestion !== null && sqlKey(finding.suggestion?.lines.join('\n') ?? '') === sqlKey(finding.fix);
  const label = suggestion === null ? 'Safe form:' : 'In full:';
  return [
    heading(finding, withLines),
    `${messageMarkdown(finding.message, MOST_PROSE.first)} ${link('Why, and when it is fine', finding.docs)}`,
    ...(suggestion === null ? [] : [`Safe form, ready to commit:\n\n${suggestion}`]),
    ...(finding.fix === '' || same ? [] : wholeFix(finding, label)),
    ...relatedPlaces(finding),
  ];
}

function wholeFix({ fix, fixFiles }: Finding, label: string): readonly string[] {
  if (fixFiles.length === 0) return [`${label}\n\n${sql(fix, MOST_SQL.first)}`];
  const steps = fixFiles.every(({ inMigration }) => inMigration) ? 'migrations' : 'steps';
  const said = `${label.replace(':', '')}, in ${fixFiles.length} ${steps}, each after the one before has committed:`;
  return [said, ...fixFilesMarkdown(fixFiles)];
}

/** A second finding of the same statement: a short paragraph, its fix folded, no fix shown twice. */
function otherFinding(finding: Finding, fixes: Set<string>, withLines: boolean): readonly string[] {
  const paragraph = `${heading(finding, withLines)}: ${messageMarkdown(finding.message, MOST_PROSE.other)} ${link('Why', finding.docs)}`;
  const key = sqlKey(finding.fix);
  if (key === '' || fixes.has(key)) return [paragraph];
  fixes.add(key);
  return [paragraph, details('Safe form', sql(finding.fix, MOST_SQL.other))];
}

function heading(finding: Finding, withLines: boolean): string {
  const also = finding.alsoModes.map(modeTitle).join(', ');
  const lines = withLines ? lineWords(finding) : '';
  const where = lines === '' ? '' : ` · line${lines.includes('–') ? 's' : ''} ${lines}`;
  const words = `**${modeTitle(finding.mode)} · ${finding.severity}${where}**`;
  return also === '' ? words : `${words} (also: ${also})`;
}

function relatedPlaces(finding: Finding): readonly string[] {
  const places = finding.related.slice(0, 5).map((place) => codeSpan(`${place.path}:${lineWords(place)}`, 300));
  return places.length === 0 ? [] : [`See also ${places.join(', ')}.`];
}

function footer(findings: readonly Finding[], report: Report): string {
  // What could not be read cannot be accepted by a comment: nobody would know what was accepted.
  const acceptable = findings.filter(({ mode, severity }) => mode !== null && severity !== 'note');
  const rules = [...new Set(acceptable.map(({ rule }) => rule))].join(', ');
  const accept = rules === '' ? '' : ` · to accept: ${codeSpan(`-- pg-preflight: allow ${rules} -- REASON`, 600)}`;
  return `<sub>judged for PostgreSQL ${report.postgresVersion} and newer${accept}</sub>`;
}

/** Never cut: half a statement that somebody commits is worse than none. */
function committable(suggestion: Suggestion | null): string | null {
  if (suggestion === null) return null;
  const fence = suggestionFence(suggestion.lines);
  return fence === null || fence.length > MOST_SQL.first ? null : fence;
}

function sql(text: string, most: number): string {
  return codeFence(capSql(visible(text), most), 'sql');
}

/** Equal for texts that differ in white space or the closing semicolon only. */
function sqlKey(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/;?\s*$/, '')
    .trim();
}
