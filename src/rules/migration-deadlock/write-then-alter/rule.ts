import { blockedWork, blocksWrites, type LockMode } from '../../../effects/lock-mode.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { alone } from '../../alone.js';
import { timelineUntil, withTimeline, type LockTimeline } from '../../lock-timeline.js';
import { code, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface LockUpgrade extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  readonly mode: LockMode;
  readonly writer: Step | undefined;
  readonly timeline: LockTimeline;
}

export const rule = statementRule<LockUpgrade>({
  id: 'write-then-alter',
  mode: 'migration-deadlock',
  on: ['in-transaction'],
  detect: (step, changeset) => {
    const transaction = step.session.transaction;
    if (transaction === null || step.effects.fails !== null) return [];
    for (const { relation, mode, existing } of step.effects.locks) {
      const since = transaction.wrote.get(relation);
      const held = transaction.locks.get(relation);
      if (!existing || since === undefined || !blocksWrites(mode)) continue;
      // Who blocks writers already has no writer left to wait for.
      if (held !== undefined && blocksWrites(held.mode)) continue;
      const writer = changeset.steps[since];
      const related = writer === undefined ? [] : [writer];
      const { last } = timelineUntil(step, changeset);
      const timeline = {
        order: [writer, step].flatMap((one) => (one === undefined ? [] : [[relation, one] as const])),
        last,
      };
      return [
        {
          severity: 'unsafe',
          at: at(step),
          alsoModes: ['lock-queue-freeze'],
          related,
          step,
          relation,
          mode,
          writer,
          timeline,
        },
      ];
    }
    return [];
  },
  describe: ({ step, relation, mode, writer, timeline }) => ({
    title: `A lock on ${shortName(relation)} is raised in one transaction, which deadlocks`,
    message: `${code(writer?.statement.kind ?? 'An earlier statement')} has written or locked rows of ${table(relation)} in this transaction; now ${code(step.statement.kind)} wants ${mode}, which blocks ${blockedWork(mode)}, and waits for every other writer. One of them that waits for a row of this transaction makes it a deadlock, and Postgres kills one of the two.`,
    fix: withTimeline([timeline], alone(step, 'the rows are committed first')),
  }),
});
