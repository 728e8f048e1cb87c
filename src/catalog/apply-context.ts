import type { RangeVar, TypeName } from '@pgsql/types';
import { isTemporary, relationName, type RelationName } from '../sql/names.js';
import {
  newRelation,
  withRelation,
  type Catalog,
  type Column,
  type Relation,
  type RelationKind,
  type SetNumber,
  type TypeRef,
} from './catalog.js';
import { newName, resolveRange, TEMPORARY_SCHEMA, type SearchPath } from './lookup.js';
import { typeRef } from './types.js';

/** Whose statement it is, and when. */
export interface ApplyContext {
  readonly set: SetNumber;
  readonly transaction: number;
  readonly path: SearchPath;
  /** Inside a routine: the code around a CREATE looks first or catches the error, so what is known stays as it is. */
  readonly guarded?: boolean;
  /** Text of the statement, of which the catalog keeps a routine's body. */
  readonly sql?: string;
}

/** The name of a relation to be made. */
export function nameToMake(context: ApplyContext, range: RangeVar | undefined): RelationName {
  const name = range?.relname ?? '';
  if (isTemporary(range)) return relationName(TEMPORARY_SCHEMA, name);
  return newName(context.path, range?.schemaname === undefined ? [name] : [range.schemaname, name]);
}

export interface Found {
  readonly catalog: Catalog;
  readonly relation: Relation;
}

/** The relation that a statement is about; a stub when nobody has shown it to us. */
export function ensureRelation(
  catalog: Catalog,
  context: ApplyContext,
  range: RangeVar | undefined,
  kind: RelationKind = 'table',
): Found {
  return ensureNamed(catalog, resolveRange(catalog, context.path, range), kind);
}

export function ensureNamed(catalog: Catalog, name: RelationName, kind: RelationKind = 'table'): Found {
  const known = catalog.relations.get(name);
  if (known !== undefined) return { catalog, relation: known };
  const relation = newRelation(name, kind, 0, false);
  return { catalog: withRelation(catalog, relation), relation };
}

/** Replaces a relation by its changed self; nothing happens when it is unknown or `change` gives it back as it is. */
export function edit(catalog: Catalog, name: RelationName, change: (relation: Relation) => Relation): Catalog {
  const before = catalog.relations.get(name);
  if (before === undefined) return catalog;
  const after = change(before);
  return after === before ? catalog : withRelation(catalog, after);
}

/** Changes a column of each relation; on a relation seen only in part, one that nobody has shown us is made up. */
export function editColumn(
  catalog: Catalog,
  tables: readonly RelationName[],
  name: string,
  change: (column: Column) => Column,
): Catalog {
  let after = catalog;
  for (const table of tables) {
    after = edit(after, table, (relation) => {
      const column = relation.columns.get(name) ?? (relation.complete ? undefined : blankColumn(name));
      if (column === undefined) return relation;
      return { ...relation, columns: relation.columns.set(name, change(column)) };
    });
  }
  return after;
}

function blankColumn(name: string): Column {
  return {
    name,
    type: null,
    notNull: null,
    hasDefault: null,
    defaultExpression: null,
    generated: null,
    computedFrom: [],
    calls: [],
    identity: false,
    sequence: null,
    set: 0,
  };
}

/** A type as the catalog keeps it: one that a migration made by schema and name. */
export function resolveType(catalog: Catalog, context: ApplyContext, type: TypeName): TypeRef {
  const written = typeRef(type);
  if (written.name.includes('.')) return written;
  for (const schema of context.path) {
    const name = relationName(schema, written.name);
    if (catalog.types.has(name)) return { ...written, name };
  }
  return written;
}

/** Key of a type or routine: the first of the path that is known, else where it would be made. */
export function resolveObject(
  known: { readonly has: (key: string) => boolean },
  context: ApplyContext,
  parts: readonly string[],
): string {
  const name = parts.at(-1) ?? '';
  if (parts.length > 1) return relationName(parts.at(-2) ?? '', name);
  const candidates = context.path.map((schema) => relationName(schema, name));
  return candidates.find((key) => known.has(key)) ?? relationName(context.path[0] ?? 'public', name);
}

export function without<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : list;
}

export function withItem<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}
