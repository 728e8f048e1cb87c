import type { Constraint as ConstraintNode } from '@pgsql/types';
import { relationName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, items, texts } from '../sql/statement.js';
import type { ApplyContext } from './apply-context.js';
import { moveNames } from './apply-move.js';
import { columnNamesOf, removeIndex, type IndexShape } from './apply-index.js';
import { distinctNames, impliedRelationName } from './apply-names.js';
import { addNotNull, withConstraint } from './apply-not-null.js';
import { columnsIn } from './apply-proof.js';
import type { ConstraintRequest } from './apply-request.js';
import { implicitName } from './apply-target-name.js';
import { withIndex, type Catalog, type Constraint } from './catalog.js';

type KeyConstraint = Extract<Constraint, { readonly index: RelationName }>;

/** A constraint that lives in an index of its own. */
interface Key {
  readonly kind: KeyConstraint['kind'];
  readonly shape: IndexShape;
  /** null: Postgres chooses. */
  readonly name: string | null;
}

const LABELS = { 'primary-key': 'pkey', unique: 'key', exclusion: 'excl' } as const;

/** PRIMARY KEY, UNIQUE or EXCLUDE. */
export function addKey(
  catalog: Catalog,
  table: RelationName,
  request: ConstraintRequest,
  context: ApplyContext,
): Catalog {
  const { node } = request;
  const kind = kindOf(node);
  if (node.indexname !== undefined) return adoptIndex(catalog, table, kind, node, context);
  const shape = kind === 'exclusion' ? exclusionShape(node) : keyShape(node, request.columns);
  return withKey(catalog, table, { kind, shape, name: node.conname ?? null }, context);
}

/** Gives a partition the keys of its parent, unless it has them. */
export function copyKeys(catalog: Catalog, from: RelationName, to: RelationName, context: ApplyContext): Catalog {
  let after = catalog;
  for (const constraint of catalog.relations.get(from)?.constraints.values() ?? []) {
    if (!('index' in constraint)) continue;
    const index = catalog.indexes.get(constraint.index);
    if (index === undefined) continue;
    const shape = { ...index, columnNames: columnNamesOf(index) };
    after = copyKey(after, to, { kind: constraint.kind, shape, name: null }, context);
  }
  return after;
}

function copyKey(catalog: Catalog, table: RelationName, key: Key, context: ApplyContext): Catalog {
  const columns = columnsOf(key.shape).join();
  const isThere = catalog.relations
    .get(table)
    ?.constraints.some((own) => own.kind === key.kind && own.columns.join() === columns);
  return isThere === true ? catalog : withKey(catalog, table, { ...key, name: null }, context);
}

function withKey(catalog: Catalog, table: RelationName, key: Key, context: ApplyContext): Catalog {
  const { kind, shape } = key;
  const columns = columnsOf(shape);
  let after = kind === 'primary-key' ? requireNotNull(catalog, table, columns, context) : catalog;
  const index =
    key.name === null
      ? impliedRelationName(after, table, shape.columnNames, LABELS[kind])
      : relationName(splitName(table).schema, key.name);
  const { keys, mentions, unique, computed } = shape;
  after = removeIndex(after, index);
  after = withIndex(after, { name: index, table, keys, mentions, unique, computed, set: context.set });
  after = withConstraint(after, table, constraintOf(kind, index, columns, context));
  const relation = after.relations.get(table);
  if (relation?.kind !== 'partitioned table') return after;
  for (const child of relation.children) after = copyKey(after, child, key, context);
  return after;
}

/** USING INDEX: the index takes the constraint's name. */
function adoptIndex(
  catalog: Catalog,
  table: RelationName,
  kind: KeyConstraint['kind'],
  node: ConstraintNode,
  context: ApplyContext,
): Catalog {
  const { schema } = splitName(table);
  const before = relationName(schema, node.indexname ?? '');
  const after = relationName(schema, node.conname ?? node.indexname ?? '');
  const columns = columnsOf(catalog.indexes.get(before) ?? { keys: [] });
  const required = kind === 'primary-key' ? requireNotNull(catalog, table, columns, context) : catalog;
  const renamed = before === after ? required : moveNames(required, new Map([[before, after]]));
  return withConstraint(renamed, table, constraintOf(kind, after, columns, context));
}

function constraintOf(
  kind: KeyConstraint['kind'],
  index: RelationName,
  columns: readonly string[],
  context: ApplyContext,
): KeyConstraint {
  const { transaction, set } = context;
  return { kind, name: splitName(index).name, columns, index, validated: true, transaction, set };
}

function requireNotNull(
  catalog: Catalog,
  table: RelationName,
  columns: readonly string[],
  context: ApplyContext,
): Catalog {
  let after = catalog;
  for (const column of columns) {
    after = addNotNull(after, [table], column, { name: null, validated: true, inherit: true }, context);
  }
  return after;
}

function kindOf(node: ConstraintNode): KeyConstraint['kind'] {
  if (node.contype === 'CONSTR_PRIMARY') return 'primary-key';
  return node.contype === 'CONSTR_UNIQUE' ? 'unique' : 'exclusion';
}

function keyShape(node: ConstraintNode, keys: readonly string[]): IndexShape {
  const mentions = [...keys, ...texts(node.including)];
  return { keys, mentions, unique: true, computed: false, columnNames: distinctNames(mentions) };
}

function exclusionShape(node: ConstraintNode): IndexShape {
  const elements = (node.exclusions ?? []).flatMap((pair) => bodiesOf('IndexElem', items(pair)));
  const included = texts(node.including);
  const inExpressions = elements.flatMap((element) => element.name ?? columnsIn(element.expr));
  const names = elements.map((element) => element.name ?? implicitName(element.expr) ?? 'expr');
  return {
    keys: elements.map((element) => element.name ?? null),
    mentions: [...new Set([...inExpressions, ...included, ...columnsIn(node.where_clause)])],
    unique: false,
    computed: node.where_clause !== undefined || elements.some((element) => element.expr !== undefined),
    columnNames: distinctNames([...names, ...included]),
  };
}

function columnsOf(shape: Pick<IndexShape, 'keys'>): string[] {
  return shape.keys.filter((column) => column !== null);
}
