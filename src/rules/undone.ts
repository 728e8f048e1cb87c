import { transactionNumber } from '../session/session.js';
import type { Changeset, Step } from '../timeline.js';
import type { FailureModeId } from './mode.js';
import type { Judgement } from './rule.js';

/** Modes about what is there afterwards. Locks, scans and WAL come while the transaction lasts, however it ends. */
const NEEDS_COMMIT: ReadonlySet<FailureModeId> = new Set(['destructive-rollback', 'rename-in-rolling-deploy']);

/** What a ROLLBACK takes back destroys nothing and renames nothing. */
export function withoutUndone(judgements: readonly Judgement[], changeset: Changeset): readonly Judgement[] {
  if (!(changeset.stepsWith.get('TransactionStmt') ?? []).some(rollsBack)) return judgements;
  return judgements.flatMap((judgement) => {
    if (judgement.at.kind !== 'statement' || !isUndone(judgement.at.step, changeset)) return [judgement];
    if (judgement.mode !== null && NEEDS_COMMIT.has(judgement.mode)) return [];
    return [{ ...judgement, alsoModes: (judgement.alsoModes ?? []).filter((mode) => !NEEDS_COMMIT.has(mode)) }];
  });
}

function isUndone(step: Step, { stepsInTransaction }: Changeset): boolean {
  const last = stepsInTransaction.get(transactionNumber(step.session))?.at(-1);
  return step.session.transaction !== null && last !== undefined && rollsBack(last);
}

function rollsBack({ statement: { node }, session }: Step): boolean {
  return node.tag === 'TransactionStmt' && node.body.kind === 'TRANS_STMT_ROLLBACK' && session.transaction !== null;
}
