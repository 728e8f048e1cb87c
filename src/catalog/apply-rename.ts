import type { AlterObjectSchemaStmt, RenameStmt } from '@pgsql/types';
import { relationName, splitName, type RelationName } from '../sql/names.js';
import { edit, resolveObject, type ApplyContext } from './apply-context.js';
import { moveNames } from './apply-move.js';
import { moveRoutine, moveSchema, moveType } from './apply-move-object.js';
import { renamePublication } from './apply-publication.js';
import { renameColumn, renameConstraint } from './apply-rename-part.js';
import { family, type Catalog } from './catalog.js';
import { text } from '../sql/statement.js';
import { nameParts, resolveRange } from './lookup.js';

/** ALTER … RENAME; every reference follows. */
export function rename(catalog: Catalog, body: RenameStmt, context: ApplyContext): Catalog {
  const { newname = '', subname = '' } = body;
  switch (body.renameType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_INDEX':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
    case 'OBJECT_FOREIGN_TABLE': {
      const before = resolveRange(catalog, context.path, body.relation);
      return renameRelation(catalog, before, relationName(splitName(before).schema, newname));
    }
    case 'OBJECT_COLUMN':
    case 'OBJECT_ATTRIBUTE': {
      const table = resolveRange(catalog, context.path, body.relation);
      const tables = body.relation?.inh === true ? family(catalog, table) : [table];
      return renameColumn(catalog, tables, subname, newname);
    }
    case 'OBJECT_TABCONSTRAINT': {
      const table = resolveRange(catalog, context.path, body.relation);
      return renameConstraint(catalog, family(catalog, table), subname, newname);
    }
    case 'OBJECT_TRIGGER':
      return renameInList(catalog, 'triggers', body, context);
    case 'OBJECT_RULE':
      return renameInList(catalog, 'rules', body, context);
    case 'OBJECT_POLICY':
      return renameInList(catalog, 'policies', body, context);
    case 'OBJECT_PUBLICATION':
      return renamePublication(catalog, text(body.object), newname);
    case 'OBJECT_SCHEMA':
      return moveSchema(catalog, subname, newname);
    default:
      return renameObject(catalog, body, context);
  }
}

/** ALTER … SET SCHEMA: a table takes its indexes and its sequences along. */
export function setSchema(catalog: Catalog, body: AlterObjectSchemaStmt, context: ApplyContext): Catalog {
  const schema = body.newschema ?? '';
  const to = (name: RelationName): RelationName => relationName(schema, splitName(name).name);
  const parts = nameParts(body.object);
  switch (body.objectType) {
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN': {
      const before = resolveObject(catalog.types, context, parts);
      return moveType(catalog, before, to(before));
    }
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE': {
      const before = resolveObject(catalog.routines, context, parts);
      return moveRoutine(catalog, before, to(before));
    }
    default: {
      if (body.relation === undefined) return catalog;
      const before = resolveRange(catalog, context.path, body.relation);
      const relation = catalog.relations.get(before);
      if (relation === undefined) return catalog;
      return moveNames(
        catalog,
        new Map([before, ...relation.indexes, ...relation.sequences].map((name) => [name, to(name)])),
      );
    }
  }
}

/** Renaming the index of a constraint renames the constraint. */
function renameRelation(catalog: Catalog, before: RelationName, after: RelationName): Catalog {
  const index = catalog.indexes.get(before);
  if (index === undefined) return moveNames(catalog, new Map([[before, after]]));
  const table = catalog.relations.get(index.table);
  const owner = table?.constraints.find((constraint) => 'index' in constraint && constraint.index === before);
  if (owner !== undefined) return renameConstraint(catalog, [index.table], owner.name, splitName(after).name);
  return moveNames(catalog, new Map([[before, after]]));
}

function renameObject(catalog: Catalog, body: RenameStmt, context: ApplyContext): Catalog {
  const parts = nameParts(body.object);
  const renamed = (name: string): string => relationName(splitName(name).schema, body.newname ?? '');
  switch (body.renameType) {
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN': {
      const before = resolveObject(catalog.types, context, parts);
      return moveType(catalog, before, renamed(before));
    }
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE': {
      const before = resolveObject(catalog.routines, context, parts);
      return moveRoutine(catalog, before, renamed(before));
    }
    default:
      return catalog;
  }
}

function renameInList(
  catalog: Catalog,
  list: 'triggers' | 'policies' | 'rules',
  body: RenameStmt,
  context: ApplyContext,
): Catalog {
  const { subname = '', newname = '' } = body;
  return edit(catalog, resolveRange(catalog, context.path, body.relation), (relation) => {
    const members: readonly { readonly name: string }[] = relation[list];
    return { ...relation, [list]: members.map((one) => (one.name === subname ? { ...one, name: newname } : one)) };
  });
}
