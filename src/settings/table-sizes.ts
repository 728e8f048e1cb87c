import * as z from 'zod';
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

/** The query of docs/table-sizes.md, without the COPY around it. */
export const SIZES_QUERY = `WITH RECURSIVE member(root, oid) AS (
  SELECT oid, oid FROM pg_class WHERE relkind IN ('r', 'p', 'm')
  UNION
  SELECT root, inhrelid FROM member JOIN pg_inherits ON inhparent = member.oid
)
SELECT
  format('%I.%I', nspname, relname) AS "table",
  sum(pg_total_relation_size(member.oid)) AS bytes,
  to_char(current_date, 'YYYY-MM-DD') AS measured
FROM member
JOIN pg_class AS class ON class.oid = member.root
JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND relpersistence <> 't'
GROUP BY nspname, relname
ORDER BY 1`;

/** One row of it. */
export interface SizeRow {
  readonly table: string;
  readonly bytes: string;
  readonly measured: string;
}

/** As JSON, a table a line, so that a diff shows what has grown. */
export function sizesText(rows: readonly SizeRow[]): string {
  const lines = rows.map(({ table, bytes }) => `    ${JSON.stringify({ table, bytes: Number(bytes) })}`);
  const tables = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "measured": ${JSON.stringify(rows[0]?.measured ?? new Date().toISOString().slice(0, 10))},\n  "tables": ${tables}\n}\n`;
}

/**
 * What the query of docs/table-sizes.md gave, or `pg-preflight table-sizes`; anything wrong in it is a ConfigError that
 * names the place.
 */
export function readTableSizes(text: string | null, path: string, now: Date): readonly TableSize[] {
  if (text === null) throw new ConfigError(`\`table-sizes\` names ${path}, which does not exist`, WRITE_ANEW);
  if (text.length > MAX_LENGTH) throw new ConfigError(`${path} is larger than ${MAX_LENGTH} characters`, WRITE_ANEW);
  if (/^\ufeff?\s*\{/.test(text)) return fromJson(text.replace(/^\ufeff/, ''), path, now);
  const [header = '', ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (header.trim() !== HEADER) throw new ConfigError(`${path}, line 1 is not \`${HEADER}\``, WRITE_ANEW);
  const entries = rows.flatMap((row, at) => {
    if (row.trim() === '') return [];
    const place = `line ${at + 2}`;
    return [{ place, size: sizeFrom(row, `${path}, ${place}`, now) }];
  });
  return eachOnce(entries, path);
}

interface Entry {
  readonly place: string;
  readonly size: TableSize;
}

function eachOnce(entries: readonly Entry[], path: string): readonly TableSize[] {
  const placeOf = new Map<string, string>();
  for (const { place, size } of entries) {
    const before = placeOf.get(size.table);
    if (before !== undefined)
      throw new ConfigError(`${path}, ${place}: ${size.table} stands on ${before} already`, WRITE_ANEW);
    placeOf.set(size.table, place);
  }
  return entries.map(({ size }) => size);
}

const SizesFile = z.object({ measured: z.string(), tables: z.array(z.unknown()) });
const SizesEntry = z.object({ table: z.string(), bytes: z.int().min(0) });

function fromJson(text: string, path: string, now: Date): readonly TableSize[] {
  const file = SizesFile.safeParse(parsed(text, path));
  if (!file.success) throw new ConfigError(`${path} has no \`measured\` or no list \`tables\``, WRITE_ANEW);
  const { measured, tables } = file.data;
  const entries = tables.map((written, at): Entry => {
    const place = `table ${at + 1}`;
    const entry = SizesEntry.safeParse(written);
    if (!entry.success)
      throw new ConfigError(
        `${path}, ${place} is ${quotedValue(JSON.stringify(written))}`,
        'Write `{ "table": "schema.table", "bytes": 8192 }`.',
      );
    return { place, size: checked(entry.data.table, entry.data.bytes, measured, `${path}, ${place}`, now) };
  });
  if (entries.length === 0) checked('none.none', 0, measured, path, now);
  return eachOnce(entries, path);
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`${path} is no JSON`, WRITE_ANEW);
  }
}

function sizeFrom(row: string, place: string, now: Date): TableSize {
  const [, table, bytes, measured] = ROW.exec(row) ?? [];
  if (table === undefined || measured === undefined || Number.isNaN(Date.parse(measured)))
    throw new ConfigError(`${place} is ${quotedValue(row)}`, 'Write `schema.table,bytes,YYYY-MM-DD`.');
  const name = table.startsWith('"') ? table.slice(1, -1).replaceAll('""', '"') : table;
  return checked(name, Number(bytes), measured, place, now);
}

function checked(name: string, bytes: number, measured: string, place: string, now: Date): TableSize {
  const day = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(measured) ? Date.parse(measured) : Number.NaN;
  if (Number.isNaN(day))
    throw new ConfigError(`${place}: ${quotedValue(measured)} is no day`, 'Write it as YYYY-MM-DD.');
  const age = Math.floor((now.getTime() - day) / DAY);
  // Two days: a server's clock and its zone may be ahead.
  if (age < -2) throw new ConfigError(`${place}: ${measured} is still to come`, WRITE_ANEW);
  if (age > MOST_DAYS)
    throw new ConfigError(`${place}: measured on ${measured}, more than ${MOST_DAYS} days ago`, WRITE_ANEW);
  if (!name.includes('.')) throw new ConfigError(`${place}: ${quotedValue(name)} has no schema`, WRITE_ANEW);
  return { table: name, bytes };
}
