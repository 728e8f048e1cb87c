import type { Index } from '../catalog/catalog.js';
import { identifier, shortName } from '../sql/names.js';

/** `CREATE INDEX` as an index was made, under another name or with other columns; null where it is more than the schema keeps. */
export function indexText(
  index: Index,
  name: string,
  renamed: (column: string) => string = (column) => column,
): string | null {
  const keys = index.keys.map((column) => (column === null ? null : identifier(renamed(column))));
  const plain = index.keyOptions.every(
    ({ operatorClass, collation, reordered }) => operatorClass === null && collation === null && !reordered,
  );
  if (keys.includes(null) || index.computed || index.partial || !plain) return null;
  const using = index.method === 'btree' ? '' : ` USING ${index.method}`;
  const included = index.included.map((column) => identifier(renamed(column))).join(', ');
  const tail = `${included === '' ? '' : ` INCLUDE (${included})`}${index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''}`;
  const unique = index.unique ? 'UNIQUE ' : '';
  return `CREATE ${unique}INDEX CONCURRENTLY ${name} ON ${shortName(index.table)}${using} (${keys.join(', ')})${tail};`;
}
