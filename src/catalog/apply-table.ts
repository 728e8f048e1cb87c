import type { ColumnDef, CreateStmt, PartitionSpec } from '@pgsql/types';
import { isTemporary, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, type Node } from '../sql/statement.js';
import { columnFrom, linkSequences, withSequence } from './apply-column.js';
import { addConstraint } from './apply-constraint.js';
import { nameToMake, type ApplyContext } from './apply-context.js';
import { dropRelation } from './apply-drop-relation.js';
import { columnsLike, copyIndexesLike } from './apply-like.js';
import { copyFromParent, inherited, linkParent } from './apply-parent.js';
import { columnRequests, inOrder, tableRequest, type ConstraintRequest } from './apply-request.js';
import { callsIn } from './calls.js';
import {
  newRelation,
  withRelation,
  type Catalog,
  type Column,
  type Partitioning,
  type Relation,
  type RelationKind,
} from './catalog.js';
import { resolveParts, resolveRange } from './lookup.js';
import { typeRef } from './types.js';

/** CREATE TABLE and CREATE FOREIGN TABLE. */
export function createTable(
  catalog: Catalog,
  body: CreateStmt,
  context: ApplyContext,
  kind: RelationKind = body.partspec === undefined ? 'table' : 'partitioned table',
): Catalog {
  const name = nameToMake(context, body.relation);
  const before = catalog.relations.get(name);
  if (before !== undefined && (body.if_not_exists === true || context.guarded === true)) return catalog;
  const cleared = before?.complete === true ? dropRelation(catalog, name) : catalog;
  // What others said of a table before its CREATE came along holds on: they refer to it.
  const { referencedBy = [], children = [], indexes = [], readers = [] } = before?.complete === false ? before : {};
  const base: Relation = {
    ...newRelation(name, kind, context.set, true),
    temporary: isTemporary(body.relation),
    unlogged: body.relation?.relpersistence === 'u',
    partitionKey: bodiesOf('PartitionElem', body.partspec?.partParams).flatMap((element) => element.name ?? []),
    partitioning: body.partspec === undefined ? null : partitioningOf(body.partspec, catalog, context),
    referencedBy,
    children,
    indexes,
    readers,
  };
  const shaped = withColumns(withRelation(cleared, base), base, body, context);
  const constrained = withConstraints(shaped, name, body, context);
  return withFollowers(constrained, name, body, context);
}

function partitioningOf(spec: PartitionSpec, catalog: Catalog, context: ApplyContext): Partitioning {
  const elements = bodiesOf('PartitionElem', spec.partParams);
  return {
    strategy: STRATEGIES[spec.strategy ?? ''] ?? 'range',
    keys: elements.map(({ name }) => name ?? null),
    calls: callsIn(
      elements.map(({ expr }) => expr),
      catalog,
      context.path,
    ),
  };
}

const STRATEGIES: Readonly<Record<string, Partitioning['strategy']>> = {
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_HASH: 'hash',
};

/** Columns of parents first, then of LIKE and of the statement itself, as they stand. */
function withColumns(catalog: Catalog, base: Relation, body: CreateStmt, context: ApplyContext): Catalog {
  let after = catalog;
  let relation = base;
  for (const parent of bodiesOf('RangeVar', body.inhRelations)) {
    const link = linkParent(after, base.name, resolveRange(after, context.path, parent), body.partbound);
    after = link.catalog;
    const linked = after.relations.get(base.name) ?? relation;
    relation = inherited(
      {
        ...relation,
        partitionOf: linked.partitionOf,
        isDefaultPartition: linked.isDefaultPartition,
        bound: linked.bound,
      },
      link.parent,
      context,
    );
  }
  if (body.ofTypename !== undefined) relation = ofType(after, relation, typeRef(body.ofTypename).name, context);
  for (const element of body.tableElts ?? []) relation = withElement(after, relation, element, context);
  return withRelation(after, relation);
}

function withElement(catalog: Catalog, relation: Relation, element: Node, context: ApplyContext): Relation {
  const like = bodyOf('TableLikeClause', element);
  if (like !== null) return columnsLike(catalog, relation, like, context);
  const definition = bodyOf('ColumnDef', element);
  if (definition === null) return relation;
  const column = merged(relation, columnFrom(catalog, definition, context), definition);
  return { ...relation, columns: relation.columns.set(column.name, column) };
}

/** A column that a parent has too: what the child says comes on top. */
function merged(relation: Relation, own: Column, definition: ColumnDef): Column {
  const before = relation.columns.get(own.name);
  if (before === undefined) return own;
  const type = definition.typeName === undefined ? before.type : own.type;
  return {
    ...own,
    type,
    notNull: before.notNull,
    hasDefault: own.hasDefault === true ? true : before.hasDefault,
    defaultExpression: own.hasDefault === true ? own.defaultExpression : before.defaultExpression,
    generated: own.generated ?? before.generated,
    computedFrom: own.generated === null ? before.computedFrom : own.computedFrom,
    calls: own.hasDefault === true ? own.calls : before.calls,
    sequence: own.hasDefault === true ? own.sequence : before.sequence,
    identity: own.identity || before.identity,
  };
}

function ofType(catalog: Catalog, relation: Relation, type: string, context: ApplyContext): Relation {
  const name = type.includes('.') ? type : resolveParts(catalog, context.path, [type]);
  const composite = catalog.relations.get(name);
  if (composite === undefined) return { ...relation, complete: false };
  const columns = composite.columns.map((column) => ({ ...column, set: context.set }));
  return { ...relation, columns, complete: relation.complete && composite.complete };
}

function withConstraints(catalog: Catalog, name: RelationName, body: CreateStmt, context: ApplyContext): Catalog {
  const columns = bodiesOf('ColumnDef', body.tableElts).flatMap(columnRequests);
  const own = bodiesOf('Constraint', [...(body.tableElts ?? []), ...(body.constraints ?? [])]);
  const requests = inOrder([...columns, ...own.map((node) => tableRequest(node, true))]);
  let after = catalog;
  for (const request of distinctKeys(requests)) after = addConstraint(after, name, request, context);
  return after;
}

/** Two keys of one statement on the same columns become one, under the name that is given. */
function distinctKeys(requests: readonly ConstraintRequest[]): ConstraintRequest[] {
  const kept = new Map<string, ConstraintRequest>();
  requests.forEach((request, at) => {
    const key = isPlainKey(request) ? `${String(request.deferred)} ${JSON.stringify(request.columns)}` : String(at);
    const first = kept.get(key);
    const { conname } = request.node;
    if (first === undefined) kept.set(key, request);
    else if (first.node.conname === undefined && conname !== undefined) {
      kept.set(key, { ...first, node: { ...first.node, conname } });
    }
  });
  return [...kept.values()];
}

function isPlainKey({ node }: ConstraintRequest): boolean {
  const isKey = node.contype === 'CONSTR_PRIMARY' || node.contype === 'CONSTR_UNIQUE';
  return isKey && (node.including ?? []).length === 0;
}

/** What Postgres makes once the table is there: sequences, indexes of LIKE, and what a partition takes over. */
function withFollowers(catalog: Catalog, name: RelationName, body: CreateStmt, context: ApplyContext): Catalog {
  let after = catalog;
  for (const definition of bodiesOf('ColumnDef', body.tableElts))
    after = withSequence(after, [name], definition, context);
  after = linkSequences(after, name);
  for (const like of bodiesOf('TableLikeClause', body.tableElts)) after = copyIndexesLike(after, name, like, context);
  const parent = after.relations.get(name)?.partitionOf ?? null;
  return body.partbound === undefined || parent === null ? after : copyFromParent(after, parent, name, context);
}
