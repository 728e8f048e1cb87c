import type { RunbookStep } from '../report/report.js';
import type { Changeset } from '../timeline.js';
import { afterSteps } from './after.js';
import { beforeSteps } from './before.js';
import { duringSteps } from './during.js';
import { rollbackSteps } from './rollback.js';
import type { LineOf } from './steps.js';
import { workOf } from './work.js';

/** What the deploy of this change needs, and nothing else; empty for one that only makes new things. */
export function runbookOf(changeset: Changeset, lineOf: LineOf): readonly RunbookStep[] {
  const work = workOf(changeset);
  if (work === null) return [];
  return [
    ...beforeSteps(work, changeset, lineOf),
    ...duringSteps(work),
    ...afterSteps(work, changeset),
    ...rollbackSteps(work, changeset, lineOf),
  ];
}
