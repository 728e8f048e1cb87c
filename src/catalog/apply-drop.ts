import type { DropStmt } from '@pgsql/types';
import { splitName, type RelationName } from '../sql/names.js';
import { text, type Node } from '../sql/statement.js';
import { resolveObject, without, type ApplyContext } from './apply-context.js';
import { dropColumn, dropDependents, dropRelation, takeFromTable } from './apply-drop-relation.js';
import { dropIndex } from './apply-index.js';
import { dropPublication } from './apply-publication.js';
import { dropFunction } from './apply-routine.js';
import { dependentsOfRoutine } from './dependents.js';
import type { Catalog, TypeRef } from './catalog.js';
import { nameParts, resolveParts } from './lookup.js';

/** DROP of anything that the catalog keeps. */
export function drop(catalog: Catalog, body: DropStmt, context: ApplyContext): Catalog {
  let after = catalog;
  for (const object of body.objects ?? []) after = dropObject(after, body, object, context);
  return after;
}

function dropObject(catalog: Catalog, body: DropStmt, object: Node, context: ApplyContext): Catalog {
  const parts = nameParts(object);
  switch (body.removeType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
      return dropRelation(catalog, resolveParts(catalog, context.path, parts));
    case 'OBJECT_INDEX':
      return dropIndex(catalog, resolveParts(catalog, context.path, parts));
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return dropType(catalog, resolveObject(catalog.types, context, parts), body.behavior === 'DROP_CASCADE');
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
      return dropRoutine(catalog, object, resolveObject(catalog.routines, context, parts), body, context);
    case 'OBJECT_SCHEMA':
      return dropSchema(catalog, text(object));
    case 'OBJECT_PUBLICATION':
      return dropPublication(catalog, text(object));
    case 'OBJECT_EXTENSION':
      return { ...catalog, extensions: catalog.extensions.delete(text(object)) };
    case 'OBJECT_EVENT_TRIGGER':
      return { ...catalog, eventTriggers: catalog.eventTriggers.delete(text(object)) };
    case 'OBJECT_TRIGGER':
      return dropFromTable(catalog, 'triggers', parts, context);
    case 'OBJECT_POLICY':
      return dropFromTable(catalog, 'policies', parts, context);
    case 'OBJECT_RULE':
      return dropFromTable(catalog, 'rules', parts, context);
    default:
      return catalog;
  }
}

/** With CASCADE what calls the function goes too, when it is the only one of its name. */
function dropRoutine(
  catalog: Catalog,
  object: Node,
  name: string,
  { behavior }: DropStmt,
  context: ApplyContext,
): Catalog {
  const after = dropFunction(catalog, object, name, context);
  const isGone = behavior === 'DROP_CASCADE' && catalog.routines.has(name) && !after.routines.has(name);
  return isGone ? dropDependents(after, dependentsOfRoutine(catalog, name)) : after;
}

/** With CASCADE the columns of the type go too. */
function dropType(catalog: Catalog, type: string, cascade: boolean): Catalog {
  let after: Catalog = {
    ...catalog,
    types: catalog.types.delete(type),
    relations:
      catalog.relations.get(type)?.kind === 'composite type' ? catalog.relations.delete(type) : catalog.relations,
    enumValues: catalog.enumValues.filterNot((_, key) => key.startsWith(`${type} `)),
  };
  if (!cascade) return after;
  for (const relation of catalog.relations.values()) {
    for (const column of relation.columns.values()) {
      if (isOfType(column.type, type)) after = dropColumn(after, [relation.name], column.name);
    }
  }
  return after;
}

/** A column made before its type was shown has the type's name as written. */
function isOfType(column: TypeRef | null, type: string): boolean {
  return column !== null && (column.name === type || column.name === splitName(type).name);
}

/** DROP SCHEMA: an empty one, or with CASCADE all that is in it. */
export function dropSchema(catalog: Catalog, schema: string): Catalog {
  const isIn = (name: RelationName): boolean => splitName(name).schema === schema;
  let after = catalog;
  for (const name of catalog.relations.keys()) if (isIn(name)) after = dropRelation(after, name);
  for (const type of catalog.types.keys()) if (isIn(type)) after = dropType(after, type, true);
  return {
    ...after,
    routines: after.routines.filterNot((_, name) => isIn(name)),
    schemas: after.schemas.delete(schema),
    publications: after.publications.some(({ schemas }) => schemas.includes(schema))
      ? after.publications.map((one) => ({ ...one, schemas: without(one.schemas, schema) }))
      : after.publications,
  };
}

/** The table's name comes first, then the trigger's, policy's or rule's own. */
function dropFromTable(
  catalog: Catalog,
  list: 'triggers' | 'policies' | 'rules',
  parts: readonly string[],
  context: ApplyContext,
): Catalog {
  return takeFromTable(catalog, resolveParts(catalog, context.path, parts.slice(0, -1)), list, parts.at(-1) ?? '');
}
