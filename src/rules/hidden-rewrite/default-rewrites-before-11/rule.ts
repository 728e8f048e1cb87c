import type { Touch } from '../../../effects/effects.js';
import { shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { blockedWhile } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, onePerPart } from '../../scope.js';
import { addedColumn } from '../added-column.js';
import { columnInSteps } from '../steps.js';

interface WrittenDefault extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

export const rule = statementRule<WrittenDefault>({
  id: 'default-rewrites-before-11',
  mode: 'hidden-rewrite',
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches = onePerPart(existing(step.effects.rewrites)).filter(
      ({ because }) => because.id === 'default-before-11',
    );
    return touches.map((touch) => ({
      severity: 'unsafe',
      at: at(step, touch.part),
      alsoModes: ['lock-queue-freeze'],
      step,
      touch,
    }));
  },
  describe: ({ step, touch }) => ({
    title: `Before PostgreSQL 11 a default rewrites ${shortName(touch.relation)}`,
    message: `${blockedWhile(step, touch, 'is rewritten')} The oldest server that runs the migrations is PostgreSQL ${step.version}.`,
    fix: columnInSteps(step, touch.relation, addedColumn(step, touch.part)),
  }),
});
