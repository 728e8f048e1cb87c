import type { RangeVar } from '@pgsql/types';
import { edit, ensureRelation, withItem, type ApplyContext } from './apply-context.js';
import type { Catalog } from './catalog.js';

/** A trigger or policy, of which the catalog keeps the name. */
export function addToTable(
  catalog: Catalog,
  list: 'triggers' | 'policies',
  range: RangeVar | undefined,
  name: string | undefined,
  context: ApplyContext,
): Catalog {
  const found = ensureRelation(catalog, context, range);
  return edit(found.catalog, found.relation.name, (relation) => ({
    ...relation,
    [list]: withItem(relation[list], name ?? ''),
  }));
}
