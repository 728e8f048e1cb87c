import { sameType, typeRef, typeWords } from '../../../catalog/types.js';
import type { TypeRef } from '../../../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import { bodiesOf, bodyOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { isOthersColumn, rangeAt } from '../../existing.js';
import { code, comment, lockClause, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, isDown, nodeIf } from '../../scope.js';
import { schemaAtStart } from '../../set-end.js';
import { backupBox } from '../acknowledged.js';
import { cutBy, lossOf } from './loss.js';

interface Narrowing extends Match {
  readonly step: Step;
  readonly table: RelationName;
  readonly column: string;
  readonly from: TypeRef | null;
  readonly to: TypeRef;
  readonly loss: string;
}

export const rule = statementRule<Narrowing>({
  id: 'type-narrowing',
  mode: 'destructive-rollback',
  on: ['AT_AlterColumnType'],
  detect: (step, changeset) => {
    const body = nodeIf(step, 'AlterTableStmt');
    if (body === null || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): Narrowing[] => {
      const definition = cmd.subtype === 'AT_AlterColumnType' ? bodyOf('ColumnDef', cmd.def) : null;
      const column = cmd.name ?? '';
      if (definition?.typeName === undefined || !isOthersColumn(step, table, column)) return [];
      const from = step.before.relations.get(table)?.columns.get(column)?.type ?? null;
      const to = typeRef(definition.typeName);
      const cut = definition.raw_default === undefined ? null : cutBy(definition.raw_default, from);
      const loss = cut ?? (from === null ? null : lossOf(from, to));
      if (loss === null) return [];
      const severity = takesBack(step, changeset, table, column, to) ? 'caution' : 'unsafe';
      return [{ severity, at: at(step, part), alsoModes: ['hidden-rewrite'], step, table, column, from, to, loss }];
    });
  },
  describe: (match) => ({
    title: `${identifier(match.column)} of ${shortName(match.table)} loses part of its values`,
    message: messageOf(match),
    fix: beside(match),
  }),
  boxes: ({ table, column }) => [backupBox(`${code(identifier(column))} of ${tableWords(table)}`)],
});

/** The way back to the type that the up found: only what was written since can be lost. */
function takesBack(step: Step, changeset: Changeset, table: RelationName, column: string, to: TypeRef): boolean {
  const found = schemaAtStart(step, changeset).relations.get(table)?.columns.get(column)?.type ?? null;
  return isDown(step) && found !== null && sameType(found, to);
}

function messageOf({ step, table, column, from, to, loss }: Narrowing): string {
  const before = from === null ? '' : ` from ${code(typeWords(from))}`;
  return (
    `Changing ${code(identifier(column))} of ${tableWords(table)}${before} to ${code(typeWords(to))} loses data: ${loss}. ` +
    `Changing the type back does not bring it back. The statement ${lockClause(step, table)} until the transaction ends.`
  );
}

function beside({ table, column, to }: Narrowing): string {
  const next = identifier(`${column}_new`);
  return sql(
    '-- 1. the narrower column beside the old one',
    "SET lock_timeout = '2s';",
    `ALTER TABLE ${shortName(table)} ADD COLUMN ${next} ${typeWords(to)};`,
    '-- 2. release code that writes both, copy the old rows in batches, and look at the rows whose value changes:',
    comment(
      `SELECT count(*) FROM ${shortName(table)} WHERE ${identifier(column)}::text IS DISTINCT FROM ${next}::text;`,
    ),
    comment(`3. release code that uses ${next} alone; drop ${identifier(column)} in a later migration, after a backup`),
  );
}
