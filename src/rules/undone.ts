import { findSavepoint, transactionNumber } from '../session/session.js';
import type { Changeset, Step } from '../timeline.js';
import type { FailureModeId } from './mode.js';
import type { Judgement } from './rule.js';

/** Modes about what is there afterwards. Locks, scans and WAL come while the transaction lasts, however it ends. */
const NEEDS_COMMIT: ReadonlySet<FailureModeId> = new Set(['destructive-rollback', 'rename-in-rolling-deploy']);

/** What a ROLLBACK takes back destroys nothing and renames nothing. */
export function withoutUndone(judgements: readonly Judgement[], changeset: Changeset): readonly Judgement[] {
  const steering = changeset.stepsWith.get('TransactionStmt') ?? [];
  if (!steering.some((step) => rollsBack(step) || backTo(step) !== null)) return judgements;
  return judgements.flatMap((judgement) => {
    if (judgement.at.kind !== 'statement' || !isUndone(judgement.at.step, changeset)) return [judgement];
    if (judgement.mode !== null && NEEDS_COMMIT.has(judgement.mode)) return [];
    return [{ ...judgement, alsoModes: (judgement.alsoModes ?? []).filter((mode) => !NEEDS_COMMIT.has(mode)) }];
  });
}

function isUndone(step: Step, { stepsInTransaction }: Changeset): boolean {
  if (step.session.transaction === null) return false;
  const together = stepsInTransaction.get(transactionNumber(step.session)) ?? [];
  const last = together.at(-1);
  return (last !== undefined && rollsBack(last)) || takenBackIn(together)(step);
}

/** Tells whether one of these steps of a transaction returns to a savepoint that was set before a step. */
export function takenBackIn(steps: readonly Step[]): (step: Step) => boolean {
  const returns = steps.flatMap((step) => {
    const savepoint = backTo(step);
    return savepoint === null ? [] : [{ from: savepoint, to: step.index }];
  });
  return ({ index }) => returns.some(({ from, to }) => from < index && index < to);
}

/** Index of the step whose savepoint a ROLLBACK TO returns to. */
function backTo({ statement: { node }, session }: Step): number | null {
  if (node.tag !== 'TransactionStmt' || node.body.kind !== 'TRANS_STMT_ROLLBACK_TO') return null;
  return findSavepoint(session, node.body.savepoint_name ?? '')?.step ?? null;
}

function rollsBack({ statement: { node }, session }: Step): boolean {
  return node.tag === 'TransactionStmt' && node.body.kind === 'TRANS_STMT_ROLLBACK' && session.transaction !== null;
}
