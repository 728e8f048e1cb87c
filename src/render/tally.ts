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

/** `2 unsafe findings and 1 caution`; notes do not count, and what is zero is left out. */
export function tallyWords(counts: Tally): string {
  const unsafe = counts.unsafe === 0 ? [] : [plural(counts.unsafe, 'unsafe finding')];
  const caution = counts.caution === 0 ? [] : [plural(counts.caution, 'caution')];
  return [...unsafe, ...caution].join(' and ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The verdict in one line, made of our own words and numbers only. */
export function verdictLine(report: Report): string {
  const words = verdictWords(report);
  return report.files.length === 0 ? words : `${words} in ${scannedWords(report)}`;
}

/** `5 unsafe findings and 1 caution`, or what it means that there are none. */
export function verdictWords(report: Report): string {
  const words = tallyWords(tally(openFindings(report)));
  if (words !== '') return words;
  if (report.files.length > 0) return 'safe, nothing to fix';
  if (report.notScanned.length > 0) return 'nothing was scanned';
  return report.subject === 'files' ? 'no migrations found' : 'no migrations changed';
}

export function scannedWords(report: Report): string {
  const statements = report.files.reduce((sum, file) => sum + file.statements.length, 0);
  return `${plural(report.files.length, 'migration file')} (${plural(statements, 'statement')})`;
}

/** `3` or `3–5`; empty where a finding is about a file or the pull request. */
export function lineWords(place: { readonly startLine: number | null; readonly endLine: number | null }): string {
  if (place.startLine === null) return '';
  if (place.endLine === null || place.endLine === place.startLine) return `${place.startLine}`;
  return `${place.startLine}–${place.endLine}`;
}
