import type { RelationName } from '../sql/names.js';
import { foreignKeysOf, type Catalog, type Constraint, type Relation } from './catalog.js';

type Names = ReadonlyMap<RelationName, RelationName>;

/** Gives relations and indexes new names, wherever the catalog mentions them. */
export function moveNames(catalog: Catalog, names: Names): Catalog {
  const swap = (name: RelationName): RelationName => names.get(name) ?? name;
  const touched = touchedBy(catalog, names);
  const relations = catalog.relations.withMutations((all) => {
    for (const name of touched) if (names.has(name)) all.delete(name);
    for (const name of touched) {
      const relation = catalog.relations.get(name);
      if (relation !== undefined) all.set(swap(name), moved(relation, swap));
    }
  });
  const indexes = catalog.indexes.withMutations((all) => {
    const own = [...touched].flatMap((name) => catalog.relations.get(name)?.indexes ?? []);
    const affected = [...new Set([...own, ...names.keys()])];
    for (const name of affected) if (names.has(name)) all.delete(name);
    for (const name of affected) {
      const index = catalog.indexes.get(name);
      if (index !== undefined) all.set(swap(name), { ...index, name: swap(name), table: swap(index.table) });
    }
  });
  return { ...catalog, relations, indexes };
}

/** The relations themselves and every one that mentions them. */
function touchedBy(catalog: Catalog, names: Names): Set<RelationName> {
  const touched = new Set<RelationName>();
  for (const name of names.keys()) {
    const table = catalog.indexes.get(name)?.table;
    if (table !== undefined) touched.add(table);
    const relation = catalog.relations.get(name);
    if (relation === undefined) continue;
    const parent = relation.partitionOf === null ? [] : [relation.partitionOf];
    const targets = foreignKeysOf(catalog, name).map(({ key }) => key.references);
    for (const other of [name, ...relation.referencedBy, ...relation.children, ...parent, ...targets])
      touched.add(other);
  }
  return touched;
}

function moved(relation: Relation, swap: (name: RelationName) => RelationName): Relation {
  const swapAll = (list: readonly RelationName[]): readonly RelationName[] => [...new Set(list.map(swap))];
  return {
    ...relation,
    name: swap(relation.name),
    indexes: swapAll(relation.indexes),
    referencedBy: swapAll(relation.referencedBy),
    children: swapAll(relation.children),
    partitionOf: relation.partitionOf === null ? null : swap(relation.partitionOf),
    constraints: relation.constraints.map((constraint) => movedConstraint(constraint, swap)),
  };
}

function movedConstraint(constraint: Constraint, swap: (name: RelationName) => RelationName): Constraint {
  if (constraint.kind === 'foreign-key') return { ...constraint, references: swap(constraint.references) };
  return 'index' in constraint ? { ...constraint, index: swap(constraint.index) } : constraint;
}
