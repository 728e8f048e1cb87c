import type { RangeVar } from '@pgsql/types';

/** `schema.name`, each part quoted where SQL needs it: a key, and at the same time SQL that can be pasted. */
export type RelationName = string;

/** Reserved words of PostgreSQL 18 that cannot stand as a bare table or column name (source: kwlist.h). */
const RESERVED = new Set(
  (
    'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create ' +
    'current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc ' +
    'distinct do else end except false fetch for foreign from grant group having in initially intersect into ' +
    'lateral leading limit localtime localtimestamp not null offset on only or order placing primary references ' +
    'returning select session_user some symmetric system_user table then to trailing true union unique user using ' +
    'variadic when where window with authorization binary collation concurrently cross current_schema freeze full ' +
    'ilike inner is isnull join left like natural notnull outer overlaps right similar tablesample verbose'
  ).split(' '),
);

/** Names already turned into SQL: a history names the same few thousand over and over. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/** An identifier as SQL: quoted only when it must be. */
export function identifier(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const quoted = quotedIfNeeded(name);
  if (known.size < MOST_KNOWN) known.set(name, quoted);
  return quoted;
}

function quotedIfNeeded(name: string): string {
  if (/^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/.test(name) && !RESERVED.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string as SQL. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function relationName(schema: string, name: string): RelationName {
  return `${identifier(schema)}.${identifier(name)}`;
}

/** The two parts of a relation name, unquoted. */
export function splitName(relation: RelationName): { readonly schema: string; readonly name: string } {
  const cut = relation.startsWith('"') ? closingQuote(relation) : relation.indexOf('.');
  return { schema: unquote(relation.slice(0, cut)), name: unquote(relation.slice(cut + 1)) };
}

/** How a person writes it: without `public.`. */
export function shortName(relation: RelationName): string {
  return relation.startsWith('public.') ? relation.slice('public.'.length) : relation;
}

/** A name derived from a relation's, for a fix: `orders_email_not_null`, cut to Postgres's 63 bytes. */
export function derivedName(relation: RelationName, ...parts: readonly string[]): string {
  const joined = [splitName(relation).name, ...parts].join('_');
  return identifier(joined.length > 63 ? joined.slice(0, 63) : joined);
}

export function isTemporary(relation: RangeVar | undefined): boolean {
  return relation?.relpersistence === 't';
}

function closingQuote(text: string): number {
  const match = /^"(?:[^"]|"")*"/.exec(text);
  return match === null ? text.indexOf('.') : match[0].length;
}

function unquote(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}
