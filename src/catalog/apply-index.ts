import type { IndexElem, IndexStmt } from '@pgsql/types';
import { relationName, splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, text } from '../sql/statement.js';
import { edit, ensureRelation, without, type ApplyContext } from './apply-context.js';
import { distinctNames, impliedRelationName } from './apply-names.js';
import { columnsIn } from './apply-proof.js';
import { implicitName } from './apply-target-name.js';
import { withIndex, type Catalog, type Index } from './catalog.js';

/** What an index is, whatever its name and table. */
export type IndexShape = Pick<Index, 'keys' | 'mentions' | 'unique' | 'computed'> & {
  /** Names of its columns, as Postgres makes the index's own name of them. */
  readonly columnNames: readonly string[];
};

export function createIndex(catalog: Catalog, body: IndexStmt, context: ApplyContext): Catalog {
  const found = ensureRelation(catalog, context, body.relation);
  const table = found.relation.name;
  const shape = shapeOf(body);
  if (body.idxname === undefined) return addIndex(found.catalog, table, shape, context, body.relation?.inh === true);
  const name = relationName(splitName(table).schema, body.idxname);
  const isKnown = catalog.indexes.has(name) || catalog.relations.has(name);
  if (isKnown && (body.if_not_exists === true || context.guarded === true)) return catalog;
  return addIndex(found.catalog, table, shape, context, body.relation?.inh === true, name);
}

/** Adds an index to a table, and to the partitions below it that have none like it. */
export function addIndex(
  catalog: Catalog,
  table: RelationName,
  shape: IndexShape,
  context: ApplyContext,
  recurse: boolean,
  name: RelationName = impliedRelationName(catalog, table, shape.columnNames, 'idx'),
): Catalog {
  const { keys, mentions, unique, computed } = shape;
  let after = withIndex(removeIndex(catalog, name), {
    name,
    table,
    keys,
    mentions,
    unique,
    computed,
    set: context.set,
  });
  const relation = after.relations.get(table);
  if (!recurse || relation?.kind !== 'partitioned table') return after;
  for (const child of relation.children) {
    if (!hasIndexLike(after, child, shape)) after = addIndex(after, child, shape, context, true);
  }
  return after;
}

/** Gives a new partition the indexes of its parent, those of constraints apart. */
export function copyIndexes(catalog: Catalog, from: RelationName, to: RelationName, context: ApplyContext): Catalog {
  let after = catalog;
  for (const index of plainIndexes(catalog, from)) {
    const shape = { ...index, columnNames: columnNamesOf(index) };
    if (!hasIndexLike(after, to, shape)) after = addIndex(after, to, shape, context, true);
  }
  return after;
}

export function dropIndex(catalog: Catalog, name: RelationName): Catalog {
  const index = catalog.indexes.get(name);
  if (index === undefined) return catalog;
  let after = removeIndex(catalog, name);
  const table = catalog.relations.get(index.table);
  if (table?.kind !== 'partitioned table') return after;
  for (const child of table.children) {
    const copy = plainIndexes(after, child).find((candidate) => isLike(candidate, index));
    if (copy !== undefined) after = dropIndex(after, copy.name);
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

/** Names of the index's columns, as far as the catalog keeps them: an expression's own is not kept. */
export function columnNamesOf(index: Index): string[] {
  return distinctNames(index.computed ? index.keys.map((key) => key ?? 'expr') : index.mentions);
}

function shapeOf(body: IndexStmt): IndexShape {
  const keys = bodiesOf('IndexElem', body.indexParams);
  const included = bodiesOf('IndexElem', body.indexIncludingParams);
  const all = [...keys, ...included];
  const mentions = [...all.flatMap(mentionsOf), ...columnsIn(body.whereClause)];
  return {
    keys: keys.map(plainColumn),
    mentions: [...new Set(mentions)],
    unique: body.unique === true,
    computed: body.whereClause !== undefined || keys.some((key) => plainColumn(key) === null),
    columnNames: distinctNames(all.map((element) => element.name ?? implicitName(element.expr) ?? 'expr')),
  };
}

/** `(c)` and `(c COLLATE x)` are plain columns too. */
function plainColumn(element: IndexElem): string | null {
  if (element.name !== undefined) return element.name;
  const inner = bodyOf('CollateClause', element.expr)?.arg ?? element.expr;
  return text(bodyOf('ColumnRef', inner)?.fields?.at(-1)) || null;
}

function mentionsOf(element: IndexElem): string[] {
  return element.name === undefined ? columnsIn(element.expr) : [element.name];
}

/** Indexes of a table that no constraint owns. */
function plainIndexes(catalog: Catalog, name: RelationName): Index[] {
  const table = catalog.relations.get(name);
  const owned = new Set<RelationName>();
  for (const constraint of table?.constraints.values() ?? []) if ('index' in constraint) owned.add(constraint.index);
  return (table?.indexes ?? []).flatMap((index) => (owned.has(index) ? [] : (catalog.indexes.get(index) ?? [])));
}

function hasIndexLike(catalog: Catalog, name: RelationName, shape: IndexShape): boolean {
  return (catalog.relations.get(name)?.indexes ?? []).some((index) => {
    const candidate = catalog.indexes.get(index);
    return candidate !== undefined && isLike(candidate, shape);
  });
}

function isLike(a: Omit<IndexShape, 'columnNames'>, b: Omit<IndexShape, 'columnNames'>): boolean {
  const sameKeys = a.keys.length === b.keys.length && a.keys.every((key, at) => key === b.keys[at]);
  return sameKeys && a.unique === b.unique && a.computed === b.computed && a.mentions.join() === b.mentions.join();
}
