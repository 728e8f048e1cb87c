import { withRelation, type Catalog, type Relation, type SetNumber } from './catalog.js';

/** What the base version of a modified file made exists already, although the head version's text makes it again. */
export function settle(catalog: Catalog, madeBefore: ReadonlySet<string>, set: SetNumber): Catalog {
  let settled = catalog;
  for (const name of madeBefore) {
    const relation = settled.relations.get(name);
    if (relation?.set === set) settled = settledRelation(settled, relation);
  }
  return settled;
}

function settledRelation(catalog: Catalog, relation: Relation): Catalog {
  const columns = relation.columns.map((column) => ({ ...column, set: 0 }));
  const constraints = relation.constraints.map((constraint) => ({ ...constraint, set: 0 }));
  return withRelation(catalog, { ...relation, set: 0, columns, constraints });
}
