import { relationName, type RelationName } from '../sql/names.js';
import { bodyOf, text, texts, type BodyOf } from '../sql/statement.js';
import type { Catalog, Relation } from './catalog.js';
import type { SearchPath } from './lookup.js';

/** Something that FROM names. */
export interface Source {
  readonly alias: string;
  /** null: a subquery, a function or a query of WITH, whose columns are not followed. */
  readonly relation: RelationName | null;
  /** NEW and OLD of a rule: a bare column is never theirs. */
  readonly qualifiedOnly: boolean;
}

export interface Scope {
  readonly sources: readonly Source[];
  readonly outer: Scope | null;
  /** Names that WITH gives. */
  readonly queries: ReadonlySet<string>;
}

export interface Reader {
  readonly catalog: Catalog;
  readonly path: SearchPath;
  readonly found: Map<RelationName, Set<string>>;
}

export const NOWHERE: Scope = { sources: [], outer: null, queries: new Set() };

/** `*` and `t.*` as a result stand for the columns of the moment; anywhere else the row is meant, which names none. */
export function star(target: BodyOf<'ResTarget'>, scope: Scope, reader: Reader): void {
  const fields = bodyOf('ColumnRef', target.val)?.fields ?? [];
  if (bodyOf('A_Star', fields.at(-1)) === null) return;
  const parts = texts(fields.slice(0, -1));
  const sources = parts.length === 0 ? scope.sources.filter((one) => !one.qualifiedOnly) : sourcesAt(parts, scope);
  for (const { relation } of sources) {
    for (const column of relationOf(relation, reader)?.columns.keys() ?? []) mark(relation, column, reader);
  }
}

export function reference({ fields = [] }: BodyOf<'ColumnRef'>, scope: Scope, reader: Reader): void {
  const column = text(fields.at(-1));
  if (column === '') return;
  if (fields.length === 1) bare(column, scope, reader);
  else {
    const sources = sourcesAt(texts(fields.slice(0, -1)), scope);
    const [only] = sources;
    if (sources.length === 1 && only !== undefined) mark(only.relation, column, reader);
    else markWhereKnown(sources, column, reader);
  }
}

/** Sources of an alias, or of a schema and a table, in the nearest scope that has it. */
function sourcesAt(parts: readonly string[], scope: Scope): readonly Source[] {
  const name = parts.at(-1) ?? '';
  const isMeant = ({ alias, relation }: Source): boolean =>
    parts.length === 1 ? alias === name : relation === relationName(parts.at(-2) ?? '', name);
  for (let level: Scope | null = scope; level !== null; level = level.outer) {
    const found = level.sources.filter(isMeant);
    if (found.length > 0) return found;
  }
  return [];
}

function isOutermost(scope: Scope): boolean {
  for (let level = scope.outer; level !== null; level = level.outer) if (level.sources.length > 0) return false;
  return true;
}

/** A column without a table: of the nearest scope that has it. Where that cannot be told, it is left out. */
export function bare(column: string, scope: Scope, reader: Reader): void {
  for (let level: Scope | null = scope; level !== null; level = level.outer) {
    const sources = level.sources.filter((one) => !one.qualifiedOnly);
    if (markWhereKnown(sources, column, reader)) return;
    const open = sources.filter(({ relation }) => relationOf(relation, reader)?.complete !== true);
    const [only] = open;
    if (only === undefined) continue;
    if (sources.length === 1 && isOutermost(level)) mark(only.relation, column, reader);
    return;
  }
}

export function markWhereKnown(sources: readonly Source[], column: string, reader: Reader): boolean {
  const owners = sources.filter(({ relation }) => relationOf(relation, reader)?.columns.has(column) === true);
  for (const { relation } of owners) mark(relation, column, reader);
  return owners.length > 0;
}

export function mark(relation: RelationName | null, column: string, reader: Reader): void {
  if (relation === null) return;
  const known = relationOf(relation, reader);
  if (known?.complete === true && !known.columns.has(column)) return;
  const columns = reader.found.get(relation);
  if (columns === undefined) reader.found.set(relation, new Set([column]));
  else columns.add(column);
}

export function relationOf(relation: RelationName | null, { catalog }: Reader): Relation | undefined {
  return relation === null ? undefined : catalog.relations.get(relation);
}
