import type { Constraint as ConstraintNode } from '@pgsql/types';
import { relationName, splitName, type RelationName } from '../sql/names.js';
import type { ApplyContext } from './apply-context.js';
import { moveNames } from './apply-move.js';
import { removeIndex } from './apply-index.js';
import { impliedRelationName } from './apply-names.js';
import { addNotNull, withConstraint } from './apply-not-null.js';
import type { ConstraintRequest } from './apply-request.js';
import { withIndex, type Catalog, type Constraint } from './catalog.js';
import { exclusionShape, keyShape, shapeAgain, type IndexShape } from './index-form.js';

type KeyConstraint = Extract<Constraint, { readonly index: RelationName }>;

/** A constraint that lives in an index of its own. */
interface Key {
  readonly kind: KeyConstraint['kind'];
  readonly shape: IndexShape;
  /** null: Postgres chooses. */
  readonly name: string | null;
  readonly deferrable: boolean;
  /** The index of the partitioned table above. */
  readonly parent: RelationName | null;
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
  if (node.indexname !== undefined) return adoptIndex(catalog, table, kind, request, context);
  const shape = kind === 'exclusion' ? exclusionShape(node, catalog, context) : keyShape(node, request.columns);
  const { deferrable } = request;
  return withKey(catalog, table, { kind, shape, name: node.conname ?? null, deferrable, parent: null }, context);
}

/** Gives a partition the keys of its parent, unless it has them; `apart` for LIKE, whose keys have nothing in common. */
export function copyKeys(
  catalog: Catalog,
  from: RelationName,
  to: RelationName,
  context: ApplyContext,
  apart = false,
): Catalog {
  let after = catalog;
  for (const constraint of catalog.relations.get(from)?.constraints.values() ?? []) {
    if (!('index' in constraint)) continue;
    const index = catalog.indexes.get(constraint.index);
    if (index === undefined) continue;
    const { kind, deferrable } = constraint;
    const key = { kind, shape: shapeAgain(index), name: null, deferrable, parent: apart ? null : index.name };
    after = copyKey(after, to, key, context);
  }
  return after;
}

function copyKey(catalog: Catalog, table: RelationName, key: Key, context: ApplyContext): Catalog {
  const columns = columnsOf(key.shape).join();
  const own = catalog.relations
    .get(table)
    ?.constraints.find((one) => one.kind === key.kind && one.columns.join() === columns);
  const index = own !== undefined && 'index' in own ? catalog.indexes.get(own.index) : undefined;
  if (own === undefined) return withKey(catalog, table, { ...key, name: null }, context);
  return index === undefined ? catalog : withIndex(catalog, { ...index, parent: key.parent });
}

function withKey(catalog: Catalog, table: RelationName, key: Key, context: ApplyContext): Catalog {
  const { kind, shape } = key;
  const columns = columnsOf(shape);
  let after = kind === 'primary-key' ? requireNotNull(catalog, table, columns, context) : catalog;
  const index =
    key.name === null
      ? impliedRelationName(after, table, shape.columnNames, LABELS[kind])
      : relationName(splitName(table).schema, key.name);
  const { columnNames: _, ...form } = shape;
  const { deferrable, parent } = key;
  after = removeIndex(after, index);
  after = withIndex(after, { ...form, name: index, table, parent, valid: true, set: context.set });
  after = withConstraint(after, table, constraintOf({ kind, deferrable }, index, columns, context));
  const relation = after.relations.get(table);
  if (relation?.kind !== 'partitioned table') return after;
  for (const child of relation.children) after = copyKey(after, child, { ...key, parent: index }, context);
  return after;
}

/** USING INDEX: the index takes the constraint's name. */
function adoptIndex(
  catalog: Catalog,
  table: RelationName,
  kind: KeyConstraint['kind'],
  { node, deferrable }: ConstraintRequest,
  context: ApplyContext,
): Catalog {
  const { schema } = splitName(table);
  const before = relationName(schema, node.indexname ?? '');
  const after = relationName(schema, node.conname ?? node.indexname ?? '');
  const columns = columnsOf(catalog.indexes.get(before) ?? { keys: [] });
  const required = kind === 'primary-key' ? requireNotNull(catalog, table, columns, context) : catalog;
  const renamed = before === after ? required : moveNames(required, new Map([[before, after]]));
  return withConstraint(renamed, table, constraintOf({ kind, deferrable }, after, columns, context));
}

function constraintOf(
  { kind, deferrable }: Pick<Key, 'kind' | 'deferrable'>,
  index: RelationName,
  columns: readonly string[],
  context: ApplyContext,
): KeyConstraint {
  const { transaction, set } = context;
  const name = splitName(index).name;
  return { kind, name, columns, index, validated: true, enforced: true, deferrable, transaction, set };
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

function columnsOf(shape: Pick<IndexShape, 'keys'>): string[] {
  return shape.keys.filter((column) => column !== null);
}
