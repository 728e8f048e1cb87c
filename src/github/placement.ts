import type { Finding, LineRange } from '../report/report.js';
import { commentableLines } from './diff.js';
import type { Hunk } from './diff.js';

/** Where a comment can sit: `startLine` is null for one line, as GitHub wants it. */
export type Place =
  { readonly kind: 'lines'; readonly startLine: number | null; readonly line: number } | { readonly kind: 'file' };

/**
 * null where the diff shows none of the lines: such a finding is told in the summary only. One line outside a hunk
 * makes GitHub refuse the whole review, and both ends of a range must be in the same hunk.
 */
export function placeOf(findings: readonly Finding[], hunks: readonly Hunk[] | null): Place | null {
  if (hunks === null) return { kind: 'file' };
  const shown = commentableLines(hunks);
  const ranges = [suggestedLines(findings), statementLines(findings)].filter((range) => range !== null);
  for (const range of ranges) {
    if (shown.some((hunk) => hunk.startLine <= range.startLine && range.endLine <= hunk.endLine))
      return linesPlace(range);
  }
  const lines = ranges.at(-1);
  const hunk =
    lines && shown.find(({ startLine, endLine }) => startLine <= lines.endLine && lines.startLine <= endLine);
  if (lines === undefined || hunk === undefined) return null;
  return { kind: 'lines', startLine: null, line: Math.max(lines.startLine, hunk.startLine) };
}

/** A suggestion replaces exactly the comment's lines, so on any other lines it would destroy the file. */
export function withFittingSuggestions(findings: readonly Finding[], place: Place): readonly Finding[] {
  return findings.map((finding) => {
    const { suggestion } = finding;
    return suggestion === null || fits(suggestion, place) ? finding : { ...finding, suggestion: null };
  });
}

/** Only the worst finding's suggestion is shown, and `findings` begin with it. */
function suggestedLines([worst]: readonly Finding[]): LineRange | null {
  return worst?.suggestion ?? null;
}

function statementLines(findings: readonly Finding[]): LineRange | null {
  const starts = findings.flatMap(({ startLine }) => startLine ?? []);
  const ends = findings.flatMap(({ startLine, endLine }) => endLine ?? startLine ?? []);
  return starts.length === 0 ? null : { startLine: Math.min(...starts), endLine: Math.max(...ends) };
}

function linesPlace({ startLine, endLine }: LineRange): Place {
  return { kind: 'lines', startLine: startLine === endLine ? null : startLine, line: endLine };
}

function fits(suggestion: LineRange, place: Place): boolean {
  if (place.kind === 'file') return false;
  return suggestion.startLine === (place.startLine ?? place.line) && suggestion.endLine === place.line;
}
