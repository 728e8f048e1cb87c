import type { Touch } from '../../../effects/effects.js';
import { shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { blockedWhile } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, nodeIf, severityOf } from '../../scope.js';
import { addedConstraint, alteredTable, subcommandSpan } from '../../subcommand.js';
import { cased } from '../../wording.js';
import { inSteps, isRefusedNotValid } from './steps.js';
import { bySize, worked } from '../../weight.js';

interface ValidatedUnderLock extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

const REASONS: readonly string[] = ['check-validation', 'foreign-key-validation', 'domain-constraint'];

export const rule = statementRule<ValidatedUnderLock>({
  id: 'constraint-validated-under-lock',
  mode: 'lock-queue-freeze',
  on: ['check-validation', 'foreign-key-validation', 'domain-constraint'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches = step.effects.scans.filter(({ because }) => REASONS.includes(because.id));
    const parts = [...new Set(touches.map(({ part }) => part))];
    return parts.flatMap((part) => {
      const [touch] = existing(touches.filter((one) => one.part === part));
      if (touch === undefined || isOfNewTable(step, touch)) return [];
      const alsoModes = touch.because.id === 'foreign-key-validation' ? (['migration-deadlock'] as const) : [];
      return [
        { severity: severityOf(touch), at: at(step, part), bySize: bySize(worked(step, part)), alsoModes, step, touch },
      ];
    });
  },
  describe: ({ step, touch }) => ({
    title: `A constraint is checked against every row of ${shortName(touch.relation)} under a lock`,
    message: blockedWhile(step, touch, 'is read whole'),
    fix: inSteps(step, touch),
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, 'be read')),
  suggest: ({ step, touch }) => {
    const node = addedConstraint(step, touch.part);
    if (node === null || isRefusedNotValid(step, node)) return null;
    const { end } = subcommandSpan(step, touch.part);
    return [{ span: { start: end, end }, text: cased(step, ' NOT VALID') }];
  },
});

/** The rows to check are those of the table that gets the constraint; a new one has none that matter. */
function isOfNewTable(step: Step, touch: Touch): boolean {
  if (touch.because.id !== 'foreign-key-validation' || nodeIf(step, 'AlterTableStmt') === null) return false;
  return step.before.relations.get(alteredTable(step))?.set === step.set;
}
