import { blockedWork, blocksWrites, type LockMode } from '../../../effects/lock-mode.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { transactionNumber } from '../../../session/session.js';
import type { StatementTag } from '../../../sql/statement.js';
import { repeated } from '../../alone.js';
import { timelineUntil, withTimeline, type LockTimeline } from '../../lock-timeline.js';
import { BOUNDED_WAIT, code, fileName, table, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { backfillOutline } from '../outline.js';
import { unboundedTargets, writtenTables } from '../writes.js';

interface LockedBackfill extends Match {
  readonly step: Step;
  readonly written: RelationName;
  readonly locked: RelationName;
  readonly mode: LockMode;
  /** Statements of the same file and transaction, before it and behind it. */
  readonly earlier: readonly Step[];
  readonly later: readonly Step[];
  readonly timeline: LockTimeline;
}

export const rule = statementRule<LockedBackfill>({
  id: 'schema-change-and-backfill-in-one-transaction',
  mode: 'backfill-wal-flood',
  on: ['in-transaction'],
  detect: (step, changeset) => {
    const { steps, stepsInTransaction } = changeset;
    const [written] = step.within?.inLoop === true ? writtenTables(step) : unboundedTargets(step);
    if (written === undefined || step.effects.fails !== null) return [];
    const held = [...(step.session.transaction?.locks.entries() ?? [])].filter(
      ([name, { mode }]) => blocksWrites(mode) && isExisting(step, name),
    );
    const [first] = held.filter(([name]) => name === written).concat(held);
    if (first === undefined) return [];
    const [locked, { mode, since }] = first;
    const holder = steps[since];
    const related = holder === undefined ? [] : [holder];
    const alsoModes = ['lock-queue-freeze', 'migration-deadlock'] as const;
    const around = aroundOf(step, stepsInTransaction.get(transactionNumber(step.session)) ?? []);
    const timeline = timelineUntil(step, changeset);
    return [{ severity: 'unsafe', at: at(step), alsoModes, related, step, written, locked, mode, timeline, ...around }];
  },
  describe: ({ step, written, locked, mode, earlier, later, timeline }) => ({
    title: `The backfill of ${shortName(written)} runs while ${shortName(locked)} is locked`,
    message: `An earlier statement of this transaction holds ${mode} on ${table(locked)}, which blocks ${blockedWork(mode)} until the commit. ${code(step.statement.kind)} writes ${table(written)} without a bound before that, so the lock is held for as long as all its rows take.`,
    fix: withTimeline([timeline], inFiles(step, written, locked, earlier, later)),
  }),
});

/** What else the file does in this transaction; a body that runs it counts as one with it. */
function aroundOf(step: Step, together: readonly Step[]): Pick<LockedBackfill, 'earlier' | 'later'> {
  const caller = step.within?.caller ?? step.statement;
  const own = together.filter(({ migration, within, statement }) => {
    return migration === step.migration && within === null && !STEERING.has(statement.node.tag);
  });
  return {
    earlier: own.filter(({ statement }) => statement.index < caller.index),
    later: own.filter(({ statement }) => statement.index > caller.index),
  };
}

const STEERING: ReadonlySet<StatementTag> = new Set(['TransactionStmt', 'VariableSetStmt']);

/** The change of the schema, the batches, and what came behind them: each with the statements that stand there. */
function inFiles(
  step: Step,
  written: RelationName,
  locked: RelationName,
  earlier: readonly Step[],
  later: readonly Step[],
): Fix {
  const loop = backfillOutline(step, written);
  const lines =
    typeof loop === 'string' ? [loop] : loop.flatMap((part) => (typeof part === 'string' ? [] : part.lines));
  return [
    ...(earlier.length === 0
      ? []
      : [
          {
            name: fileName(locked),
            about: 'the change of the schema, in a short transaction of its own',
            lines: [BOUNDED_WAIT, ...repeated(earlier)],
          },
        ]),
    {
      name: fileName(written, 'fill'),
      about: 'the backfill in batches',
      lines: lines.filter((line) => line !== ''),
      ...(step.version < 11 ? {} : { leaves: 'DO' }),
    },
    ...(later.length === 0
      ? []
      : [
          {
            name: fileName(written, 'filled'),
            about: 'what came behind it',
            lines: [BOUNDED_WAIT, ...repeated(later)],
          },
        ]),
  ];
}

function isExisting(step: Step, name: RelationName): boolean {
  return step.before.relations.get(name)?.set !== step.set;
}
