import { ConfigError } from '../errors.js';
import type { TableSize } from '../told.js';
import { quotedValue } from './raw-settings.js';

const HEADER = 'table,bytes,measured';
const ROW = /^("(?:[^"]|"")*"|[^,"]+),([0-9]{1,18}),([0-9]{4}-[0-9]{2}-[0-9]{2})$/;
const MAX_LENGTH = 5_000_000;
/** Tables grow: after so long a small one may be none any more. */
const MOST_DAYS = 90;
const DAY = 86_400_000;
const WRITE_ANEW = 'Write it anew, as docs/table-sizes.md shows.';

/** What the query of docs/table-sizes.md gave; anything wrong in it is a ConfigError that names the line. */
export function readTableSizes(text: string | null, path: string, now: Date): readonly TableSize[] {
  if (text === null) throw new ConfigError(`\`table-sizes\` names ${path}, which does not exist`, WRITE_ANEW);
  if (text.length > MAX_LENGTH) throw new ConfigError(`${path} is larger than ${MAX_LENGTH} characters`, WRITE_ANEW);
  const [header = '', ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (header.trim() !== HEADER) throw new ConfigError(`${path}, line 1 is not \`${HEADER}\``, WRITE_ANEW);
  const lineOf = new Map<string, number>();
  return rows.flatMap((row, at) => {
    if (row.trim() === '') return [];
    const line = at + 2;
    const size = sizeFrom(row, `${path}, line ${line}`, now);
    const before = lineOf.get(size.table);
    if (before !== undefined)
      throw new ConfigError(`${path}, line ${line}: ${size.table} stands on line ${before} already`, WRITE_ANEW);
    lineOf.set(size.table, line);
    return [size];
  });
}

function sizeFrom(row: string, place: string, now: Date): TableSize {
  const [, table, bytes, measured] = ROW.exec(row) ?? [];
  const day = Date.parse(measured ?? '');
  if (table === undefined || Number.isNaN(day))
    throw new ConfigError(`${place} is ${quotedValue(row)}`, 'Write `schema.table,bytes,YYYY-MM-DD`.');
  const age = Math.floor((now.getTime() - day) / DAY);
  // Two days: a server's clock and its zone may be ahead.
  if (age < -2) throw new ConfigError(`${place}: ${measured} is still to come`, WRITE_ANEW);
  if (age > MOST_DAYS)
    throw new ConfigError(`${place}: measured on ${measured}, more than ${MOST_DAYS} days ago`, WRITE_ANEW);
  const name = table.startsWith('"') ? table.slice(1, -1).replaceAll('""', '"') : table;
  if (!name.includes('.')) throw new ConfigError(`${place}: ${quotedValue(name)} has no schema`, WRITE_ANEW);
  return { table: name, bytes: Number(bytes) };
}
