import type { RangeVar } from '@pgsql/types';
import { relationName, type RelationName } from '../sql/names.js';
import { texts, type Node } from '../sql/statement.js';
import type { Catalog, Relation, Routine, TypeRef, UserType } from './catalog.js';

/** Where an unqualified name is looked for; a path that names no schema we can use falls back to `public`. */
export type SearchPath = readonly string[];

/** Temporary relations live apart, so that one never stands in for a table of the same name that others use. */
export const TEMPORARY_SCHEMA = 'pg_temp';

/** The relation that a name means: found along the search path, else in the schema where it would be made. */
export function resolveRange(catalog: Catalog, path: SearchPath, range: RangeVar | undefined): RelationName {
  return resolve(catalog, path, range?.schemaname ?? '', range?.relname ?? '');
}

/** The same for a name given as a list of strings, as DROP and COMMENT have it. */
export function resolveParts(catalog: Catalog, path: SearchPath, parts: readonly string[]): RelationName {
  return resolve(catalog, path, parts.length > 1 ? (parts.at(-2) ?? '') : '', parts.at(-1) ?? '');
}

function resolve(catalog: Catalog, path: SearchPath, schema: string, name: string): RelationName {
  if (schema !== '') return relationName(schema, name);
  const temporary = relationName(TEMPORARY_SCHEMA, name);
  if (catalog.relations.has(temporary) || catalog.indexes.has(temporary)) return temporary;
  for (const candidate of path) {
    const full = relationName(candidate, name);
    if (catalog.relations.has(full) || catalog.indexes.has(full)) return full;
  }
  return relationName(path[0] ?? 'public', name);
}

export function findRelation(catalog: Catalog, path: SearchPath, range: RangeVar | undefined): Relation | undefined {
  return catalog.relations.get(resolveRange(catalog, path, range));
}

/** A type that a migration made, or undefined for a built-in one or one that nobody has shown us. */
export function findType(catalog: Catalog, path: SearchPath, type: TypeRef): UserType | undefined {
  if (type.name.includes('.')) return catalog.types.get(type.name);
  for (const schema of path) {
    const found = catalog.types.get(relationName(schema, type.name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A routine that a migration made. Overloads share an entry with their worst volatility. */
export function findRoutine(catalog: Catalog, path: SearchPath, name: readonly string[]): Routine | undefined {
  if (name.length > 1) return catalog.routines.get(relationName(name.at(-2) ?? '', name.at(-1) ?? ''));
  for (const schema of path) {
    const found = catalog.routines.get(relationName(schema, name[0] ?? ''));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name of a thing to be made: in the named schema, else the first of the path. */
export function newName(path: SearchPath, parts: readonly string[]): RelationName {
  const schema = parts.length > 1 ? (parts.at(-2) ?? '') : (path[0] ?? 'public');
  return relationName(schema, parts.at(-1) ?? '');
}

/** Parts of a name node: a list of strings, a type name or a single string. */
export function nameParts(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if ('List' in node) return texts(node.List.items);
  if ('String' in node) return [node.String.sval ?? ''];
  if ('TypeName' in node) return texts(node.TypeName.names);
  if ('ObjectWithArgs' in node) return texts(node.ObjectWithArgs.objname);
  if ('RangeVar' in node)
    return [node.RangeVar.schemaname ?? '', node.RangeVar.relname ?? ''].filter((part) => part !== '');
  return [];
}
