import type { RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { rangeAt } from '../../existing.js';
import { isDown, nodeIf } from '../../scope.js';
import { schemaAtEnd } from '../../set-end.js';
import type { Unfinished } from './unfinished.js';

/** Two renames that give the name of one column to another one, which leaves the first beside it. */
export function swappedOn(table: RelationName, step: Step, changeset: Changeset): Unfinished[] {
  const renames = (changeset.stepsInSet.get(step.set) ?? []).flatMap((one) => {
    const body = nodeIf(one, 'RenameStmt');
    const isColumn = body?.renameType === 'OBJECT_COLUMN' && !isDown(one) && one.effects.fails === null;
    const { subname = '', newname = '' } = body ?? {};
    return isColumn && rangeAt(one, body.relation) === table ? [{ from: subname, to: newname }] : [];
  });
  const columns = schemaAtEnd(step, changeset).relations.get(table)?.columns;
  return renames.flatMap(({ from, to }, at): Unfinished[] => {
    const isTaken = renames.slice(at + 1).some((later) => later.to === from);
    const stays = columns?.has(to) === true && columns.has(from);
    return isTaken && stays ? [{ kind: 'swapped here', name: from, old: to }] : [];
  });
}
