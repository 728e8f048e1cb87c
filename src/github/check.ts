import type { FailOn } from '../settings/schema.js';
import { failsCheck } from '../settings/gate.js';
import type { Verdict } from '../report/report.js';
import type { CheckRun } from './host.js';

/** `pg-preflight (billing)`: several keys on one pull request have a check run each. */
export function checkRunName(checkName: string, key: string): string {
  return key === '' ? checkName : `${checkName} (${key})`;
}

export function checkConclusion(verdict: Verdict, failOn: FailOn): CheckRun['conclusion'] {
  if (failsCheck(verdict, failOn)) return 'failure';
  return failOn === 'never' && verdict === 'unsafe' ? 'neutral' : 'success';
}
