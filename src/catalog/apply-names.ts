import { relationName, splitName, type RelationName } from '../sql/names.js';
import type { Catalog } from './catalog.js';

/** Postgres cuts names to 63 bytes (NAMEDATALEN). */
const LONGEST = 63;

export type RelationLabel = 'pkey' | 'key' | 'excl' | 'idx' | 'seq';
export type ConstraintLabel = 'fkey' | 'check' | 'not_null';

/** The name that Postgres gives an index or sequence that the statement does not name (source: ChooseRelationName). */
export function impliedRelationName(
  catalog: Catalog,
  table: RelationName,
  columns: readonly string[],
  label: RelationLabel,
): RelationName {
  const { schema, name } = splitName(table);
  const addition = label === 'pkey' ? null : columns.join('_');
  const ofConstraint = label === 'pkey' || label === 'key' || label === 'excl';
  for (let pass = 0; ; pass += 1) {
    const candidate = objectName(
      name,
      addition,
      numbered(label, pass, () => catalog.indexes.size),
    );
    const full = relationName(schema, candidate);
    if (catalog.relations.has(full) || catalog.indexes.has(full)) continue;
    if (!ofConstraint || !constraintExists(catalog, table, candidate)) return full;
  }
}

/** The same for a constraint without an index (source: ChooseConstraintName). */
export function impliedConstraintName(
  catalog: Catalog,
  table: RelationName,
  columns: readonly string[],
  label: ConstraintLabel,
): string {
  const { name } = splitName(table);
  const addition = columns.length === 0 ? null : columns.join('_');
  const taken = (): number => catalog.relations.get(table)?.constraints.size ?? 0;
  for (let pass = 0; ; pass += 1) {
    const candidate = objectName(name, addition, numbered(label, pass, taken));
    if (!constraintExists(catalog, table, candidate)) return candidate;
  }
}

/** Counts up as Postgres does; beyond 50 it leaps, for thousands of names alike would take their square in time. */
function numbered(label: string, pass: number, taken: () => number): string {
  if (pass === 0) return label;
  return `${label}${pass < 50 ? pass : pass + taken()}`;
}

/** Two names and a label, the longer name cut first (source: makeObjectName). */
export function objectName(first: string, second: string | null, label: string): string {
  const room = LONGEST - label.length - 1 - (second === null ? 0 : 1);
  let firstBytes = byteLength(first);
  let secondBytes = second === null ? 0 : Math.min(byteLength(second), LONGEST);
  while (firstBytes + secondBytes > room) {
    if (firstBytes > secondBytes) firstBytes -= 1;
    else secondBytes -= 1;
  }
  const parts = [clip(first, firstBytes), ...(second === null ? [] : [clip(second, secondBytes)]), label];
  return parts.join('_');
}

/** Names of index columns: a second one of the same name gets a number (source: ChooseIndexColumnNames). */
export function distinctNames(names: readonly string[]): string[] {
  const found: string[] = [];
  for (const name of names) {
    let candidate = name;
    for (let pass = 1; found.includes(candidate); pass += 1)
      candidate = `${clip(name, LONGEST - String(pass).length)}${pass}`;
    found.push(candidate);
  }
  return found;
}

/**
 * Postgres looks at all constraints of the schema. A clash can come from a table whose name is a beginning of the
 * candidate, so only those are asked: asking all would make a long history quadratic. What this misses, a table that
 * was renamed after its constraints got their names, gives a name without the number that Postgres would add.
 */
function constraintExists(catalog: Catalog, table: RelationName, candidate: string): boolean {
  if (catalog.relations.get(table)?.constraints.has(candidate) === true) return true;
  const { schema } = splitName(table);
  for (let cut = candidate.indexOf('_'); cut > 0; cut = candidate.indexOf('_', cut + 1)) {
    const owner = catalog.relations.get(relationName(schema, candidate.slice(0, cut)));
    if (owner?.constraints.has(candidate) === true) return true;
  }
  return false;
}

const ASCII = /^[\x20-\x7e]*$/;

function byteLength(text: string): number {
  if (ASCII.test(text)) return text.length;
  let bytes = 0;
  for (const character of text) bytes += byteWidth(character);
  return bytes;
}

/** As many whole characters as fit. */
function clip(text: string, limit: number): string {
  if (text.length <= limit && ASCII.test(text)) return text;
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += byteWidth(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}

function byteWidth(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
