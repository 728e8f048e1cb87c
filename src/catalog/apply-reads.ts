import type { RelationName } from '../sql/names.js';
import { edit, ensureNamed, withItem } from './apply-context.js';
import type { Read } from './belongings.js';
import type { Catalog, RelationKind } from './catalog.js';

/** Tells relations who takes something from them, so that whoever drops one need not ask everybody. */
export function linkReads(catalog: Catalog, reader: RelationName, reads: readonly Read[]): Catalog {
  let after = catalog;
  for (const { relation } of reads) if (relation !== reader) after = linkReader(after, reader, relation);
  return after;
}

export function linkReader(
  catalog: Catalog,
  reader: RelationName,
  relation: RelationName,
  kind: RelationKind = 'table',
): Catalog {
  return edit(ensureNamed(catalog, relation, kind).catalog, relation, (before) => {
    const readers = withItem(before.readers, reader);
    return readers === before.readers ? before : { ...before, readers };
  });
}
