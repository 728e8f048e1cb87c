import type { Touch } from '../../effects/effects.js';
import type { ReasonId } from '../../effects/reason.js';
import type { Step } from '../../timeline.js';
import type { Match } from '../rule.js';
import { at, existing, onePerPart, severityOf } from '../scope.js';
import { bySize, worked } from '../weight.js';

/** A table of others that a statement copies whole. */
export interface Rewrite extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

/** Those for one of these reasons, once a subcommand. */
export function rewritesBecause(step: Step, ...reasons: readonly ReasonId[]): Rewrite[] {
  if (step.effects.fails !== null) return [];
  const touches = onePerPart(existing(step.effects.rewrites)).filter(({ because }) => reasons.includes(because.id));
  return touches.map((touch) => ({
    severity: severityOf(touch),
    at: at(step, touch.part),
    bySize: bySize(worked(step, touch.part)),
    alsoModes: ['lock-queue-freeze'],
    step,
    touch,
  }));
}
