import type { ColumnDef, Constraint as ConstraintNode } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, isNullConstant } from '../sql/statement.js';
import { edit, resolveType, type ApplyContext } from './apply-context.js';
import { addConstraint } from './apply-constraint.js';
import { impliedRelationName } from './apply-names.js';
import { columnRequests } from './apply-request.js';
import { newRelation, withRelation, type Catalog, type Column } from './catalog.js';
import { TEMPORARY_SCHEMA } from './lookup.js';
import { serialName } from './types.js';

/** Adds a column, with all that stands behind it, to a table and to what inherits it. */
export function addColumn(
  catalog: Catalog,
  tables: readonly RelationName[],
  definition: ColumnDef,
  context: ApplyContext,
): Catalog {
  const [table] = tables;
  if (table === undefined) return catalog;
  const column = columnFrom(catalog, definition, context);
  let after = catalog;
  for (const each of tables) after = withColumn(after, each, column, each === table);
  for (const request of columnRequests(definition)) after = addConstraint(after, table, request, context);
  return withSequence(after, table, definition, context);
}

/** What the column itself says; constraints behind it come after. */
export function columnFrom(catalog: Catalog, definition: ColumnDef, context: ApplyContext): Column {
  const constraints = bodiesOf('Constraint', definition.constraints);
  const identity = constraints.some(({ contype }) => contype === 'CONSTR_IDENTITY');
  const generation = constraints.find(({ contype }) => contype === 'CONSTR_GENERATED');
  const isSerial = definition.typeName !== undefined && serialName(definition.typeName) !== null;
  return {
    name: definition.colname ?? '',
    type: definition.typeName === undefined ? null : resolveType(catalog, context, definition.typeName),
    notNull: false,
    hasDefault: identity || isSerial || generation !== undefined || constraints.some(givesDefault),
    generated: generation === undefined ? null : generation.generated_kind === 's' ? 'stored' : 'virtual',
    identity,
    set: context.set,
  };
}

/** `serial` and identity make a sequence. */
export function withSequence(
  catalog: Catalog,
  table: RelationName,
  definition: ColumnDef,
  context: ApplyContext,
): Catalog {
  const isSerial = definition.typeName !== undefined && serialName(definition.typeName) !== null;
  const identity = bodiesOf('Constraint', definition.constraints).some(({ contype }) => contype === 'CONSTR_IDENTITY');
  return isSerial || identity ? addSequence(catalog, table, definition.colname ?? '', context) : catalog;
}

export function addSequence(catalog: Catalog, table: RelationName, column: string, context: ApplyContext): Catalog {
  const name = impliedRelationName(catalog, table, [column], 'seq');
  const sequence = newRelation(name, 'sequence', context.set, true);
  return withRelation(catalog, { ...sequence, temporary: table.startsWith(`${TEMPORARY_SCHEMA}.`) });
}

/** A child that has the column keeps its own. */
function withColumn(catalog: Catalog, table: RelationName, column: Column, replace: boolean): Catalog {
  return edit(catalog, table, (relation) => {
    if (!replace && relation.columns.has(column.name)) return relation;
    return { ...relation, columns: relation.columns.set(column.name, column) };
  });
}

/** Postgres stores no default for DEFAULT NULL. */
function givesDefault(constraint: ConstraintNode): boolean {
  return constraint.contype === 'CONSTR_DEFAULT' && !isNullConstant(constraint.raw_expr);
}
