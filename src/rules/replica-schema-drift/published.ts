import type { Catalog } from '../../catalog/catalog.js';
import { splitName, type RelationName } from '../../sql/names.js';

/** A publication that is known to have the table, by its name; null when none is. */
export function publicationWith({ publications }: Catalog, table: RelationName): string | null {
  for (const [name, { allTables, schemas, tables }] of publications) {
    const has = schemas.includes(splitName(table).schema) || tables.some(({ relation }) => relation === table);
    if (allTables || has) return name;
  }
  return null;
}
