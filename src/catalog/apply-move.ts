import type { RelationName } from '../sql/names.js';
import { editReads } from './routine-reads.js';
import { editPublished } from './apply-publication.js';
import type { Read } from './belongings.js';
import { foreignKeysOf, type Catalog, type Column, type Constraint, type Index, type Relation } from './catalog.js';

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
      if (index !== undefined) all.set(swap(name), movedIndex(index, swap));
    }
  });
  const routines = editReads(catalog.routines, (read) =>
    names.has(read.relation) ? { ...read, relation: swap(read.relation) } : read,
  );
  return editPublished({ ...catalog, relations, indexes, routines }, (table) =>
    names.has(table.relation) ? { ...table, relation: swap(table.relation) } : table,
  );
}

/** The relations themselves and every one that mentions them. */
function touchedBy(catalog: Catalog, names: Names): Set<RelationName> {
  const touched = new Set<RelationName>();
  for (const name of names.keys()) {
    const table = catalog.indexes.get(name)?.table;
    if (table !== undefined)
      for (const one of [table, ...(catalog.relations.get(table)?.children ?? [])]) touched.add(one);
    const relation = catalog.relations.get(name);
    if (relation === undefined) continue;
    const parent = relation.partitionOf === null ? [] : [relation.partitionOf];
    const targets = foreignKeysOf(catalog, name).map(({ key }) => key.references);
    const owner = relation.ownedBy === null ? [] : [relation.ownedBy.table];
    const kin = [...relation.referencedBy, ...relation.children, ...parent, ...targets, ...owner];
    for (const other of [name, ...kin, ...relation.readers, ...relation.sequences, ...taken(relation)])
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
    readers: swapAll(relation.readers),
    sequences: swapAll(relation.sequences),
    ownedBy: relation.ownedBy === null ? null : { ...relation.ownedBy, table: swap(relation.ownedBy.table) },
    query: movedReads(relation.query, swap),
    policies: relation.policies.map((policy) => ({ ...policy, reads: movedReads(policy.reads, swap) })),
    rules: relation.rules.map((rule) => ({ ...rule, reads: movedReads(rule.reads, swap) })),
    columns: relation.columns.some(({ sequence }) => sequence !== null && swap(sequence) !== sequence)
      ? relation.columns.map((column) => movedColumn(column, swap))
      : relation.columns,
    replicaIdentity:
      typeof relation.replicaIdentity === 'string'
        ? relation.replicaIdentity
        : { index: swap(relation.replicaIdentity.index) },
    constraints: relation.constraints.map((constraint) => movedConstraint(constraint, swap)),
  };
}

function movedIndex(index: Index, swap: (name: RelationName) => RelationName): Index {
  const parent = index.parent === null ? null : swap(index.parent);
  return { ...index, name: swap(index.name), table: swap(index.table), parent };
}

/** Relations that views, policies, rules and defaults of this one take something from. */
function taken(relation: Relation): RelationName[] {
  const reads = [
    relation.query,
    ...relation.policies.map((one) => one.reads),
    ...relation.rules.map((one) => one.reads),
  ];
  const sequences = [...relation.columns.values()].flatMap(({ sequence }) => sequence ?? []);
  return [...reads.flat().map((read) => read.relation), ...sequences];
}

function movedReads(reads: readonly Read[], swap: (name: RelationName) => RelationName): readonly Read[] {
  return reads.map((read) => ({ ...read, relation: swap(read.relation) }));
}

function movedColumn(column: Column, swap: (name: RelationName) => RelationName): Column {
  return column.sequence === null ? column : { ...column, sequence: swap(column.sequence) };
}

function movedConstraint(constraint: Constraint, swap: (name: RelationName) => RelationName): Constraint {
  if (constraint.kind === 'foreign-key') return { ...constraint, references: swap(constraint.references) };
  return 'index' in constraint ? { ...constraint, index: swap(constraint.index) } : constraint;
}
