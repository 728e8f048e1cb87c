import type { DeleteStmt, InsertStmt, MergeStmt, RangeVar, SelectStmt, UpdateStmt } from '@pgsql/types';
import { bodiesOf, bodyOf, findAll, isNullConstant, texts, type Node } from '../sql/statement.js';
import { amountOf, MOST_ROWS } from './amount.js';
import { relationOf, type Moment } from './moment.js';
import { pinsOf, rowsMeeting } from './pins.js';
import { variableName, type Sight } from './sight.js';
import {
  columnsOf,
  conjuncts,
  fromList,
  rangeSource,
  rowsOfCall,
  type FromList,
  type Queries,
  type Scope,
  type Source,
  type Term,
} from './sources.js';

/** How many rows a statement writes, as far as its text tells. */
export type Reach =
  | 'bounded'
  /** Those that have some value in a column that is no key: a handful, or most of the table. */
  | 'by-value'
  | 'unbounded';

interface WithQueries {
  readonly withClause?: { readonly ctes?: Node[]; readonly recursive?: boolean };
}

const NO_QUERIES: Queries = new Map();

export function isBatch(rows: number): boolean {
  return rows <= MOST_ROWS;
}

/** The queries of a WITH, each with those before it in sight. */
export function queriesOf(body: WithQueries, moment: Moment, outer: Queries = NO_QUERIES): Queries {
  const ctes = bodiesOf('CommonTableExpr', body.withClause?.ctes);
  if (ctes.length === 0) return outer;
  const queries = new Map(outer);
  for (const { ctename = '', ctequery, aliascolnames } of ctes) {
    const query = bodyOf('SelectStmt', ctequery);
    const again = findAll('RangeVar', query ?? undefined).some(({ relname }) => relname === ctename);
    const endless = body.withClause?.recursive === true && again;
    queries.set(ctename, {
      columns: columnsOf(query, texts(aliascolnames)),
      rows: endless ? Infinity : rowsOfNode(ctequery, moment, queries),
    });
  }
  return queries;
}

function rowsOfNode(node: Node | undefined, moment: Moment, queries: Queries): number {
  const query = bodyOf('SelectStmt', node);
  if (query !== null) return rowsOf(query, moment, queries);
  const inserted = bodyOf('InsertStmt', node);
  if (inserted !== null) return rowsInserted(inserted, moment, queries);
  const changed = bodyOf('UpdateStmt', node) ?? bodyOf('DeleteStmt', node);
  return changed === null ? Infinity : rowsChanged(changed, moment, queries).rows;
}

/** At most so many rows a query gives. */
export function rowsOf(query: SelectStmt, moment: Moment, outer: Queries = NO_QUERIES): number {
  const queries = queriesOf(query, moment, outer);
  return Math.min(limitOf(query, scopeOf(moment, queries)), rowsBeforeLimit(query, moment, queries));
}

function rowsBeforeLimit(query: SelectStmt, moment: Moment, queries: Queries): number {
  const listed = (query.valuesLists ?? []).length;
  if (listed > 0) return listed;
  if (query.larg !== undefined && query.rarg !== undefined) {
    const [left, right] = [rowsOf(query.larg, moment, queries), rowsOf(query.rarg, moment, queries)];
    if (query.op === 'SETOP_INTERSECT') return Math.min(left, right);
    return query.op === 'SETOP_EXCEPT' ? left : left + right;
  }
  const scope = scopeOf(moment, queries);
  const from = fromList(query.fromClause, scope);
  const counted = count(from.sources, termsOf(from, query.whereClause), scope);
  const calls = findAll('FuncCall', query.targetList);
  const series = calls.map(rowsOfCall).reduce((most, rows) => Math.max(most, rows), 1);
  const rows = product(from.sources, counted) * series;
  const folded = query.groupClause === undefined && calls.some(isAggregate) && !calls.some(makesRows);
  return folded ? 1 : rows;
}

const AGGREGATES = new Set(
  'array_agg avg bool_and bool_or count every json_agg json_object_agg jsonb_agg jsonb_object_agg max min string_agg sum'.split(
    ' ',
  ),
);

function isAggregate({ funcname, over }: { readonly funcname?: Node[]; readonly over?: object }): boolean {
  return over === undefined && AGGREGATES.has(texts(funcname).at(-1) ?? '');
}

function makesRows({ funcname }: { readonly funcname?: Node[] }): boolean {
  return /^(unnest|generate_|json.*_(elements|each|keys)|json.*_each|regexp_.*_to_table)/.test(
    texts(funcname).at(-1) ?? '',
  );
}

/** LIMIT and FETCH FIRST. A variable is what a routine or a tool takes a batch by; what is computed may be anything. */
function limitOf({ limitCount, limitOption }: SelectStmt, scope: Scope): number {
  if (limitCount === undefined || isNullConstant(limitCount) || limitOption === 'LIMIT_OPTION_WITH_TIES')
    return Infinity;
  const sight = { ...scope, sources: [], counted: new Set<Source>() };
  const amount = amountOf(limitCount, (node) => variableName(node, sight));
  if (amount === null || amount.kind === 'opaque') return Infinity;
  return amount.kind === 'number' ? amount.value : 1;
}

export function rowsInserted(body: InsertStmt, moment: Moment, outer: Queries = NO_QUERIES): number {
  const source = bodyOf('SelectStmt', body.selectStmt);
  return source === null ? 1 : rowsOf(source, moment, queriesOf(body, moment, outer));
}

interface Changed {
  readonly rows: number;
  readonly reach: Reach;
}

export function rowsChanged(body: UpdateStmt | DeleteStmt, moment: Moment, outer: Queries = NO_QUERIES): Changed {
  const scope = scopeOf(moment, queriesOf(body, moment, outer));
  const others = fromList(
    'usingClause' in body ? body.usingClause : 'fromClause' in body ? body.fromClause : [],
    scope,
  );
  return changedBy(body.relation, others, body.whereClause, scope);
}

/** MERGE: as many rows as its source has, when each finds one of the target. */
export function rowsMerged(body: MergeStmt, moment: Moment, outer: Queries = NO_QUERIES): number {
  const scope = scopeOf(moment, queriesOf(body, moment, outer));
  const others = fromList(body.sourceRelation === undefined ? [] : [body.sourceRelation], scope);
  const clauses = bodiesOf('MergeWhenClause', body.mergeWhenClauses);
  if (clauses.some(({ matchKind }) => matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE')) return Infinity;
  const added = product(others.sources, count(others.sources, others.terms, scope));
  const changes = clauses.some(({ matchKind }) => matchKind === 'MERGE_WHEN_MATCHED');
  return changes ? Math.max(added, changedBy(body.relation, others, body.joinCondition, scope).rows) : added;
}

function changedBy(range: RangeVar | undefined, others: FromList, where: Node | undefined, scope: Scope): Changed {
  const target = rangeSource(range, scope);
  const sources = [target, ...others.sources];
  const terms = termsOf({ sources, terms: others.terms }, where);
  const alone = rowsMeeting(target, terms, { ...scope, sources, counted: new Set() });
  if (isBatch(alone)) return { rows: alone, reach: 'bounded' };
  const counted = others.sources.length === 0 ? new Map<Source, number>() : count(sources, terms, scope);
  const rows = counted.has(target) ? product([...counted.keys()], counted) : alone;
  if (isBatch(rows)) return { rows, reach: 'bounded' };
  const sight = { ...scope, sources, counted: new Set(others.sources.filter((one) => counted.has(one))) };
  return { rows, reach: isByValue(target, terms, sight) ? 'by-value' : 'unbounded' };
}

/** Some column can have a few values only. One of this very set holds its default in every row. */
function isByValue(target: Source, terms: readonly Term[], sight: Sight): boolean {
  const columns = target.table === null ? undefined : relationOf(sight.moment, target.table)?.columns;
  const pins = pinsOf(
    target,
    terms.map(({ node }) => node),
    sight,
  );
  return pins
    .filter(({ by, values }) => (by === 'value' || by === 'query') && isBatch(values))
    .some((pin) => pin.columns.every((name) => columns?.get(name)?.set !== sight.moment.set));
}

/** Rows of each source that is bounded: by itself, by its conditions, or by a key found from another that is. */
function count(sources: readonly Source[], terms: readonly Term[], scope: Scope): ReadonlyMap<Source, number> {
  const counted = new Map<Source, number>();
  for (let found = true; found;) {
    found = false;
    const sight = { ...scope, sources, counted: new Set(counted.keys()) };
    for (const source of sources.filter((one) => !counted.has(one))) {
      const rows = rowsMeeting(source, terms, sight);
      if (rows === Infinity) continue;
      counted.set(source, rows);
      found = true;
    }
  }
  return counted;
}

function product(sources: readonly Source[], counted: ReadonlyMap<Source, number>): number {
  return sources.reduce((rows, source) => rows * (counted.get(source) ?? Infinity), 1);
}

/** A condition behind WHERE limits every source. */
function termsOf({ sources, terms }: FromList, where: Node | undefined): Term[] {
  const nodes = where === undefined ? [] : conjuncts(where);
  return [...terms, ...nodes.map((node) => ({ node, limits: sources }))];
}

function scopeOf(moment: Moment, queries: Queries): Scope {
  return { moment, queries, rowsOf: (query, inside) => rowsOf(query, moment, inside) };
}
