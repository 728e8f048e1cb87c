import type { RelationName } from '../../../sql/names.js';
import { shortName } from '../../../sql/names.js';
import { foreignKeysTo } from '../../../catalog/catalog.js';
import type { Step } from '../../../timeline.js';
import { code, lockClause, tables as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { isOthers, objectAt } from '../../existing.js';
import { backupBox, inLaterRelease, unusedTableBox } from '../acknowledged.js';

interface TableLoss extends Match {
  readonly step: Step;
  readonly tables: readonly [RelationName, ...RelationName[]];
  readonly cascade: boolean;
}

export const rule = statementRule<TableLoss>({
  id: 'drop-table',
  mode: 'destructive-rollback',
  detect: (step) => {
    const body = nodeIf(step, 'DropStmt');
    if (body === null || (body.removeType !== 'OBJECT_TABLE' && body.removeType !== 'OBJECT_FOREIGN_TABLE')) return [];
    const [first, ...others] = (body.objects ?? []).map((object) => objectAt(step, object)).filter((name) => isOthers(step, name));
    if (first === undefined || step.effects.fails !== null) return [];
    const cascade = body.behavior === 'DROP_CASCADE';
    return [{ severity: 'unsafe', at: at(step), alsoModes: ['rename-in-rolling-deploy', 'lock-queue-freeze'], step, tables: [first, ...others], cascade }];
  },
  describe: ({ step, tables, cascade }) => ({
    title: `Dropping ${tables.map(shortName).join(', ')} deletes every row for good`,
    message: messageOf(step, tables, cascade),
    fix: inLaterRelease('drop-table', `DROP TABLE ${tables.map(shortName).join(', ')};`),
  }),
  boxes: ({ tables }) => tables.flatMap((table) => [backupBox(tableWords([table])), unusedTableBox(table)]),
});

function messageOf(step: Step, tables: TableLoss['tables'], cascade: boolean): string {
  const also = step.effects.locks.filter((lock) => lock.existing && !tables.includes(lock.relation)).map((lock) => lock.relation);
  const locked = also.length === 0 ? '' : `, and locks ${tableWords(also)} as well`;
  const known = tables.flatMap((table) => foreignKeysTo(step.before, table)).map(({ table, key }) => `${code(key.name)} of ${tableWords([table])}`);
  const along = cascade ? ` CASCADE also drops every view that reads it and every foreign key that points to it${known.length > 0 ? `: ${known.join(', ')}` : ''}.` : '';
  return (
    `${code('DROP TABLE')} deletes ${tableWords(tables)} with its rows, indexes and grants; no rollback brings them back, ` +
    `and code that still queries it fails from then on.${along} It ${lockClause(step, tables[0])}${locked}, until the transaction ends.`
  );
}
