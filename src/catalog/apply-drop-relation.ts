import type { RelationName } from '../sql/names.js';
import type { Dependent } from './belongings.js';
import { edit, editColumn, without } from './apply-context.js';
import { takeColumn } from './apply-drop-column.js';
import { removeConstraints } from './apply-foreign-key.js';
import { removeIndex } from './apply-index.js';
import { unlinkParent } from './apply-parent.js';
import { editPublished } from './apply-publication.js';
import { allDependents, dependentsOfColumn, dependentsOfRelation } from './dependents.js';
import { family, type Catalog } from './catalog.js';

/**
 * Drops a relation with all that hangs on it: partitions and children, indexes, sequences, others' foreign keys, views.
 * Postgres does so only with CASCADE; where it accepted a drop without, there was nothing of the kind.
 */
export function dropRelation(catalog: Catalog, name: RelationName): Catalog {
  const members = family(catalog, name);
  let after = dropDependents(
    catalog,
    members.flatMap((member) => dependentsOfRelation(catalog, member)),
  );
  for (const member of members) after = takeRelation(after, member);
  return after;
}

/** Drops a column with every index and constraint that mentions it, the foreign keys of others that point to it, and views. */
export function dropColumn(catalog: Catalog, tables: readonly RelationName[], column: string): Catalog {
  let after = dropDependents(
    catalog,
    tables.flatMap((table) => dependentsOfColumn(catalog, table, column)),
  );
  for (const table of tables) after = takeColumn(after, table, column);
  return after;
}

export function dropDependents(catalog: Catalog, dependents: readonly Dependent[]): Catalog {
  let after = catalog;
  for (const dependent of allDependents(catalog, dependents)) after = takeDependent(after, dependent);
  return after;
}

function takeDependent(catalog: Catalog, dependent: Dependent): Catalog {
  const { relation } = dependent;
  switch (dependent.kind) {
    case 'view':
    case 'table':
      return takeRelation(catalog, relation);
    case 'generated column':
      return takeColumn(catalog, relation, dependent.name);
    case 'default':
      return editColumn(catalog, [relation], dependent.name, (column) => ({
        ...column,
        hasDefault: false,
        defaultExpression: null,
        sequence: null,
        calls: [],
      }));
    case 'index':
      return removeIndex(catalog, dependent.name);
    case 'constraint':
      return removeConstraints(catalog, relation, ({ name }) => name === dependent.name);
    case 'function':
      return { ...catalog, routines: catalog.routines.delete(dependent.name) };
    case 'publication':
      return editPublished(catalog, (table, publication) =>
        table.relation === relation && publication === dependent.name ? null : table,
      );
    default: {
      const list = dependent.kind === 'rule' ? 'rules' : dependent.kind === 'policy' ? 'policies' : 'triggers';
      return takeFromTable(catalog, relation, list, dependent.name);
    }
  }
}

/** Takes a trigger, policy or rule off its table. */
export function takeFromTable(
  catalog: Catalog,
  table: RelationName,
  list: 'triggers' | 'policies' | 'rules',
  name: string,
): Catalog {
  return edit(catalog, table, (relation) => {
    const items: readonly { readonly name: string }[] = relation[list];
    return items.some((item) => item.name === name)
      ? { ...relation, [list]: items.filter((item) => item.name !== name) }
      : relation;
  });
}

function takeRelation(catalog: Catalog, name: RelationName): Catalog {
  const relation = catalog.relations.get(name);
  if (relation === undefined) return catalog;
  let after = removeConstraints(catalog, name, ({ kind }) => kind === 'foreign-key');
  for (const other of relation.referencedBy) {
    after = removeConstraints(after, other, (own) => own.kind === 'foreign-key' && own.references === name);
  }
  if (relation.partitionOf !== null) after = unlinkParent(after, name, relation.partitionOf);
  if (relation.ownedBy !== null)
    after = edit(after, relation.ownedBy.table, (table) => ({ ...table, sequences: without(table.sequences, name) }));
  after = editPublished(after, (table) => (table.relation === name ? null : table));
  return {
    ...after,
    relations: after.relations.deleteAll([name, ...relation.sequences]),
    indexes: after.indexes.deleteAll(relation.indexes),
    types: relation.kind === 'composite type' ? after.types.delete(name) : after.types,
  };
}
