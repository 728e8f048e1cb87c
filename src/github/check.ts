import { createHash } from 'node:crypto';
import { failsCheck } from '../settings/gate.js';
import type { Settings } from '../settings/schema.js';
import type { CheckRun } from './host.js';
import type { Scan } from './scan.js';

/** `pg-preflight (billing)`: several keys on one pull request have a check run each. */
export function checkRunName(checkName: string, key: string): string {
  return key === '' ? checkName : `${checkName} (${key})`;
}

/** null where no check run is wanted. */
export function checkNameOf({ checkName, key }: Pick<Settings, 'checkName' | 'key'>): string | null {
  return checkName === '' ? null : checkRunName(checkName, key);
}

/** The same for the same annotations; null for a scan that failed, which is never taken for another. */
export function checkIdentity(annotations: CheckRun['annotations'] | null): string {
  if (annotations === null) return 'pg-preflight failed';
  return `pg-preflight ${createHash('sha256').update(JSON.stringify(annotations)).digest('hex').slice(0, 16)}`;
}

export function checkConclusion(scan: Pick<Scan, 'report' | 'settings' | 'pull'>): CheckRun['conclusion'] {
  const { verdict } = scan.report;
  const { failOn } = scan.settings;
  if (failsCheck(verdict, failOn) || missingTicks(scan) > 0) return 'failure';
  return failOn === 'never' && verdict === 'unsafe' ? 'neutral' : 'success';
}

/** Boxes that `require-checklist` waits for. Where there is no pull request nobody can tick one. */
export function missingTicks({ report, settings, pull }: Pick<Scan, 'report' | 'settings' | 'pull'>): number {
  if (!settings.requireChecklist || pull === null) return 0;
  return report.checklist.filter(({ phase, done }) => phase === 'before' && !done).length;
}

export function untickedWords(count: number): string {
  const boxes = count === 1 ? 'One box' : `${count} boxes`;
  return `${boxes} "before the deploy" without a tick in the summary comment, and the config says \`require-checklist: true\`. Tick them there, then run this check again: a tick starts no run.`;
}
