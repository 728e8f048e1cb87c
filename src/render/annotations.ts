import type { Finding, IdleSuppression, Report } from '../report/report.js';
import { cap, visible, visibleLine } from './plain-text.js';
import { modeTitle, openFindings, worstFirst } from './tally.js';

/** A mark on lines of a file, as check runs and workflow commands take it. Plain text, hidden characters shown. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

const LEVELS = { unsafe: 'failure', caution: 'warning', note: 'notice' } as const;

/** Worst first; a finding about the pull request as a whole has no place and is left to the summary. */
export function annotations(report: Report): readonly Annotation[] {
  const marks = worstFirst(openFindings(report)).flatMap((finding) =>
    finding.path === null ? [] : [{ path: finding.path, ...mark(finding) }],
  );
  return [...marks, ...report.idleSuppressions.map(idleMark)];
}

function idleMark({ path, line, why }: IdleSuppression): Annotation {
  const title = 'Suppression without effect';
  return { path, startLine: line, endLine: line, level: 'notice', title, message: cap(visible(why), 1_500) };
}

export function mark(finding: Finding): Omit<Annotation, 'path'> {
  const startLine = finding.startLine ?? 1;
  const fix = finding.fix === '' ? '' : `\n\nSafe form:\n${cap(visible(finding.fix), 1_500)}`;
  return {
    startLine,
    endLine: Math.max(startLine, finding.endLine ?? startLine),
    level: LEVELS[finding.severity],
    title: cap(visibleLine(`${modeTitle(finding.mode)} · ${finding.severity}: ${finding.title}`), 250),
    // The runner cuts at 4,096 characters, also in the middle of the address.
    message: `${cap(visible(finding.message), 1_500)}${fix}\n\n${cap(visibleLine(finding.docs), 300)}`,
  };
}
