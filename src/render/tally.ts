import type { Finding, Report, Severity } from '../report/report.js';
import type { FailureModeId } from '../rules/mode.js';
import { FAILURE_MODES } from '../rules/mode.js';

export interface Tally {
  readonly unsafe: number;
  readonly caution: number;
  readonly note: number;
}

const ORDER: readonly Severity[] = ['unsafe', 'caution', 'note'];

/** Findings that count: nobody acknowledged them. */
export function openFindings(report: Report): readonly Finding[] {
  return report.findings.filter((finding) => finding.suppressed === null);
}

export function tally(findings: readonly Finding[]): Tally {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { unsafe: count('unsafe'), caution: count('caution'), note: count('note') };
}

/** By severity; findings of one severity keep the report's order. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

export function modeTitle(mode: FailureModeId | null): string {
  return FAILURE_MODES.find(({ id }) => id === mode)?.title ?? 'Migration not read';
}

/** `2 unsafe, 1 caution`, without what is zero; `notes` only when asked for. */
export function tallyWords(counts: Tally, notes: 'with notes' | 'without notes'): string {
  const words = [
    counts.unsafe > 0 ? `${counts.unsafe} unsafe` : '',
    counts.caution > 0 ? plural(counts.caution, 'caution') : '',
    notes === 'with notes' && counts.note > 0 ? plural(counts.note, 'note') : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The verdict in one line of plain words, with our own words and numbers only. */
export function verdictLine(report: Report): string {
  const statements = report.files.reduce((sum, file) => sum + file.statements.length, 0);
  const scanned = `${plural(report.files.length, 'migration file')} (${plural(statements, 'statement')})`;
  const words = tallyWords(tally(openFindings(report)), 'without notes');
  if (words !== '') return `${words} in ${scanned}`;
  if (report.files.length === 0)
    return report.notScanned.length === 0 ? 'no migrations changed' : 'nothing was scanned';
  return `nothing to fix in ${scanned}`;
}

/** `3` or `3–5`; empty where a finding is about a file or the pull request. */
export function lineWords(place: { readonly startLine: number | null; readonly endLine: number | null }): string {
  if (place.startLine === null) return '';
  if (place.endLine === null || place.endLine === place.startLine) return `${place.startLine}`;
  return `${place.startLine}–${place.endLine}`;
}
