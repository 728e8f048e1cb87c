import type { ColumnDef, Constraint as ConstraintNode } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, isNullConstant } from '../sql/statement.js';
import { edit, editColumn, resolveType, type ApplyContext } from './apply-context.js';
import { addConstraint } from './apply-constraint.js';
import { impliedRelationName } from './apply-names.js';
import { columnsIn } from './apply-proof.js';
import { linkReader } from './apply-reads.js';
import { columnRequests } from './apply-request.js';
import { callsIn, sequenceIn } from './calls.js';
import { newRelation, withRelation, type Catalog, type Column, type Relation } from './catalog.js';
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
  if (column.sequence !== null) for (const each of tables) after = linkReader(after, each, column.sequence, 'sequence');
  return withSequence(after, tables, definition, context);
}

/** What the column itself says; constraints behind it come after. */
export function columnFrom(catalog: Catalog, definition: ColumnDef, context: ApplyContext): Column {
  const constraints = bodiesOf('Constraint', definition.constraints);
  const identity = constraints.some(({ contype }) => contype === 'CONSTR_IDENTITY');
  const generation = constraints.find(({ contype }) => contype === 'CONSTR_GENERATED');
  const isSerial = definition.typeName !== undefined && serialName(definition.typeName) !== null;
  const given = constraints.find(givesDefault)?.raw_expr;
  return {
    name: definition.colname ?? '',
    type: definition.typeName === undefined ? null : resolveType(catalog, context, definition.typeName),
    notNull: false,
    hasDefault: identity || isSerial || generation !== undefined || given !== undefined,
    defaultExpression: given ?? null,
    generated: generation === undefined ? null : generation.generated_kind === 's' ? 'stored' : 'virtual',
    computedFrom: generation === undefined ? NONE : columnsIn(generation.raw_expr),
    calls: callsIn([generation?.raw_expr ?? given], catalog, context.path),
    identity,
    sequence: given === undefined ? null : sequenceIn(given, catalog, context.path),
    set: context.set,
  };
}

const NONE: readonly string[] = [];

/** `serial` and identity make a sequence. */
export function withSequence(
  catalog: Catalog,
  tables: readonly RelationName[],
  definition: ColumnDef,
  context: ApplyContext,
): Catalog {
  const isSerial = definition.typeName !== undefined && serialName(definition.typeName) !== null;
  const identity = bodiesOf('Constraint', definition.constraints).some(({ contype }) => contype === 'CONSTR_IDENTITY');
  return isSerial || identity ? addSequence(catalog, tables, definition.colname ?? '', context) : catalog;
}

/** The sequence goes with the first of the tables; what inherits the column takes its numbers from it too. */
export function addSequence(
  catalog: Catalog,
  tables: readonly RelationName[],
  column: string,
  context: ApplyContext,
): Catalog {
  const [table] = tables;
  if (table === undefined) return catalog;
  const name = impliedRelationName(catalog, table, [column], 'seq');
  const sequence: Relation = {
    ...newRelation(name, 'sequence', context.set, true),
    temporary: table.startsWith(`${TEMPORARY_SCHEMA}.`),
    ownedBy: { table, column },
    readers: tables,
  };
  const after = edit(withRelation(catalog, sequence), table, (relation) => ({
    ...relation,
    sequences: [...relation.sequences, name],
  }));
  return editColumn(after, tables, column, (before) => ({ ...before, sequence: name }));
}

/** Tells the sequences of defaults that their numbers are wanted. */
export function linkSequences(catalog: Catalog, table: RelationName): Catalog {
  let after = catalog;
  for (const { sequence } of catalog.relations.get(table)?.columns.values() ?? [])
    if (sequence !== null) after = linkReader(after, table, sequence, 'sequence');
  return after;
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
