import { shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { backupBox } from '../acknowledged.js';

interface DeletedRows extends Match {
  readonly table: RelationName;
}

export const rule = statementRule<DeletedRows>({
  id: 'down-deletes-rows',
  mode: 'destructive-rollback',
  on: ['DeleteStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'DeleteStmt');
    // Without a bound it is told by another rule, in both directions.
    if (body === null || !isDown(step) || step.effects.writes !== 'bounded' || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    if (!isOthers(step, table) || wasInserted(step, table, changeset)) return [];
    return [{ severity: 'caution', at: at(step), table }];
  },
  describe: ({ table }) => ({
    title: `Rolling back deletes rows of ${shortName(table)} that the up did not write`,
    message: `The down migration deletes from ${tableWords(table)}, and the up inserts nothing there: what goes was there before or was written since, and the next up does not bring it back.`,
    fix: '-- leave the rows in the down, or move them to a table that is kept',
  }),
  boxes: ({ table }) => [backupBox(tableWords(table))],
});

/** Rows that the up wrote are what the down is there to take away. */
function wasInserted(step: Step, table: RelationName, { stepsInSet }: Changeset): boolean {
  return (stepsInSet.get(step.set) ?? []).some((one) => {
    const insert = nodeIf(one, 'InsertStmt') ?? nodeIf(one, 'CopyStmt');
    return insert !== null && !isDown(one) && rangeAt(one, insert.relation) === table;
  });
}
