import type { SelectStmt } from '@pgsql/types';
import { bodiesOf, bodyOf, texts, type Node } from '../sql/statement.js';
import { implicitName } from './apply-target-name.js';
import type { Catalog } from './catalog.js';
import { findRelation, type SearchPath } from './lookup.js';

/** The columns that a query gives; null for a name that is not worked out. */
export interface Outputs {
  readonly names: readonly (string | null)[];
  /** Off where `*` stands for columns whose order nobody has written. */
  readonly ordered: boolean;
}

/** Columns of a view, under the names in parentheses behind its own; null when `*` stands for unknown ones. */
export function outputsOf(
  query: Node | undefined,
  aliases: readonly string[],
  catalog: Catalog,
  path: SearchPath,
): Outputs | null {
  const select = leftmost(bodyOf('SelectStmt', query));
  if (select === null) return null;
  const targets = bodiesOf('ResTarget', select.targetList);
  const names: (string | null)[] = [];
  let ordered = true;
  for (const { name, val } of targets) {
    const found = name === undefined ? (starColumns(val, select, catalog, path) ?? [implicitName(val)]) : [name];
    if (found === 'unknown') return null;
    if (found.length !== 1 || isStar(val)) ordered = false;
    names.push(...found);
  }
  if (targets.length === 0) return null;
  return { names: [...aliases, ...names.slice(aliases.length)], ordered };
}

/** A UNION has the columns of its first query. */
function leftmost(select: SelectStmt | null): SelectStmt | null {
  let first = select;
  while (first?.larg !== undefined) first = first.larg;
  return first;
}

function isStar(node: Node | undefined): boolean {
  return bodyOf('A_Star', bodyOf('ColumnRef', node)?.fields?.at(-1)) !== null;
}

/** `*` or `t.*` of tables that are known whole; null for anything else. */
function starColumns(
  node: Node | undefined,
  { fromClause = [], withClause }: SelectStmt,
  catalog: Catalog,
  path: SearchPath,
): string[] | 'unknown' | null {
  if (!isStar(node)) return null;
  const ranges = bodiesOf('RangeVar', fromClause);
  if (ranges.length !== fromClause.length || withClause !== undefined) return 'unknown';
  const [qualifier] = texts((bodyOf('ColumnRef', node)?.fields ?? []).slice(-2, -1));
  const meant = ranges.filter(
    ({ alias, relname }) => qualifier === undefined || (alias?.aliasname ?? relname) === qualifier,
  );
  const columns: string[] = [];
  for (const range of meant) {
    const relation = findRelation(catalog, path, range);
    if (relation?.complete !== true || (range.alias?.colnames ?? []).length > 0) return 'unknown';
    columns.push(...relation.columns.keys());
  }
  return columns;
}
