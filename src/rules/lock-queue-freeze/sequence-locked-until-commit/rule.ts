import { blocksWrites, type LockMode } from '../../../effects/lock-mode.js';
import { literal, shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { asWritten, BOUNDED_WAIT, code, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface LockedSequence extends Match {
  readonly step: Step;
  readonly sequence: RelationName;
  readonly mode: LockMode;
  readonly next: Step;
}

export const rule = statementRule<LockedSequence>({
  id: 'sequence-locked-until-commit',
  mode: 'lock-queue-freeze',
  on: ['AlterSeqStmt', 'AT_SetIdentity'],
  detect: (step, changeset) => {
    const lock = step.effects.locks.find(
      ({ relation, mode, existing }) =>
        existing && blocksWrites(mode) && step.before.relations.get(relation)?.kind === 'sequence',
    );
    const next = lock === undefined || step.effects.fails !== null ? null : workBehind(step, changeset);
    if (lock === undefined || next === null) return [];
    const { relation: sequence, mode } = lock;
    return [{ severity: 'caution', at: at(step), related: [next], step, sequence, mode, next }];
  },
  describe: ({ step, sequence, mode, next }) => ({
    title: `Every nextval() of ${shortName(sequence)} waits until the transaction ends`,
    message: `${code(step.statement.kind)} takes ${mode} on ${table(sequence)}, so every INSERT that takes a number from it waits, also while ${code(next.statement.kind)} behind it waits for its own lock or works.`,
    fix: sql('-- alone in its transaction:', BOUNDED_WAIT, asWritten(step)),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `Every INSERT that takes a number from ${table(match.sequence)} can wait for as long as ${code(match.next.statement.kind)} waits and works`,
        numbered(match.sequence),
      ),
    ),
});

/** A later statement of the same transaction that takes its time, or waits for others. */
function workBehind(step: Step, { stepsInTransaction }: Changeset): Step | null {
  const { transaction } = step.session;
  if (transaction === null) return null;
  const own = new Set(step.effects.locks.map(({ relation }) => relation));
  const behind = stepsInTransaction.get(transaction.number) ?? [];
  return (
    behind.find(
      (one) =>
        one.index > step.index && one.effects.locks.some(({ relation, existing }) => existing && !own.has(relation)),
    ) ?? null
  );
}

/** The columns that it numbers: by a default, or as their own. */
function numbered(sequence: RelationName): string {
  const oid = `to_regclass(${literal(sequence)})`;
  return sql(
    'SELECT pg_describe_object(classid, objid, objsubid) AS numbered FROM pg_depend',
    `WHERE refclassid = 'pg_class'::regclass AND refobjid = ${oid} AND deptype = 'n'`,
    'UNION SELECT pg_describe_object(refclassid, refobjid, refobjsubid) FROM pg_depend',
    `WHERE classid = 'pg_class'::regclass AND objid = ${oid} AND deptype IN ('a', 'i');`,
  );
}
