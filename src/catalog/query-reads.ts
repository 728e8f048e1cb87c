import type { JoinExpr, SelectStmt, WithClause } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, findAll, text, texts, walk, type BodyOf, type Node } from '../sql/statement.js';
import type { Read } from './belongings.js';
import type { Catalog } from './catalog.js';
import { resolveRange, type SearchPath } from './lookup.js';
import {
  bare,
  mark,
  markWhereKnown,
  NOWHERE,
  reference,
  relationOf,
  star,
  type Reader,
  type Scope,
  type Source,
} from './query-scope.js';

/** Queries may be nested deeper than the call stack allows; below this only the tables count. */
const DEEPEST = 40;

/** Relations and columns that a query takes, as Postgres notes them when a view is made (source: dependency.c). */
export function readsOfQuery(query: Node | undefined, catalog: Catalog, path: SearchPath): Read[] {
  const reader: Reader = { catalog, path, found: new Map() };
  if (query !== undefined) expression([query], NOWHERE, reader, 0);
  return readsIn(reader);
}

/** The same for expressions that stand on a table, under its own name or one of these. */
export function readsOfTable(
  nodes: readonly (Node | undefined)[],
  table: RelationName,
  aliases: readonly string[],
  catalog: Catalog,
  path: SearchPath,
): Read[] {
  const reader: Reader = { catalog, path, found: new Map() };
  const sources = aliases.map((alias) => ({
    alias,
    relation: table,
    qualifiedOnly: alias === 'new' || alias === 'old',
  }));
  for (const node of nodes) expression(node, { ...NOWHERE, sources }, reader, 0);
  return readsIn(reader);
}

function readsIn({ found }: Reader): Read[] {
  return [...found].map(([relation, columns]) => ({ relation, columns: [...columns] }));
}

function query(select: SelectStmt, outer: Scope, reader: Reader, depth: number): void {
  const pending = [{ select, outer }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { larg, rarg } = next.select;
    const scope = withQueries(next.select.withClause, next.outer, reader, depth);
    if (larg === undefined || rarg === undefined) plainSelect(next.select, scope, reader, depth);
    else pending.push({ select: larg, outer: scope }, { select: rarg, outer: scope });
  }
}

/** A query of WITH sees those before it, and with RECURSIVE itself. */
function withQueries(clause: WithClause | undefined, outer: Scope, reader: Reader, depth: number): Scope {
  const queries = bodiesOf('CommonTableExpr', clause?.ctes);
  if (queries.length === 0) return outer;
  const recursive = clause?.recursive === true;
  const visible = new Set([...outer.queries, ...(recursive ? queries.map(({ ctename = '' }) => ctename) : [])]);
  const scope: Scope = { ...outer, queries: visible };
  for (const { ctename = '', ctequery } of queries) {
    expression(ctequery, scope, reader, depth + 1);
    visible.add(ctename);
  }
  return scope;
}

/** INSERT, UPDATE and DELETE, as a rule runs them: the columns they set count as well. */
function change(
  body: BodyOf<'InsertStmt'> & BodyOf<'UpdateStmt'> & BodyOf<'DeleteStmt'>,
  outer: Scope,
  reader: Reader,
  depth: number,
): void {
  if (body.relation === undefined) return;
  const { cols, fromClause, usingClause, selectStmt, targetList, whereClause, withClause } = body;
  const inside = withQueries(withClause, outer, reader, depth);
  const target = sourceOf(body.relation, { ...inside, queries: new Set() }, reader);
  const sources = [target];
  const scope: Scope = { sources, outer: inside, queries: inside.queries };
  for (const item of [...(fromClause ?? []), ...(usingClause ?? [])]) from(item, sources, scope, reader, depth);
  const set = bodiesOf('ResTarget', cols ?? (selectStmt === undefined ? targetList : []));
  for (const { name } of set) if (name !== undefined) mark(target.relation, name, reader);
  expression(selectStmt, inside, reader, depth);
  for (const part of [targetList, whereClause, body.onConflictClause]) expression(part, scope, reader, depth);
}

function plainSelect(select: SelectStmt, outer: Scope, reader: Reader, depth: number): void {
  const sources: Source[] = [];
  const scope: Scope = { sources, outer, queries: outer.queries };
  for (const item of select.fromClause ?? []) from(item, sources, scope, reader, depth);
  const { targetList, whereClause, havingClause, windowClause, valuesLists } = select;
  for (const part of [targetList, whereClause, havingClause, windowClause, valuesLists])
    expression(part, scope, reader, depth);
  const named = new Set(bodiesOf('ResTarget', targetList).map(({ name }) => name ?? ''));
  const isOfResult = (part: Node): boolean => named.has(bareName(bodyOf('SortBy', part)?.node ?? part));
  // ORDER BY and DISTINCT ON take a bare name for one of the result first, GROUP BY for one of a table first.
  for (const part of [...(select.sortClause ?? []), ...(select.distinctClause ?? [])])
    if (!isOfResult(part)) expression(part, scope, reader, depth);
  for (const part of select.groupClause ?? []) {
    if (isOfResult(part)) markWhereKnown(sources, bareName(part), reader);
    else expression(part, scope, reader, depth);
  }
}

function bareName(node: Node): string {
  const fields = bodyOf('ColumnRef', node)?.fields ?? [];
  return fields.length === 1 ? text(fields[0]) : '';
}

/** Adds what an item of FROM brings; gives those sources back. */
function from(item: Node, sources: Source[], scope: Scope, reader: Reader, depth: number): Source[] {
  const join = bodyOf('JoinExpr', item);
  if (join !== null) return depth > DEEPEST ? [] : joined(join, sources, scope, reader, depth);
  const range = bodyOf('RangeVar', item) ?? bodyOf('RangeVar', bodyOf('RangeTableSample', item)?.relation);
  if (range !== null) {
    const source = sourceOf(range, scope, reader);
    sources.push(source);
    return [source];
  }
  const subselect = bodyOf('RangeSubselect', item);
  if (subselect === null) expression(item, scope, reader, depth);
  else expression(subselect.subquery, subselect.lateral === true ? scope : outerOf(scope), reader, depth);
  const alias = subselect?.alias?.aliasname ?? bodyOf('RangeFunction', item)?.alias?.aliasname ?? '';
  const derived: Source = { alias, relation: null, qualifiedOnly: false };
  sources.push(derived);
  return [derived];
}

function outerOf(scope: Scope): Scope {
  return { ...(scope.outer ?? NOWHERE), queries: scope.queries };
}

function sourceOf(range: BodyOf<'RangeVar'>, scope: Scope, { catalog, path, found }: Reader): Source {
  const alias = range.alias?.aliasname ?? range.relname ?? '';
  const derived: Source = { alias, relation: null, qualifiedOnly: false };
  if (range.schemaname === undefined && scope.queries.has(range.relname ?? '')) return derived;
  const relation = resolveRange(catalog, path, range);
  if (isOfSystem(range, catalog.relations.has(relation))) return derived;
  if (!found.has(relation)) found.set(relation, new Set());
  // `t AS x (a, b)` gives the columns other names, which are not followed.
  return (range.alias?.colnames ?? []).length > 0 ? derived : { ...derived, relation };
}

function isOfSystem({ schemaname, relname = '' }: BodyOf<'RangeVar'>, known: boolean): boolean {
  if (schemaname === 'information_schema') return true;
  return !known && (schemaname ?? relname).startsWith('pg_');
}

function joined(join: JoinExpr, sources: Source[], scope: Scope, reader: Reader, depth: number): Source[] {
  const left = join.larg === undefined ? [] : from(join.larg, sources, scope, reader, depth + 1);
  const right = join.rarg === undefined ? [] : from(join.rarg, sources, scope, reader, depth + 1);
  const both: Scope = { ...scope, sources: [...left, ...right] };
  expression(join.quals, both, reader, depth);
  for (const column of texts(join.usingClause)) {
    for (const side of [left, right]) bare(column, { ...NOWHERE, sources: side }, reader);
  }
  if (join.isNatural === true)
    for (const column of commonColumns(left, right, reader)) markWhereKnown(both.sources, column, reader);
  // `(a JOIN b …) AS x` hides a and b; x.c is then looked for in both.
  const alias = join.alias?.aliasname;
  if (alias !== undefined) sources.push(...both.sources.map((source) => ({ ...source, alias, qualifiedOnly: true })));
  return both.sources.slice();
}

function commonColumns(left: readonly Source[], right: readonly Source[], reader: Reader): string[] {
  const columns = (side: readonly Source[]): string[] =>
    side.flatMap(({ relation }) => [...(relationOf(relation, reader)?.columns.keys() ?? [])]);
  const there = new Set(columns(right));
  return columns(left).filter((column) => there.has(column));
}

/** Every column that stands below a node; queries below it look in themselves first. */
function expression(root: object | undefined, scope: Scope, reader: Reader, depth: number): void {
  if (depth > DEEPEST) {
    for (const range of findAll('RangeVar', root)) sourceOf(range, scope, reader);
    return;
  }
  walk(root, (tag, body) => {
    if (tag === 'SelectStmt') {
      query(body, scope, reader, depth + 1);
      return false;
    }
    if (tag === 'InsertStmt' || tag === 'UpdateStmt' || tag === 'DeleteStmt') {
      change(body, scope, reader, depth + 1);
      return false;
    }
    if (tag === 'ResTarget') star(body, scope, reader);
    if (tag === 'ColumnRef') reference(body, scope, reader);
    return true;
  });
}
