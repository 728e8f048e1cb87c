import type { AlterTableCmd, Constraint } from '@pgsql/types';
import type { Catalog } from '../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { bodyOf } from '../sql/statement.js';
import type { Step } from '../timeline.js';

const ALONE: ReadonlySet<Constraint['contype']> = new Set([
  'CONSTR_CHECK',
  'CONSTR_FOREIGN',
  'CONSTR_UNIQUE',
  'CONSTR_EXCLUSION',
]);

/** The same as `inverseOf`, for one subcommand of an ALTER TABLE. */
export function inverseOfSubcommand(
  step: Step,
  table: RelationName,
  cmd: AlterTableCmd,
  atEnd: Catalog | null,
): readonly string[] | null {
  const alter = `ALTER TABLE ${shortName(table)}`;
  const name = identifier(cmd.name ?? '');
  const column = step.before.relations.get(table)?.columns.get(cmd.name ?? '');
  const isGone = (part: 'columns' | 'constraints', one: string): boolean =>
    atEnd !== null && atEnd.relations.get(table)?.[part].has(one) !== true;
  switch (cmd.subtype) {
    case 'AT_AddColumn': {
      const added = bodyOf('ColumnDef', cmd.def)?.colname ?? '';
      // With IF NOT EXISTS it may be one that was there, and holds something.
      const isNew = cmd.missing_ok !== true || step.before.relations.get(table)?.complete === true;
      if (step.before.relations.get(table)?.columns.has(added) === true || isGone('columns', added)) return [];
      return !isNew ? null : [`${alter} DROP COLUMN ${identifier(added)};`];
    }
    case 'AT_AddConstraint': {
      const constraint = bodyOf('Constraint', cmd.def);
      // A primary key leaves NOT NULL behind, and an index that it took over would go with the constraint.
      if (constraint === null || !ALONE.has(constraint.contype) || constraint.indexname !== undefined) return null;
      const added = addedConstraint(step, table, constraint.conname);
      if (added !== null && isGone('constraints', added)) return [];
      return added === null ? null : [`${alter} DROP CONSTRAINT ${identifier(added)};`];
    }
    case 'AT_DropConstraint':
      return step.before.relations.get(table)?.constraints.get(cmd.name ?? '')?.set === step.set ? [] : null;
    case 'AT_DropColumn':
      return column?.set === step.set ? [] : null;
    case 'AT_SetNotNull':
      if (column?.notNull === true) return [];
      return column?.notNull === false ? [`${alter} ALTER COLUMN ${name} DROP NOT NULL;`] : null;
    case 'AT_ColumnDefault':
      return cmd.def !== undefined && column?.hasDefault === false
        ? [`${alter} ALTER COLUMN ${name} DROP DEFAULT;`]
        : null;
    case 'AT_AddIdentity':
      return [`${alter} ALTER COLUMN ${name} DROP IDENTITY;`];
    case 'AT_ValidateConstraint':
    case 'AT_SetStatistics':
      return [];
    default:
      return null;
  }
}

function addedConstraint(step: Step, table: RelationName, written: string | undefined): string | null {
  if (written !== undefined && written !== '') return written;
  const before = step.before.relations.get(table)?.constraints;
  const names = [...(step.after.relations.get(table)?.constraints.keys() ?? [])].filter(
    (name) => before?.has(name) !== true,
  );
  return names.length === 1 ? (names[0] ?? null) : null;
}
