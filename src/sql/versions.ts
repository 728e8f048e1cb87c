/**
 * The first major in which it is so: every switch of the model, and nowhere else. Each has a line in
 * `__tests__/oracle/statements.sql` that a server on either side of it answers differently.
 */
export const SINCE = {
  // What a statement does.
  'default without a rewrite': 11,
  'COMMIT in PL/pgSQL': 11,
  'NOT NULL proved by a CHECK': 12,
  'zones of offset zero': 12,
  'ADD VALUE in a transaction': 12,
  'ATTACH PARTITION without blocking the parent': 12,
  'ALTER INDEX RENAME without blocking': 12,
  'REINDEX of partitioned tables': 14,
  'DETACH PARTITION locks the partition': 14,
  'subscriptions refreshed outside a transaction': 14,
  'generated columns keep their columns': 15,
  'CLUSTER of partitioned tables': 15,
  'identity of partitioned tables': 17,
  'keys lock partitions like their parent': 18,
  'constraints of a parent alone lock its children': 18,
  'NOT NULL of ONLY a partitioned table refused': 18,
  'DROP CONSTRAINT from ONLY a partitioned table': 18,
  'VACUUM goes down to children': 18,
  'SET UNLOGGED refused on partitioned tables': 18,
  'GRANT locks its tables': 18,
  'COPY of materialized views': 18,
  // What the grammar or the command understands.
  'REINDEX CONCURRENTLY': 12,
  'STORED generated columns': 12,
  'DROP EXPRESSION': 13,
  'ALTER TYPE … SET': 13,
  'DETACH PARTITION … CONCURRENTLY': 14,
  'CREATE OR REPLACE TRIGGER': 14,
  'COMPRESSION of a column': 14,
  'REINDEX with options': 14,
  'bodies in BEGIN ATOMIC or RETURN': 14,
  'CREATE STATISTICS on expressions': 14,
  'GROUP BY DISTINCT': 14,
  MERGE: 15,
  'NULLS NOT DISTINCT': 15,
  'SET ACCESS METHOD': 15,
  'ON DELETE SET with columns': 15,
  'security_invoker views': 15,
  'publications of schemas': 15,
  'publications of columns or rows': 15,
  'UNLOGGED sequences': 15,
  'REFRESH COLLATION VERSION of a database': 15,
  'STORAGE in a column definition': 16,
  'STORAGE DEFAULT': 16,
  'CREATE STATISTICS without a name': 16,
  'SET EXPRESSION': 17,
  'SET ACCESS METHOD on partitioned tables': 17,
  'SET ACCESS METHOD DEFAULT': 17,
  'EXCLUDE constraints on partitioned tables': 17,
  'MERGE with RETURNING': 17,
  'WHEN NOT MATCHED BY SOURCE': 17,
  'GRANT MAINTAIN': 17,
  'VACUUM or ANALYZE of ONLY a table': 18,
  'NOT NULL constraints with a name': 18,
  'NOT ENFORCED constraints': 18,
  'VIRTUAL generated columns': 18,
  'WITHOUT OVERLAPS and PERIOD': 18,
  'NOT VALID foreign keys on a partitioned table': 18,
  'ALTER CONSTRAINT … ENFORCED': 18,
  'ALTER CONSTRAINT … INHERIT': 18,
} as const;

export type Feature = keyof typeof SINCE;

export function isSince(version: number, feature: Feature): boolean {
  return version >= SINCE[feature];
}

/** Why an older server refuses it, in words. */
export function notBefore(version: number, feature: Feature): string {
  return newerThan(version, feature, SINCE[feature]);
}

/** Built-in functions that came later than the oldest server we know of and may stand in a default (source: pg_proc). */
const FUNCTIONS_SINCE: ReadonlyMap<string, number> = new Map([
  ...majorOf(14, 'date_bin string_to_table trim_array unistr bit_count'),
  ...majorOf(15, 'regexp_count regexp_instr regexp_like regexp_substr'),
  ...majorOf(16, 'random_normal array_sample array_shuffle any_value date_add date_subtract system_user'),
  ...majorOf(17, 'to_bin to_oct uuid_extract_timestamp uuid_extract_version xmltext'),
  ...majorOf(18, 'uuidv4 uuidv7 array_reverse array_sort casefold crc32 crc32c gamma lgamma'),
]);

function majorOf(major: number, names: string): [string, number][] {
  return names.split(' ').map((name) => [name, major]);
}

/** The same for a built-in function; null when this major has it. */
export function functionNotBefore(version: number, name: string): string | null {
  const major = FUNCTIONS_SINCE.get(name);
  return major === undefined || version >= major ? null : newerThan(version, `the function ${name}()`, major);
}

/** `not in PostgreSQL 15: MERGE … needs 17`. */
function newerThan(version: number, what: string, major: number): string {
  return `not in PostgreSQL ${version}: ${what} ${/[^S]s$/.test(what) ? 'need' : 'needs'} ${major}`;
}
