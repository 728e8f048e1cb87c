import type { RenameStmt } from '@pgsql/types';
import { dependentsOfColumn } from '../../../catalog/dependents.js';
import { blocksWrites } from '../../../effects/lock-mode.js';
import { transactionNumber } from '../../../session/session.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { rangeAt } from '../../existing.js';
import { nodeIf } from '../../scope.js';
import { triggersThatFill } from '../../sync-trigger.js';

/** One column gives its name away and another one takes it, in one transaction: the name is never missing. */
export interface Swap {
  /** The rename that gives the name away. */
  readonly away: Step;
  readonly place: Step;
  /** The name that code goes on using. */
  readonly name: string;
  /** What the new holder of the name was called before. */
  readonly fresh: string;
  /** What has kept the two alike: triggers, or a copy under the lock of this transaction. */
  readonly sync: readonly string[] | 'copied here';
  /** Views that read the old column when it is over. */
  readonly views: readonly string[];
}

export function swapAt(step: Step, table: RelationName, { stepsInTransaction }: Changeset): Swap | null {
  if (step.session.transaction === null) return null;
  const together = stepsInTransaction.get(transactionNumber(step.session)) ?? [];
  const renames = together.flatMap((one) => {
    const body = columnRename(one, table);
    return body === null ? [] : [{ step: one, from: body.subname ?? '', to: body.newname ?? '' }];
  });
  for (const [at, away] of renames.entries()) {
    const place = renames.find((one, nth) => nth > at && one.to === away.from);
    if (place === undefined || (away.step !== step && place.step !== step)) continue;
    if (renames.some(({ from, step: later }) => from === away.from && later.index > place.step.index)) continue;
    const end = together.at(-1)?.after ?? place.step.after;
    return {
      away: away.step,
      place: place.step,
      name: away.from,
      fresh: place.from,
      sync: syncOf(together, table, place.from),
      views: dependentsOfColumn(end, table, away.to).flatMap((one) =>
        one.kind === 'view' ? [shortName(one.relation)] : [],
      ),
    };
  }
  return null;
}

function columnRename(step: Step, table: RelationName): RenameStmt | null {
  const body = nodeIf(step, 'RenameStmt');
  const isColumn = body?.renameType === 'OBJECT_COLUMN' && step.effects.fails === null;
  return isColumn && rangeAt(step, body.relation) === table ? body : null;
}

/** As the transaction finds it: its own DROP TRIGGER comes when nobody else can write any more. */
function syncOf(together: readonly Step[], table: RelationName, column: string): Swap['sync'] {
  const [first] = together;
  const isCopied = together.some((step) => {
    const body = nodeIf(step, 'UpdateStmt');
    if (body === null || rangeAt(step, body.relation) !== table) return false;
    return bodiesOf('ResTarget', body.targetList).some(({ name }) => name === column) && isLocked(step, table);
  });
  if (isCopied) return 'copied here';
  const isGenerated = (first?.before.relations.get(table)?.columns.get(column)?.generated ?? null) !== null;
  return first === undefined || isGenerated ? [] : triggersThatFill(first, table, column);
}

/** An earlier statement of the transaction keeps writers away. */
function isLocked({ session }: Step, table: RelationName): boolean {
  const mode = session.transaction?.locks.get(table)?.mode;
  return mode !== undefined && blocksWrites(mode);
}
