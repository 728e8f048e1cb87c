import type { DeleteStmt, InsertStmt, MergeStmt, RangeVar, SelectStmt, UpdateStmt } from '@pgsql/types';
import { foreignKeysOf, type Relation } from '../catalog/catalog.js';
import { functionVolatility } from '../catalog/volatility.js';
import { splitName, type RelationName } from '../sql/names.js';
import { PLACEHOLDER_MARK } from '../sql/source.js';
import { bodiesOf, bodyOf, findAll, text, texts, walk, type Node } from '../sql/statement.js';
import { combine, effectsOf, type Effects, type Lock } from './effects.js';
import { lock, lockFamily, named, relationOf, touch, type Moment } from './moment.js';
import { insertedNumbers, sequenceCalls } from './sequence-call.js';

type Bound = 'bounded' | 'unbounded';

export function insert(body: InsertStmt, moment: Moment): Effects {
  const target = named(moment, body.relation);
  const source = bodyOf('SelectStmt', body.selectStmt);
  const writes: Bound = source === null || isSmallSource(source, moment, body.withClause) ? 'bounded' : 'unbounded';
  return combine([
    written(target, writes, moment),
    reads(body, moment, [target]),
    nested(body, moment),
    insertedNumbers(body, target, moment),
  ]);
}

/** VALUES, or a SELECT that reads no table, stops at a LIMIT or names its rows by their key. */
function isSmallSource(source: SelectStmt, moment: Moment, outer?: object): boolean {
  if ((source.valuesLists ?? []).length > 0) return true;
  if (source.limitCount !== undefined) return true;
  if (source.op !== undefined && source.op !== 'SETOP_NONE') {
    return [source.larg, source.rarg].every((side) => side === undefined || isSmallSource(side, moment, outer));
  }
  const from = source.fromClause ?? [];
  if (isLimitedByJoin(source) || (tablesIn([outer, source.withClause, from], moment).length === 0 && !makesRows(from)))
    return true;
  const [only] = bodiesOf('RangeVar', from);
  if (only === undefined || from.length > 1 || source.whereClause === undefined) return false;
  return boundOf({}, source.whereClause, named(moment, only), moment) === 'bounded';
}

/** `generate_series(1, 1000000)`: as many rows as its arguments say. */
function makesRows(from: readonly Node[]): boolean {
  return findAll('FuncCall', from).some((call) => texts(call.funcname).at(-1) === 'generate_series');
}

export function update(body: UpdateStmt, moment: Moment): Effects {
  const target = named(moment, body.relation);
  const columns = bodiesOf('ResTarget', body.targetList).map((column) => column.name ?? '');
  const writes = boundOf(body, body.whereClause, target, moment);
  return combine([written(target, writes, moment, columns), reads(body, moment, [target]), nested(body, moment)]);
}

export function remove(body: DeleteStmt, moment: Moment): Effects {
  const target = named(moment, body.relation);
  const writes = boundOf(body, body.whereClause, target, moment);
  return combine([written(target, writes, moment, []), reads(body, moment, [target]), nested(body, moment)]);
}

export function merge(body: MergeStmt, moment: Moment): Effects {
  const target = named(moment, body.relation);
  return combine([written(target, 'unbounded', moment), reads(body, moment, [target])]);
}

/** SELECT: ACCESS SHARE on what it reads, ROW SHARE with FOR UPDATE; its functions may do anything we don't know. */
export function select(body: SelectStmt, moment: Moment): Effects {
  const locking = (body.lockingClause ?? []).length > 0;
  const into = body.intoClause?.rel === undefined ? null : named(moment, body.intoClause.rel);
  const relations = tablesIn(body, moment).filter((name) => name !== into);
  const locks = relations.map((name) => lock(moment, name, locking ? 'ROW SHARE' : 'ACCESS SHARE'));
  const unknown = unknownCall(body, moment);
  const scans =
    body.limitCount === undefined ? relations.map((name) => touch(moment, name, { id: 'query' }, 'possible')) : [];
  return combine([
    effectsOf({ locks, scans, writesTo: locking ? relations : [], notModelled: unknown }),
    nested(body, moment),
    sequenceCalls(body.targetList, moment),
  ]);
}

/** Functions that nobody has shown us, called for their effect: `SELECT partman.run_maintenance()`. */
function unknownCall(body: SelectStmt, moment: Moment): string | null {
  for (const call of findAll('FuncCall', body.targetList ?? [])) {
    const name = texts(call.funcname);
    if (functionVolatility(name, moment.catalog, moment.settings.searchPath) === null)
      return `the function ${name.join('.')}()`;
  }
  return null;
}

function written(
  target: RelationName,
  writes: Bound,
  moment: Moment,
  columns: readonly string[] | null = null,
): Effects {
  const locks: Lock[] = lockFamily(moment, target, 'ROW EXCLUSIVE');
  for (const { key } of foreignKeysOf(moment.catalog, target)) {
    const checked = columns === null || key.columns.some((column) => columns.includes(column));
    if (checked) locks.push(lock(moment, key.references, 'ROW SHARE'));
  }
  return effectsOf({ locks, writes, writesTo: [target] });
}

/** Tables that a statement only reads. */
function reads(body: object, moment: Moment, except: readonly RelationName[]): Effects {
  const names = tablesIn(body, moment).filter((name) => !except.includes(name));
  return effectsOf({ locks: names.map((name) => lock(moment, name, 'ACCESS SHARE')) });
}

/** Tables named below a node, without the names that WITH gives to its queries. */
export function tablesIn(root: object, moment: Moment): RelationName[] {
  const ranges: RangeVar[] = [];
  const queries = new Set<string>();
  walk(root, (tag, body) => {
    if (tag === 'RangeVar') ranges.push(body);
    else if (tag === 'CommonTableExpr' && 'ctename' in body && typeof body.ctename === 'string')
      queries.add(body.ctename);
  });
  const tables = ranges.filter((range) => range.schemaname !== undefined || !queries.has(range.relname ?? ''));
  return [...new Set(tables.map((range) => named(moment, range)))];
}

/** Data-modifying statements in WITH. */
function nested(body: { readonly withClause?: { readonly ctes?: Node[] } }, moment: Moment): Effects {
  const queries = bodiesOf('CommonTableExpr', body.withClause?.ctes).map((cte) => cte.ctequery);
  return combine(
    queries.map((query) => {
      const inserted = bodyOf('InsertStmt', query);
      if (inserted !== null) return insert(inserted, moment);
      const updated = bodyOf('UpdateStmt', query);
      if (updated !== null) return update(updated, moment);
      const removed = bodyOf('DeleteStmt', query);
      return removed === null ? effectsOf({}) : remove(removed, moment);
    }),
  );
}

/**
 * Whether an UPDATE or DELETE touches a limited number of rows: its rows come from a LIMIT, from constants on a
 * unique column, or from a key range with two ends.
 */
function boundOf(body: object, where: Node | undefined, target: RelationName, moment: Moment): Bound {
  if (where === undefined) return isLimitedByJoin(body) ? 'bounded' : 'unbounded';
  if (hasLimitedSource(where) || isLimitedByJoin(body)) return 'bounded';
  const relation = relationOf(moment, target);
  const terms = conjuncts(where);
  const joined = 'fromClause' in body || 'usingClause' in body;
  const bounded = terms.some((term) => isKeyConstant(term, joined, relation, target, moment)) || isRange(terms);
  return bounded ? 'bounded' : 'unbounded';
}

/** Joined with a query that stops at a LIMIT, in WITH or in FROM. */
function isLimitedByJoin(root: object): boolean {
  const queries = [
    ...findAll('CommonTableExpr', root).map((cte) => cte.ctequery),
    ...findAll('RangeSubselect', root).map((from) => from.subquery),
  ];
  return queries.some((query) => bodyOf('SelectStmt', query)?.limitCount !== undefined);
}

/** `id IN (SELECT … LIMIT n)`, `ctid = ANY (ARRAY(SELECT … LIMIT n))`. */
function hasLimitedSource(where: Node): boolean {
  return conjuncts(where).some((term) =>
    findAll('SubLink', term).some(
      (link) => bodyOf('SelectStmt', link.subselect)?.limitCount !== undefined && link.subLinkType !== 'EXISTS_SUBLINK',
    ),
  );
}

/** The terms of an AND. */
export function conjuncts(where: Node): Node[] {
  const all = bodyOf('BoolExpr', where);
  if (all === null || all.boolop !== 'AND_EXPR') return [where];
  return (all.args ?? []).flatMap(conjuncts);
}

/** `key = constant` or `key IN (constants)` on a column that is unique as far as we know. */
function isKeyConstant(
  term: Node,
  joined: boolean,
  relation: Relation | undefined,
  target: RelationName,
  moment: Moment,
): boolean {
  const expression = bodyOf('A_Expr', term);
  if (expression === null) return false;
  const column = columnName(expression.lexpr);
  if (column === null || !isUnique(column, relation, target, moment)) return false;
  // NOT IN is the same node with another operator.
  if (text(expression.name?.[0]) !== '=') return false;
  const given = (node: Node | undefined): boolean => isValue(node, moment.inRoutine && !joined);
  if (expression.kind === 'AEXPR_IN') return (bodyOf('List', expression.rexpr)?.items ?? []).every(given);
  // `id = ANY (batch)`, where a routine has gathered the keys of one round.
  if (expression.kind === 'AEXPR_OP_ANY') return given(expression.rexpr) || isArrayOfValues(expression.rexpr);
  return expression.kind === 'AEXPR_OP' && given(expression.rexpr);
}

/** Keys of a table that nobody has shown us: only a column called `id` is taken for one. */
function isUnique(column: string, relation: Relation | undefined, target: RelationName, moment: Moment): boolean {
  const indexes = (relation?.indexes ?? []).map((name) => moment.catalog.indexes.get(name));
  if (indexes.some((index) => index?.unique === true && index.keys.length === 1 && index.keys[0] === column))
    return true;
  return relation?.complete !== true && (column === 'id' || column === `${splitName(target).name}_id`);
}

/** `id > 10 AND id <= 5010` or BETWEEN: one batch of a key range. */
function isRange(terms: readonly Node[]): boolean {
  const lower = new Set<string>();
  const upper = new Set<string>();
  for (const term of terms) {
    const expression = bodyOf('A_Expr', term);
    const column = columnName(expression?.lexpr);
    if (expression === null || column === null) continue;
    if (expression.kind === 'AEXPR_BETWEEN') return true;
    const operator = text(expression.name?.[0]);
    if (operator === '>' || operator === '>=') lower.add(column);
    if (operator === '<' || operator === '<=') upper.add(column);
  }
  return [...lower].some((column) => upper.has(column));
}

export function columnName(node: Node | undefined): string | null {
  const fields = bodyOf('ColumnRef', node)?.fields;
  return fields === undefined ? null : text(fields.at(-1)) || null;
}

function isArrayOfValues(node: Node | undefined): boolean {
  const inner = bodyOf('TypeCast', node)?.arg ?? node;
  return (bodyOf('A_ArrayExpr', inner)?.elements ?? [undefined]).every((element) => isValue(element, false));
}

/** A constant or parameter; a name only where it can be a PL/pgSQL variable and no column of another table. */
function isValue(node: Node | undefined, variables: boolean): boolean {
  if (node === undefined) return false;
  if ('TypeCast' in node) return isValue(node.TypeCast.arg, variables);
  if ('ColumnRef' in node) return variables || columnName(node)?.includes(PLACEHOLDER_MARK) === true;
  return 'A_Const' in node || 'ParamRef' in node;
}
