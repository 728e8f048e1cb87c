import type { IndexStmt } from '@pgsql/types';
import { relationName, splitName, type RelationName } from '../sql/names.js';
import { edit, ensureRelation, without, type ApplyContext } from './apply-context.js';
import { impliedRelationName } from './apply-names.js';
import { isLike, shapeAgain, shapeOf, type IndexShape } from './index-form.js';
import { withIndex, type Catalog, type Index } from './catalog.js';

export function createIndex(catalog: Catalog, body: IndexStmt, context: ApplyContext): Catalog {
  const found = ensureRelation(catalog, context, body.relation);
  const table = found.relation.name;
  const shape = shapeOf(body, catalog, context);
  const recurse = body.relation?.inh === true;
  const name = body.idxname === undefined ? null : relationName(splitName(table).schema, body.idxname);
  const isKnown = name !== null && (catalog.indexes.has(name) || catalog.relations.has(name));
  if (isKnown && (body.if_not_exists === true || context.guarded === true)) return catalog;
  return addIndex(found.catalog, table, shape, context, { recurse, name, parent: null });
}

export interface Making {
  /** Off with ON ONLY. */
  readonly recurse: boolean;
  /** null: Postgres chooses. */
  readonly name: RelationName | null;
  readonly parent: RelationName | null;
}

/** Adds an index to a table, and to the partitions below it that have none like it. */
export function addIndex(
  catalog: Catalog,
  table: RelationName,
  shape: IndexShape,
  context: ApplyContext,
  making: Making,
): Catalog {
  const name = making.name ?? impliedRelationName(catalog, table, shape.columnNames, 'idx');
  const { columnNames: _, ...form } = shape;
  const relation = catalog.relations.get(table);
  const partitions = relation?.kind === 'partitioned table' ? relation.children : [];
  const valid = making.recurse || partitions.length === 0;
  const { parent } = making;
  let after = withIndex(removeIndex(catalog, name), { ...form, name, table, parent, valid, set: context.set });
  if (!making.recurse) return after;
  for (const child of partitions) after = addPart(after, child, name, shape, context);
  return after;
}

/** Gives a new partition the indexes of its parent, those of constraints apart. */
export function copyIndexes(catalog: Catalog, from: RelationName, to: RelationName, context: ApplyContext): Catalog {
  let after = catalog;
  for (const index of plainIndexes(catalog, from)) after = addPart(after, to, index.name, shapeAgain(index), context);
  return after;
}

/** The same for LIKE, whose indexes have nothing to do with each other. */
export function copyIndexesApart(
  catalog: Catalog,
  from: RelationName,
  to: RelationName,
  context: ApplyContext,
): Catalog {
  let after = catalog;
  const making = { recurse: true, name: null, parent: null };
  for (const index of plainIndexes(catalog, from)) after = addIndex(after, to, shapeAgain(index), context, making);
  return after;
}

/** A partition's part of an index: one that is like it and free, else a new one. */
function addPart(
  catalog: Catalog,
  table: RelationName,
  parent: RelationName,
  shape: IndexShape,
  context: ApplyContext,
): Catalog {
  const indexes = (catalog.relations.get(table)?.indexes ?? []).flatMap((name) => catalog.indexes.get(name) ?? []);
  if (indexes.some((index) => index.parent === parent)) return catalog;
  const like = indexes.find((index) => index.parent === null && isLike(index, shape));
  if (like !== undefined) return withIndex(catalog, { ...like, parent });
  return addIndex(catalog, table, shape, context, { recurse: true, name: null, parent });
}

/** ALTER INDEX … ATTACH PARTITION: the index becomes valid once every partition has its part. */
export function attachIndex(catalog: Catalog, parent: RelationName, part: RelationName): Catalog {
  const index = catalog.indexes.get(part);
  return index === undefined ? catalog : validated(withIndex(catalog, { ...index, parent }), parent);
}

function validated(catalog: Catalog, name: RelationName): Catalog {
  const index = catalog.indexes.get(name);
  if (index === undefined || index.valid) return catalog;
  const partitions = catalog.relations.get(index.table)?.children ?? [];
  const isWhole = partitions.every((table) =>
    catalog.relations.get(table)?.indexes.some((own) => isValidPart(catalog.indexes.get(own), name)),
  );
  if (!isWhole) return catalog;
  const after = withIndex(catalog, { ...index, valid: true });
  return index.parent === null ? after : validated(after, index.parent);
}

function isValidPart(index: Index | undefined, parent: RelationName): boolean {
  return index?.parent === parent && index.valid;
}

/** DETACH: the partition's indexes stand alone. */
export function detachIndexes(catalog: Catalog, table: RelationName): Catalog {
  let after = catalog;
  for (const name of catalog.relations.get(table)?.indexes ?? []) {
    const index = after.indexes.get(name);
    if (index !== undefined && index.parent !== null) after = withIndex(after, { ...index, parent: null });
  }
  return after;
}

/** Drops an index with its parts on partitions. */
export function dropIndex(catalog: Catalog, name: RelationName): Catalog {
  const index = catalog.indexes.get(name);
  if (index === undefined) return catalog;
  let after = removeIndex(catalog, name);
  for (const child of catalog.relations.get(index.table)?.children ?? []) {
    for (const part of catalog.relations.get(child)?.indexes ?? [])
      if (after.indexes.get(part)?.parent === name) after = dropIndex(after, part);
  }
  return after;
}

/** Takes one index out, from its table's list too. */
export function removeIndex(catalog: Catalog, name: RelationName): Catalog {
  const index = catalog.indexes.get(name);
  if (index === undefined) return catalog;
  const after = { ...catalog, indexes: catalog.indexes.delete(name) };
  return edit(after, index.table, (table) => ({ ...table, indexes: without(table.indexes, name) }));
}

/** Indexes of a table that no constraint owns. */
function plainIndexes(catalog: Catalog, name: RelationName): Index[] {
  const table = catalog.relations.get(name);
  const owned = new Set<RelationName>();
  for (const constraint of table?.constraints.values() ?? []) if ('index' in constraint) owned.add(constraint.index);
  return (table?.indexes ?? []).flatMap((index) => (owned.has(index) ? [] : (catalog.indexes.get(index) ?? [])));
}
