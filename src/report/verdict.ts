import type { Finding, Severity, Verdict } from './report.js';

const RANK = { unsafe: 2, caution: 1, note: 0 } as const satisfies Record<Severity, number>;

/** Worst first. */
export function bySeverity(a: Severity, b: Severity): number {
  return RANK[b] - RANK[a];
}

/** The worst of the findings that nobody acknowledged; notes do not count. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const open = findings.filter((finding) => finding.suppressed === null);
  if (open.some((finding) => finding.severity === 'unsafe')) return 'unsafe';
  return open.some((finding) => finding.severity === 'caution') ? 'caution' : 'safe';
}

/** Whether a verdict fails the check at this setting. */
export function fails(verdict: Verdict, failOn: 'unsafe' | 'caution' | 'never'): boolean {
  if (failOn === 'never' || verdict === 'safe') return false;
  return verdict === 'unsafe' || failOn === 'caution';
}
