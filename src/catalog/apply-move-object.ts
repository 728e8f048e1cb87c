import { relationName, splitName } from '../sql/names.js';
import { moveNames } from './apply-move.js';
import type { Catalog, Relation, TypeRef, UserType } from './catalog.js';
import type { PersistentMap } from './persistent-map.js';

/** Gives a type a new name, in columns and in domains over it too. */
export function moveType(catalog: Catalog, before: string, after: string): Catalog {
  const isComposite = catalog.relations.get(before)?.kind === 'composite type';
  const moved = isComposite ? moveNames(catalog, new Map([[before, after]])) : catalog;
  return moveTypes(moved, (name) => (name === before ? after : name));
}

export function moveRoutine(catalog: Catalog, before: string, after: string): Catalog {
  const routine = catalog.routines.get(before);
  if (routine === undefined) return catalog;
  const moved = { ...catalog, routines: catalog.routines.delete(before).set(after, routine) };
  return moveCalls(moved, (name) => (name === before ? after : name));
}

/** The new name of a function wherever indexes, constraints, columns and triggers call it. */
function moveCalls(catalog: Catalog, swap: (name: string) => string): Catalog {
  const called = <Of extends { readonly calls: readonly string[] }>(one: Of): Of =>
    one.calls.some((name) => swap(name) !== name) ? { ...one, calls: one.calls.map(swap) } : one;
  return {
    ...catalog,
    indexes: catalog.indexes.map(called),
    relations: catalog.relations.map((relation) => ({
      ...called(relation),
      policies: relation.policies.map(called),
      columns: relation.columns.map(called),
      constraints: relation.constraints.map((one) => (one.kind === 'check' ? called(one) : one)),
      triggers: relation.triggers.map((one) => ({ ...one, routine: swap(one.routine) })),
      partitioning: relation.partitioning === null ? null : called(relation.partitioning),
    })),
  };
}

/** Renames a schema: all that is in it gets a new name. */
export function moveSchema(catalog: Catalog, before: string, after: string): Catalog {
  const swap = (name: string): string => {
    const parts = splitName(name);
    return parts.schema === before ? relationName(after, parts.name) : name;
  };
  const names = [...catalog.relations.keys(), ...catalog.indexes.keys()];
  const changed = names.map((name) => [name, swap(name)] as const).filter(([name, moved]) => name !== moved);
  const result = moveCalls(moveTypes(moveNames(catalog, new Map(changed)), swap), swap);
  const made = catalog.schemas.get(before);
  return {
    ...result,
    routines: result.routines.mapKeys(swap),
    publications: result.publications.map((one) => ({
      ...one,
      schemas: one.schemas.map((schema) => (schema === before ? after : schema)),
    })),
    schemas: made === undefined ? result.schemas : result.schemas.delete(before).set(after, made),
  };
}

function moveTypes(catalog: Catalog, swap: (name: string) => string): Catalog {
  return {
    ...catalog,
    types: catalog.types.mapKeys(swap).map((type) => withBase(type, swap)),
    enumValues: catalog.enumValues.mapKeys((key) => movedValue(key, catalog.types, swap)),
    relations: catalog.relations.map((relation) => withTypes(relation, swap)),
  };
}

/** The key of an enum value: its type's name, which may hold spaces, one space, and the value. */
function movedValue(key: string, types: PersistentMap<string, UserType>, swap: (name: string) => string): string {
  for (let cut = key.indexOf(' '); cut > 0; cut = key.indexOf(' ', cut + 1)) {
    const type = key.slice(0, cut);
    if (types.has(type)) return `${swap(type)}${key.slice(cut)}`;
  }
  return key;
}

function withBase(type: UserType, swap: (name: string) => string): UserType {
  return type.kind === 'domain' && type.base !== null ? { ...type, base: movedRef(type.base, swap) } : type;
}

function withTypes(relation: Relation, swap: (name: string) => string): Relation {
  const isConcerned = relation.columns.some(({ type }) => type !== null && movedRef(type, swap) !== type);
  if (!isConcerned) return relation;
  const columns = relation.columns.map((column) =>
    column.type === null ? column : { ...column, type: movedRef(column.type, swap) },
  );
  return { ...relation, columns };
}

/** A built-in type has a name without a schema. */
function movedRef(type: TypeRef, swap: (name: string) => string): TypeRef {
  if (!type.name.includes('.')) return type;
  const name = swap(type.name);
  return name === type.name ? type : { ...type, name };
}
