import type { Finding, Report } from '../report/report.js';
import { capSql } from './plain-text.js';
import { codeFence, codeSpan, details, link, messageMarkdown, suggestionFence } from './safe-markdown.js';
import { lineWords, modeTitle, plural, worstFirst } from './tally.js';

/** GitHub refuses a body above 65,536 characters; one statement with hundreds of findings must still fit. */
const MOST_FINDINGS = 8;
const MOST_SQL = 6_000;

/** The inline comment of one statement: `findings` are its own, at least one; the report gives what the fix assumes. */
export function renderReviewComment(findings: readonly Finding[], report: Report): string {
  const [worst, ...others] = worstFirst(findings);
  if (worst === undefined) return '';
  const shown = others.slice(0, MOST_FINDINGS);
  const left = others.length - shown.length;
  const more = left > 0 ? [`… and ${plural(left, 'more finding')} on this statement, in the summary.`] : [];
  const fixes = new Set([sqlKey(worst.fix)]);
  return [...mainFinding(worst, report), ...shown.flatMap((finding) => otherFinding(finding, fixes)), ...more].join(
    '\n\n',
  );
}

function mainFinding(finding: Finding, report: Report): readonly string[] {
  const suggestion = finding.suggestion === null ? null : suggestionFence(finding.suggestion.lines);
  const same = suggestion !== null && sqlKey(finding.suggestion?.lines.join('\n') ?? '') === sqlKey(finding.fix);
  const fix =
    finding.fix === '' || same ? [] : [`${suggestion === null ? 'Safe form:' : 'In full:'}\n\n${sql(finding.fix)}`];
  return [
    heading(finding),
    messageMarkdown(finding.message),
    ...(suggestion === null ? [] : [`Safe form, ready to commit:\n\n${suggestion}`]),
    ...fix,
    ...relatedPlaces(finding),
    footer(finding, report),
  ];
}

/** A second finding of the same statement: a short paragraph, its fix folded, no fix shown twice. */
function otherFinding(finding: Finding, fixes: Set<string>): readonly string[] {
  const paragraph = `${heading(finding)}: ${messageMarkdown(finding.message, 600)} ${link('Why', finding.docs)}`;
  const key = sqlKey(finding.fix);
  if (key === '' || fixes.has(key)) return [paragraph];
  fixes.add(key);
  return [paragraph, details('Safe form', sql(finding.fix))];
}

function heading(finding: Finding): string {
  const also = finding.alsoModes.map(modeTitle).join(', ');
  const words = `**${modeTitle(finding.mode)} · ${finding.severity}**`;
  return also === '' ? words : `${words} (also: ${also})`;
}

function relatedPlaces(finding: Finding): readonly string[] {
  const places = finding.related.slice(0, 5).map((place) => codeSpan(`${place.path}:${lineWords(place)}`, 300));
  return places.length === 0 ? [] : [`See also ${places.join(', ')}.`];
}

function footer(finding: Finding, report: Report): string {
  const why = link('Why, and when it is fine', finding.docs);
  const judged = `judged for PostgreSQL ${report.postgresVersion} and newer`;
  // What could not be read cannot be accepted by a comment: nobody would know what was accepted.
  if (finding.mode === null) return `${why} · ${judged}`;
  return `${why} · ${judged} · to accept: ${codeSpan(`-- pg-preflight: allow ${finding.rule} -- REASON`)}`;
}

function sql(text: string): string {
  return codeFence(capSql(text, MOST_SQL), 'sql');
}

/** Equal for texts that differ in white space or the closing semicolon only. */
function sqlKey(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/;?\s*$/, '')
    .trim();
}
