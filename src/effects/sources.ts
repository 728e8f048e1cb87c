import type { RangeVar, SelectStmt } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, findAll, items, text, texts, type BodyOf, type Node } from '../sql/statement.js';
import { rowsOfSeries } from './amount.js';
import { named, relationOf, type Moment } from './moment.js';

/** What gives a statement its rows: a table it names, or rows that it makes itself. */
export interface Source {
  /** How the statement calls it. */
  readonly alias: string;
  /** null: no table. */
  readonly table: RelationName | null;
  /** null: nobody has shown us. */
  readonly columns: Names | null;
  /** At most so many whatever the conditions; Infinity for a table. */
  readonly rows: number;
}

/** A set of names, or a map by them. */
interface Names {
  readonly has: (name: string) => boolean;
}

/** A condition. In an outer join it limits one side only. */
export interface Term {
  readonly node: Node;
  readonly limits: readonly Source[];
}

export interface FromList {
  readonly sources: readonly Source[];
  readonly terms: readonly Term[];
}

/** A query of WITH by its name. */
export type Queries = ReadonlyMap<string, Pick<Source, 'columns' | 'rows'>>;

/** Where names are looked up, and who counts the rows of a query. */
export interface Scope {
  readonly moment: Moment;
  readonly queries: Queries;
  readonly rowsOf: (query: SelectStmt, queries: Queries) => number;
}

/** The entries of FROM with the conditions of their joins. */
export function fromList(from: readonly Node[] | undefined, scope: Scope): FromList {
  const lists = (from ?? []).map((item) => fromItem(item, scope));
  return { sources: lists.flatMap(({ sources }) => sources), terms: lists.flatMap(({ terms }) => terms) };
}

function fromItem(item: Node, scope: Scope): FromList {
  if ('JoinExpr' in item) return fromJoin(item.JoinExpr, scope);
  return { sources: [sourceOf(item, scope)], terms: [] };
}

function fromJoin(join: BodyOf<'JoinExpr'>, scope: Scope): FromList {
  const left = fromList(join.larg === undefined ? [] : [join.larg], scope);
  const right = fromList(join.rarg === undefined ? [] : [join.rarg], scope);
  const sources = [...left.sources, ...right.sources];
  const limits =
    join.jointype === 'JOIN_LEFT'
      ? right.sources
      : join.jointype === 'JOIN_RIGHT'
        ? left.sources
        : join.jointype === 'JOIN_FULL'
          ? []
          : sources;
  const shared = texts(join.usingClause).map((column) => sameColumn(column, left.sources[0], right.sources[0]));
  const nodes = [...(join.quals === undefined ? [] : conjuncts(join.quals)), ...shared];
  return { sources, terms: [...left.terms, ...right.terms, ...nodes.map((node) => ({ node, limits }))] };
}

/** `USING (id)` as the condition that it stands for. */
function sameColumn(column: string, left: Source | undefined, right: Source | undefined): Node {
  const field = (source: Source | undefined): Node => ({
    ColumnRef: { fields: [{ String: { sval: source?.alias ?? '' } }, { String: { sval: column } }] },
  });
  return {
    A_Expr: { kind: 'AEXPR_OP', name: [{ String: { sval: '=' } }], lexpr: field(left), rexpr: field(right) },
  };
}

function sourceOf(item: Node, scope: Scope): Source {
  if ('RangeVar' in item) return rangeSource(item.RangeVar, scope);
  if ('RangeSubselect' in item) {
    const { alias, subquery } = item.RangeSubselect;
    const query = bodyOf('SelectStmt', subquery);
    const columns = columnsOf(query, texts(alias?.colnames));
    return source(alias?.aliasname, columns, query === null ? Infinity : scope.rowsOf(query, scope.queries));
  }
  if ('RangeFunction' in item) {
    const { alias, functions } = item.RangeFunction;
    const calls = (functions ?? []).flatMap((one) => bodiesOf('FuncCall', items(one)));
    const name = alias?.aliasname ?? texts(calls[0]?.funcname).at(-1);
    return source(name, null, Math.max(1, ...calls.map(rowsOfCall)));
  }
  if ('RangeTableSample' in item && item.RangeTableSample.relation !== undefined)
    return sourceOf(item.RangeTableSample.relation, scope);
  return source(undefined, null, 1);
}

/** A table, unless WITH gives its name to a query. */
export function rangeSource(range: RangeVar | undefined, { moment, queries }: Scope): Source {
  const name = range?.relname ?? '';
  const alias = range?.alias?.aliasname ?? name;
  const query = range?.schemaname === undefined ? queries.get(name) : undefined;
  if (query !== undefined) return { alias, table: null, ...query };
  const table = named(moment, range);
  const known = relationOf(moment, table);
  return { alias, table, columns: known?.complete === true ? known.columns : null, rows: Infinity };
}

function source(alias: string | undefined, columns: Names | null, rows: number): Source {
  return { alias: alias ?? '', table: null, columns, rows };
}

/** Functions other than generate_series make rows from a value that stands in the file or in a row. */
export function rowsOfCall(call: BodyOf<'FuncCall'>): number {
  return texts(call.funcname).at(-1) === 'generate_series' ? rowsOfSeries(call) : 1;
}

/** Names of a query's columns; null with a star among them. */
export function columnsOf(query: SelectStmt | null, given: readonly string[]): ReadonlySet<string> | null {
  if (given.length > 0) return new Set(given);
  const targets = bodiesOf('ResTarget', query?.targetList);
  const names = targets.map((target) => target.name ?? columnName(target.val) ?? '');
  return names.length === 0 || names.includes('') ? null : new Set(names);
}

/** The terms of an AND. */
export function conjuncts(where: Node): Node[] {
  const all = bodyOf('BoolExpr', where);
  if (all === null || all.boolop !== 'AND_EXPR') return [where];
  return (all.args ?? []).flatMap(conjuncts);
}

/** The last part of a column's name; null for a star and for anything else. */
export function columnName(node: Node | undefined): string | null {
  return text(bodyOf('ColumnRef', node)?.fields?.at(-1)) || null;
}

/** Whether a subquery names a source of the statement around it, so that it runs once for each row there. */
export function isCorrelated(query: Node | undefined, outer: readonly Source[]): boolean {
  const own = new Set([
    ...findAll('RangeVar', query).map((range) => range.alias?.aliasname ?? range.relname),
    ...findAll('RangeSubselect', query).map((from) => from.alias?.aliasname),
    ...findAll('RangeFunction', query).map((from) => from.alias?.aliasname),
  ]);
  const qualifiers = findAll('ColumnRef', query).map(({ fields }) => text(fields?.at(-2)));
  return qualifiers.some((name) => name !== '' && !own.has(name) && outer.some(({ alias }) => alias === name));
}
