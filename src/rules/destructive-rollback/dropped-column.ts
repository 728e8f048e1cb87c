import { laterInSet } from './dropped-object.js';
import { foreignKeysTo } from '../../catalog/catalog.js';
import { shortName, splitName, identifier, type RelationName } from '../../sql/names.js';
import { bodiesOf, bodyOf } from '../../sql/statement.js';
import type { Changeset, Step } from '../../timeline.js';
import { isOthersColumn, rangeAt } from '../existing.js';
import { nodeIf } from '../scope.js';

/** One DROP COLUMN of a column that others use. */
export interface DroppedColumn {
  readonly step: Step;
  readonly table: RelationName;
  readonly column: string;
  readonly part: number;
  readonly cascade: boolean;
}

export function droppedColumns(step: Step): DroppedColumn[] {
  const body = nodeIf(step, 'AlterTableStmt');
  // An attribute of a composite type holds no rows.
  if (body === null || body.objtype === 'OBJECT_TYPE' || step.effects.fails !== null) return [];
  const table = rangeAt(step, body.relation);
  const known = step.before.relations.get(table);
  return bodiesOf('AlterTableCmd', body.cmds).flatMap((cmd, part): DroppedColumn[] => {
    const column = cmd.name ?? '';
    if (cmd.subtype !== 'AT_DropColumn' || !isOthersColumn(step, table, column)) return [];
    if (cmd.missing_ok === true && known?.complete === true && !known.columns.has(column)) return [];
    return [{ step, table, column, part, cascade: cmd.behavior === 'DROP_CASCADE' }];
  });
}

/** A later ADD COLUMN of the same name on the same table: what looks like a change of the column is a loss of its data. */
export function readding({ step, table, column }: DroppedColumn, { stepsInSet }: Changeset): Step | null {
  const later = [step, ...laterInSet(step, stepsInSet)];
  return later.find((one) => addedColumn(one, table, column) !== null) ?? null;
}

export function addedColumn(step: Step, table: RelationName, column: string): { readonly missingOk: boolean } | null {
  const body = nodeIf(step, 'AlterTableStmt');
  if (body === null || rangeAt(step, body.relation) !== table) return null;
  const added = bodiesOf('AlterTableCmd', body.cmds).find(
    (cmd) => cmd.subtype === 'AT_AddColumn' && bodyOf('ColumnDef', cmd.def)?.colname === column,
  );
  return added === undefined ? null : { missingOk: added.missing_ok === true };
}

/** Statements that drop the foreign keys of other tables to the column: without them only CASCADE could drop it. */
export function foreignKeysFirst({ step, table, column }: DroppedColumn): string[] {
  const foreign = foreignKeysTo(step.before, table).filter(({ key }) => key.referencedColumns.includes(column));
  return foreign.map(
    ({ table: other, key }) => `ALTER TABLE ${shortName(other)} DROP CONSTRAINT ${identifier(key.name)};`,
  );
}

/** Indexes and constraints that Postgres drops with the column without a word, as far as the schema is known. */
export function goneWith({ step, table, column }: DroppedColumn): string[] {
  const relation = step.before.relations.get(table);
  const constraints = [...(relation?.constraints.values() ?? [])].filter(
    (one) => one.kind !== 'not-null' && one.columns.includes(column),
  );
  const ofConstraints = new Set(constraints.flatMap((one) => ('index' in one ? [one.index] : [])));
  const indexes = (relation?.indexes ?? []).filter(
    (name) => step.before.indexes.get(name)?.mentions.includes(column) === true && !ofConstraints.has(name),
  );
  const foreign = foreignKeysTo(step.before, table).filter(({ key }) => key.referencedColumns.includes(column));
  return [
    ...indexes.map((name) => `index ${identifier(splitName(name).name)}`),
    ...constraints.map((one) => `constraint ${identifier(one.name)}`),
    ...foreign.map(({ table: other, key }) => `foreign key ${identifier(key.name)} of ${shortName(other)}`),
  ];
}
