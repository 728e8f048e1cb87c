import { blocksWrites } from '../../../effects/lock-mode.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isCalm, whenAsked } from '../../boxes.js';
import { code, lockClause } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface ExplicitLock extends Match {
  readonly step: Step;
  readonly relation: RelationName;
}

export const rule = statementRule<ExplicitLock>({
  id: 'table-locked-explicitly',
  mode: 'lock-queue-freeze',
  on: ['LockStmt'],
  detect: (step) => {
    const lock = nodeIf(step, 'LockStmt') === null ? undefined : step.effects.locks.find((one) => one.existing);
    if (lock === undefined || step.effects.fails !== null) return [];
    const severity = blocksWrites(lock.mode) ? 'unsafe' : 'caution';
    return [
      {
        severity,
        at: at(step),
        byTraffic: [lock.relation],
        alsoModes: ['migration-deadlock'],
        step,
        relation: lock.relation,
      },
    ];
  },
  describe: ({ step, relation }) => ({
    title: `${shortName(relation)} stays locked until the transaction ends`,
    message: `${code(step.statement.kind)} ${lockClause(step, relation)}, from here to the end of the transaction, whatever the statements after it need.`,
    fix: '-- leave it out: each statement takes the lock that it needs, when it needs it',
  }),
  boxes: (match) => whenAsked(match, isCalm(match.relation, 'those whom the lock keeps out')),
});
