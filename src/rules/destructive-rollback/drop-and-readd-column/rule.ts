import { identifier, shortName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import { typeRef, typeWords } from '../../../catalog/types.js';
import type { Step } from '../../../timeline.js';
import { code, comment, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { backupBox } from '../acknowledged.js';
import { droppedColumns, readding, type DroppedColumn } from '../dropped-column.js';
import { lockedMeanwhile } from '../locked.js';

interface Readded extends Match {
  readonly drop: DroppedColumn;
  readonly added: Step;
}

export const rule = statementRule<Readded>({
  id: 'drop-and-readd-column',
  mode: 'destructive-rollback',
  on: ['AT_DropColumn'],
  detect: (step, changeset) =>
    droppedColumns(step).flatMap((drop): Readded[] => {
      const added = readding(drop, changeset);
      if (added === null) return [];
      const related = added === step ? [] : [added];
      return [
        {
          severity: 'unsafe',
          at: at(step, drop.part),
          alsoModes: ['rename-in-rolling-deploy', 'lock-queue-freeze'],
          related,
          drop,
          added,
        },
      ];
    }),
  describe: ({ drop, added }) => ({
    title: `${identifier(drop.column)} of ${shortName(drop.table)} is dropped and added again, empty`,
    message: messageOf(drop),
    fix: beside(drop, added),
  }),
  boxes: ({ drop }) => [backupBox(`${code(identifier(drop.column))} of ${tableWords(drop.table)}`)],
});

function messageOf({ step, table, column }: DroppedColumn): string {
  return (
    `${code('DROP COLUMN')} followed by ${code('ADD COLUMN')} of the same name does not change ${code(identifier(column))} of ${tableWords(table)}: ` +
    `every value in it is deleted and the new column starts empty. ${lockedMeanwhile(step, table)}`
  );
}

function beside({ table, column }: DroppedColumn, added: Step): string {
  const definition = bodiesOf('AlterTableCmd', nodeIf(added, 'AlterTableStmt')?.cmds)
    .map((cmd) => bodyOf('ColumnDef', cmd.def))
    .find((one) => one?.colname === column);
  const type = definition?.typeName === undefined ? 'text' : typeWords(typeRef(definition.typeName));
  const name = shortName(table);
  const next = identifier(`${column}_new`);
  return sql(
    '-- 1. the new shape beside the old one; no value is lost',
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${name} ADD COLUMN ${next} ${type};`,
    '-- 2. release code that writes both columns, and copy the old rows in batches',
    comment(`3. release code that uses ${next} alone; drop ${identifier(column)} in a later migration, after a backup`),
  );
}
