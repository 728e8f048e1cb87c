import type { RelationName } from '../../sql/names.js';
import type { Changeset, Step } from '../../timeline.js';
import { rangeAt } from '../existing.js';
import { nodeIf } from '../scope.js';

/** A view of the old name, made in the same transaction: old code never sees the name missing. */
export function compatibleView(step: Step, oldName: RelationName, { stepsInTransaction }: Changeset): Step | null {
  const transaction = step.session.transaction?.number;
  if (transaction === undefined) return null;
  const later = (stepsInTransaction.get(transaction) ?? []).filter(({ index }) => index > step.index);
  return (
    later.find((one) => rangeAt(one, nodeIf(one, 'ViewStmt')?.view) === oldName && nodeIf(one, 'ViewStmt') !== null) ??
    null
  );
}
