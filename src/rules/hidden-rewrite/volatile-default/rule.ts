import type { Touch } from '../../../effects/effects.js';
import { shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { blockedWhile } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, onePerPart, severityOf } from '../../scope.js';
import { addedColumn } from '../added-column.js';
import { columnInSteps } from '../steps.js';

interface VolatileDefault extends Match {
  readonly step: Step;
  readonly touch: Touch;
  readonly call: string;
}

export const rule = statementRule<VolatileDefault>({
  id: 'volatile-default',
  mode: 'hidden-rewrite',
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.rewrites)).flatMap((touch) => matchOf(step, touch));
  },
  describe: ({ severity, step, touch, call }) => ({
    title: `A default that differs by row rewrites ${shortName(touch.relation)}`,
    message:
      blockedWhile(step, touch, 'is rewritten') +
      (severity === 'caution' ? ` The definition of \`${call}\`, given with \`schema\`, would settle it.` : ''),
    fix: columnInSteps(step, touch.relation, addedColumn(step, touch.part)),
  }),
});

function matchOf(step: Step, touch: Touch): VolatileDefault[] {
  const { because } = touch;
  if (because.id !== 'volatile-default' && because.id !== 'unknown-default') return [];
  return [
    {
      severity: severityOf(touch),
      at: at(step, touch.part),
      alsoModes: ['lock-queue-freeze'],
      step,
      touch,
      call: because.call,
    },
  ];
}
