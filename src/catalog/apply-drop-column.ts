import type { RelationName } from '../sql/names.js';
import { edit, without } from './apply-context.js';
import { removeConstraints } from './apply-foreign-key.js';
import { removeIndex } from './apply-index.js';
import { foreignKeysTo, type Catalog } from './catalog.js';

/** Takes a column out of one table, with what Postgres drops along without a word: indexes, constraints, sequences. */
export function takeColumn(catalog: Catalog, table: RelationName, column: string): Catalog {
  const relation = catalog.relations.get(table);
  if (relation === undefined) return catalog;
  let after = dropSequencesOf(catalog, table, column);
  for (const { table: other, key } of foreignKeysTo(after, table)) {
    if (!key.referencedColumns.includes(column)) continue;
    after = removeConstraints(after, other, ({ name }) => name === key.name);
  }
  const gone = new Set(
    relation.indexes.filter((index) => after.indexes.get(index)?.mentions.includes(column) === true),
  );
  after = removeConstraints(
    after,
    table,
    (own) => own.columns.includes(column) || ('index' in own && gone.has(own.index)),
  );
  for (const index of gone) after = removeIndex(after, index);
  return edit(after, table, (before) =>
    before.columns.has(column) ? { ...before, columns: before.columns.delete(column) } : before,
  );
}

/** Sequences of `serial`, of identity and of OWNED BY. */
export function dropSequencesOf(catalog: Catalog, table: RelationName, column: string): Catalog {
  const owned = (catalog.relations.get(table)?.sequences ?? []).filter(
    (sequence) => catalog.relations.get(sequence)?.ownedBy?.column === column,
  );
  let after: Catalog = catalog;
  for (const sequence of owned) {
    after = edit(after, table, (relation) => ({ ...relation, sequences: without(relation.sequences, sequence) }));
    after = { ...after, relations: after.relations.delete(sequence) };
  }
  return after;
}
