import { relationName, splitName, type RelationName } from '../sql/names.js';
import { removeConstraints } from './apply-foreign-key.js';
import { unlinkParent } from './apply-parent.js';
import { objectName } from './apply-names.js';
import { family, type Catalog, type Relation } from './catalog.js';

/** Drops a relation with all that hangs on it: partitions and children, indexes, sequences, others' foreign keys. */
export function dropRelation(catalog: Catalog, name: RelationName): Catalog {
  let after = catalog;
  for (const member of family(catalog, name)) after = dropOne(after, member);
  return after;
}

function dropOne(catalog: Catalog, name: RelationName): Catalog {
  const relation = catalog.relations.get(name);
  if (relation === undefined) return catalog;
  let after = removeConstraints(catalog, name, ({ kind }) => kind === 'foreign-key');
  for (const other of relation.referencedBy) {
    after = removeConstraints(after, other, (own) => own.kind === 'foreign-key' && own.references === name);
  }
  if (relation.partitionOf !== null) after = unlinkParent(after, name, relation.partitionOf);
  const gone = [name, ...sequencesOf(after, relation)];
  return {
    ...after,
    relations: after.relations.deleteAll(gone),
    indexes: after.indexes.deleteAll(relation.indexes),
    types: relation.kind === 'composite type' ? after.types.delete(name) : after.types,
  };
}

/**
 * The catalog keeps no owner of a sequence: those of `serial` and identity are known by their name. One that goes by
 * mistake is then unknown, and what is unknown counts as existing.
 */
export function sequencesOf(catalog: Catalog, relation: Relation): RelationName[] {
  const found: RelationName[] = [];
  for (const column of relation.columns.keys()) {
    const sequence = ownedSequence(catalog, relation.name, column);
    if (sequence !== null) found.push(sequence);
  }
  return found;
}

export function dropSequenceOf(catalog: Catalog, table: RelationName, column: string): Catalog {
  const sequence = ownedSequence(catalog, table, column);
  return sequence === null ? catalog : { ...catalog, relations: catalog.relations.delete(sequence) };
}

/** The sequence that `serial` or identity made for a column. */
function ownedSequence(catalog: Catalog, table: RelationName, column: string): RelationName | null {
  const { schema, name } = splitName(table);
  const sequence = relationName(schema, objectName(name, column, 'seq'));
  return catalog.relations.get(sequence)?.kind === 'sequence' ? sequence : null;
}
