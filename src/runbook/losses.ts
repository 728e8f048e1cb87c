import { columnsGoneWith, droppedObjects } from '../rules/destructive-rollback/dropped-object.js';
import { columnThing, dropsOf } from '../rules/destructive-rollback/made-by-up.js';
import { isOthers, isOthersColumn, rangeAt } from '../rules/existing.js';
import { table } from '../rules/prose.js';
import { nodeIf } from '../rules/scope.js';
import { bodiesOf } from '../sql/statement.js';
import type { Step } from '../timeline.js';
import { isBackfill } from './backfill.js';

/** A statement after which something is gone that only a backup holds. */
export interface Loss {
  readonly step: Step;
  readonly words: string;
}

export function lossesOf(step: Step): readonly Loss[] {
  const drops = dropsOf(step).flatMap((thing): Loss[] => {
    if (thing.kind === 'index' || thing.kind === 'extension') return [];
    const others =
      thing.column === null
        ? thing.kind === 'schema'
          ? step.before.schemas.get(thing.key) !== step.set
          : isOthers(step, thing.key)
        : isOthersColumn(step, thing.column.table, thing.column.name);
    return others ? [{ step, words: thing.words }] : [];
  });
  const truncate = nodeIf(step, 'TruncateStmt');
  const emptied = bodiesOf('RangeVar', truncate?.relations)
    .map((range) => rangeAt(step, range))
    .filter((name) => isOthers(step, name));
  const deleted = nodeIf(step, 'DeleteStmt') !== null && isBackfill(step) ? step.effects.writesTo : [];
  const cascaded = droppedObjects(step).flatMap((object) => columnsGoneWith(step, object));
  return [
    ...drops,
    ...cascaded.map(({ table: owner, name }) => ({ step, words: columnThing(owner, name, 0).words })),
    ...emptied.map((name) => ({ step, words: `all rows of ${table(name)}` })),
    ...deleted.slice(0, 1).map((name) => ({ step, words: `rows of ${table(name)}` })),
  ];
}
