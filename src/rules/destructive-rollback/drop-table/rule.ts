import { foreignKeysTo } from '../../../catalog/catalog.js';
import { identifier, shortName, splitName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isContractStep, searchWords } from '../../base-mentions.js';
import { code, tables as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { isOthers, objectAt } from '../../existing.js';
import { backupBox, inLaterRelease, unusedTableBox } from '../acknowledged.js';
import { refusedOrLocked } from '../locked.js';
import { dropsOf, isOfOwnUp } from '../made-by-up.js';

interface TableLoss extends Match {
  readonly step: Step;
  readonly tables: readonly [RelationName, ...RelationName[]];
  readonly cascade: boolean;
  /** What the search of the base commit says. */
  readonly searched: string;
}

export const rule = statementRule<TableLoss>({
  id: 'drop-table',
  mode: 'destructive-rollback',
  on: ['DropStmt'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'DropStmt');
    if (body === null || (body.removeType !== 'OBJECT_TABLE' && body.removeType !== 'OBJECT_FOREIGN_TABLE')) return [];
    const [first, ...others] = (body.objects ?? [])
      .map((object) => objectAt(step, object))
      .filter((name) => isOthers(step, name) && !isOwn(step, name, changeset));
    if (first === undefined) return [];
    const cascade = body.behavior === 'DROP_CASCADE';
    const objects = [first, ...others].map((table) => ({ kind: 'table', name: splitName(table).name }) as const);
    return [
      {
        severity: objects.every((object) => isContractStep(object, changeset)) ? 'caution' : 'unsafe',
        at: at(step),
        alsoModes: ['rename-in-rolling-deploy', 'lock-queue-freeze'],
        step,
        tables: [first, ...others],
        cascade,
        searched: [...new Set(objects.map((object) => searchWords(object, changeset)))].join(''),
      },
    ];
  },
  describe: ({ step, tables, cascade, searched }) => ({
    title: `Dropping ${tables.map(shortName).join(', ')} deletes every row for good`,
    message: messageOf(step, tables, cascade) + searched,
    fix: inLaterRelease(
      'drop-table',
      `DROP TABLE ${tables.map(shortName).join(', ')};`,
      foreignKeysFirst(step, tables),
    ),
  }),
  boxes: ({ tables }) => tables.flatMap((table) => [backupBox(tableWords([table])), unusedTableBox(table)]),
});

/** A down of its own up loses what was written since: another rule tells that. */
function isOwn(step: Step, table: RelationName, changeset: Changeset): boolean {
  return isDown(step) && dropsOf(step).some((thing) => thing.key === table && isOfOwnUp(thing, step, changeset));
}

function messageOf(step: Step, tables: TableLoss['tables'], cascade: boolean): string {
  const known = tables
    .flatMap((table) => foreignKeysTo(step.before, table))
    .map(({ table, key }) => `${code(identifier(key.name))} of ${tableWords([table])}`);
  const along = cascade
    ? ` CASCADE also drops every view that reads it and every foreign key that points to it${known.length > 0 ? `: ${known.join(', ')}` : ''}.`
    : '';
  return (
    `${code('DROP TABLE')} deletes ${tableWords(tables)} with all rows, indexes and grants; no rollback brings them back, ` +
    `and code that still uses the name fails from then on.${along} ${refusedOrLocked(step, tables[0])}`
  );
}

/** Foreign keys of other tables, each by name, so that no CASCADE is needed. */
function foreignKeysFirst(step: Step, tables: TableLoss['tables']): string[] {
  const foreign = tables
    .flatMap((table) => foreignKeysTo(step.before, table))
    .filter(({ table }) => !tables.includes(table));
  return foreign.map(({ table, key }) => `ALTER TABLE ${shortName(table)} DROP CONSTRAINT ${identifier(key.name)};`);
}
