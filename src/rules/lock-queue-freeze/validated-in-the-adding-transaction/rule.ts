import { blockedWork, type LockMode } from '../../../effects/lock-mode.js';
import { transactionNumber } from '../../../session/session.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { code, fileName, lockOn, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { alteredTable, subcommandAt } from '../../subcommand.js';
import { bySize, worked } from '../../weight.js';

interface ValidatedAtOnce extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly constraint: string;
  /** The lock of the ADD, still held. */
  readonly held: LockMode;
}

export const rule = statementRule<ValidatedAtOnce>({
  id: 'validated-in-the-adding-transaction',
  mode: 'lock-queue-freeze',
  on: ['validation'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const scanned = step.effects.scans.filter((touch) => touch.existing && touch.because.id === 'validation');
    return [...new Set(scanned.map(({ part }) => part))].flatMap((part): ValidatedAtOnce[] => {
      const cmd = subcommandAt(step, part);
      const constraint = cmd?.name ?? '';
      const relation = alteredTable(step);
      if (cmd?.subtype !== 'AT_ValidateConstraint' || !isAddedNow(step, relation, constraint)) return [];
      const held = step.session.transaction?.locks.get(relation)?.mode ?? lockOn(step.effects, relation);
      return held === null
        ? []
        : [
            {
              severity: 'unsafe',
              at: at(step, part),
              bySize: bySize(worked(step, part)),
              step,
              relation,
              constraint,
              held,
            },
          ];
    });
  },
  describe: ({ relation, constraint, held }) => ({
    title: `Validating ${constraint} in the transaction that adds it blocks ${shortName(relation)}`,
    message: `The ADD of ${code(identifier(constraint))} took ${held} on ${table(relation)} and the transaction still holds it, so this VALIDATE, which alone would let reads and writes go on, reads the whole table while ${blockedWork(held)} wait.`,
    fix: [
      {
        name: fileName(relation, constraint, 'validate'),
        about: 'once the migration that adds the constraint has committed',
        lines: [`ALTER TABLE ${shortName(relation)} VALIDATE CONSTRAINT ${identifier(constraint)};`],
      },
    ],
  }),
});

/** Added earlier in this transaction, or by a subcommand beside it. */
function isAddedNow(step: Step, relation: RelationName, constraint: string): boolean {
  const known = step.before.relations.get(relation)?.constraints.get(constraint);
  if (known !== undefined)
    return (
      step.session.transaction !== null &&
      known.set === step.set &&
      known.transaction === transactionNumber(step.session)
    );
  const siblings = bodiesOf('AlterTableCmd', nodeIf(step, 'AlterTableStmt')?.cmds);
  return siblings.some(
    (cmd) => cmd.subtype === 'AT_AddConstraint' && bodyOf('Constraint', cmd.def)?.conname === constraint,
  );
}
