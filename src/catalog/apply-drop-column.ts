import type { RelationName } from '../sql/names.js';
import { edit } from './apply-context.js';
import { dropSequenceOf } from './apply-drop-relation.js';
import { removeConstraints } from './apply-foreign-key.js';
import { removeIndex } from './apply-index.js';
import { foreignKeysTo, type Catalog } from './catalog.js';

/** Drops a column with every index and constraint that mentions it, and the foreign keys of others that point to it. */
export function dropColumn(catalog: Catalog, tables: readonly RelationName[], column: string): Catalog {
  let after = catalog;
  for (const table of tables) after = dropFrom(after, table, column);
  return after;
}

function dropFrom(catalog: Catalog, table: RelationName, column: string): Catalog {
  const relation = catalog.relations.get(table);
  if (relation === undefined) return catalog;
  let after = dropSequenceOf(catalog, table, column);
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
