import { identifier, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { rangeAt } from '../../existing.js';
import { nodeIf } from '../../scope.js';
import type { Sequence } from './set-back.js';

/** Columns with a sequence of their own that an INSERT gives numbers to. A new table has the same trouble later. */
export function writtenIds(step: Step): Sequence[] {
  const body = nodeIf(step, 'InsertStmt');
  if (body === null) return [];
  const table = rangeAt(step, body.relation);
  const relation = step.before.relations.get(table);
  if (relation === undefined || relation.temporary) return [];
  const values = bodyOf('SelectStmt', body.selectStmt)?.valuesLists ?? [];
  const written = bodiesOf('ResTarget', body.cols).map(({ name }) => name ?? '');
  const names = written.length > 0 ? written : [...relation.columns.keys()];
  return names.flatMap((column, nth): Sequence[] => {
    if (!isNumbered(step, table, column) || values.length === 0) return [];
    const rows = bodiesOf('List', [...values]);
    const given = rows.some((row) => row.items?.[nth] !== undefined && bodyOf('SetToDefault', row.items[nth]) === null);
    return given ? [{ why: 'written', name: column, table, column: identifier(column), part: 0 }] : [];
  });
}

/** An identity, or a default that takes its number from a sequence. */
function isNumbered({ before }: Step, table: RelationName, column: string): boolean {
  const known = before.relations.get(table)?.columns.get(column);
  return known?.identity === true || (known !== undefined && known.sequence !== null);
}
