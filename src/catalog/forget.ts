import { splitName, type RelationName } from '../sql/names.js';
import { withRelation, type Catalog, type Column, type Constraint, type Relation } from './catalog.js';
import { ensureNamed } from './apply-context.js';

/**
 * What is left of a table after something that nobody could read may have changed it. Whatever could make a statement
 * on it harmless goes (types, NOT NULL, proofs, that nothing else is there); whatever makes one dangerous stays.
 */
export function forgetRelation(catalog: Catalog, name: RelationName): Catalog {
  const relation = catalog.relations.get(name);
  return relation === undefined ? catalog : withRelation(catalog, forgotten(relation));
}

/** Everything: an unread text may have changed any of it. */
export function forgetAll(catalog: Catalog): Catalog {
  const { types, routines } = catalog;
  return {
    ...catalog,
    relations: catalog.relations.map(forgotten),
    types: types.filter(() => false),
    routines: routines.filter(() => false),
  };
}

/** All that has one of these names, in whatever schema; a table by the name of its index too. */
export function forgetNamed(catalog: Catalog, isNamed: (name: string) => boolean): Catalog {
  let after = catalog;
  for (const [name, { table }] of catalog.indexes)
    if (isNamed(splitName(name).name)) after = forgetRelation(after, table);
  for (const name of catalog.relations.keys()) if (isNamed(splitName(name).name)) after = forgetRelation(after, name);
  const isOther = (_: unknown, name: string): boolean => !isNamed(splitName(name).name);
  const [types, routines] = [after.types.filter(isOther), after.routines.filter(isOther)];
  const same = types.size === after.types.size && routines.size === after.routines.size;
  return same ? after : { ...after, types, routines };
}

/** A table that is there, of which nothing more is known. */
export function stub(catalog: Catalog, name: RelationName): Catalog {
  return ensureNamed(catalog, name).catalog;
}

function forgotten(relation: Relation): Relation {
  return {
    ...relation,
    complete: false,
    columns: relation.columns.map(blank),
    constraints: relation.constraints.filter(({ kind }) => kind !== 'not-null').map(unproving),
  };
}

function blank(column: Column): Column {
  const generated = column.generated === 'virtual' ? null : column.generated;
  return { ...column, type: null, notNull: null, hasDefault: null, defaultExpression: null, generated };
}

function unproving(constraint: Constraint): Constraint {
  return constraint.kind === 'check' ? { ...constraint, proves: [], expression: null } : constraint;
}
