import type { DeleteStmt, InsertStmt, MergeStmt, SelectStmt, UpdateStmt } from '@pgsql/types';
import { foreignKeysOf, type Relation } from '../catalog/catalog.js';
import { functionVolatility } from '../catalog/volatility.js';
import { splitName, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, findAll, text, texts, walk, type Node } from '../sql/statement.js';
import { combine, effectsOf, type Effects, type Lock } from './effects.js';
import { lock, lockFamily, named, relationOf, touch, type Moment } from './moment.js';

type Bound = 'bounded' | 'unbounded';

export function insert(body: InsertStmt, moment: Moment): Effects {
  const target = named(moment, body.relation);
  const source = bodyOf('SelectStmt', body.selectStmt);
  const writes: Bound = source === null || isSmallSource(source) ? 'bounded' : 'unbounded';
  return combine([written(target, writes, moment), reads(body, moment, [target]), nested(body, moment)]);
}

/** VALUES, or a SELECT that reads no table or stops at a LIMIT. */
function isSmallSource(source: SelectStmt): boolean {
  if ((source.valuesLists ?? []).length > 0) return true;
  if (source.limitCount !== undefined) return true;
  if (source.op !== undefined && source.op !== 'SETOP_NONE') {
    return [source.larg, source.rarg].every((side) => side === undefined || isSmallSource(side));
  }
  return (source.fromClause ?? []).length === 0 || isLimitedByCte(source);
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
  const scans = body.limitCount === undefined ? relations.map((name) => touch(moment, name, { id: 'query' }, 'possible')) : [];
  return combine([
    effectsOf({ locks, scans, writesTo: locking ? relations : [], notModelled: unknown }),
    nested(body, moment),
  ]);
}

/** Functions that nobody has shown us, called for their effect: `SELECT partman.run_maintenance()`. */
function unknownCall(body: SelectStmt, moment: Moment): string | null {
  for (const call of findAll('FuncCall', body.targetList ?? [])) {
    const name = texts(call.funcname);
    if (functionVolatility(name, moment.catalog, moment.settings.searchPath) === null) return `the function ${name.join('.')}()`;
  }
  return null;
}

function written(target: RelationName, writes: Bound, moment: Moment, columns: readonly string[] | null = null): Effects {
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
  const ctes = new Set(findAll('CommonTableExpr', root).map((cte) => cte.ctename ?? ''));
  const found = new Set<RelationName>();
  walk(root, (tag, body) => {
    if (tag !== 'RangeVar') return;
    const range: { schemaname?: string; relname?: string } = body;
    if (range.schemaname === undefined && ctes.has(range.relname ?? '')) return;
    found.add(named(moment, range));
  });
  return [...found];
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
  if (where === undefined) return isLimitedByCte(body) ? 'bounded' : 'unbounded';
  if (hasLimitedSource(where) || isLimitedByCte(body)) return 'bounded';
  const relation = relationOf(moment, target);
  const terms = conjuncts(where);
  const bounded = terms.some((term) => isKeyConstant(term, relation, target, moment)) || isRange(terms);
  return bounded ? 'bounded' : 'unbounded';
}

function isLimitedByCte(root: object): boolean {
  return findAll('CommonTableExpr', root).some((cte) => bodyOf('SelectStmt', cte.ctequery)?.limitCount !== undefined);
}

/** `id IN (SELECT … LIMIT n)`, `ctid = ANY (ARRAY(SELECT … LIMIT n))`. */
function hasLimitedSource(where: Node): boolean {
  return conjuncts(where).some((term) =>
    findAll('SubLink', term).some((link) => bodyOf('SelectStmt', link.subselect)?.limitCount !== undefined && link.subLinkType !== 'EXISTS_SUBLINK'),
  );
}

/** The terms of an AND. */
export function conjuncts(where: Node): Node[] {
  const all = bodyOf('BoolExpr', where);
  if (all === null || all.boolop !== 'AND_EXPR') return [where];
  return (all.args ?? []).flatMap(conjuncts);
}

/** `key = constant` or `key IN (constants)` on a column that is unique as far as we know. */
function isKeyConstant(term: Node, relation: Relation | undefined, target: RelationName, moment: Moment): boolean {
  const expression = bodyOf('A_Expr', term);
  if (expression === null) return false;
  const column = columnName(expression.lexpr);
  if (column === null || !isUnique(column, relation, target, moment)) return false;
  if (expression.kind === 'AEXPR_IN') return (bodyOf('List', expression.rexpr)?.items ?? []).every(isValue);
  return expression.kind === 'AEXPR_OP' && text(expression.name?.[0]) === '=' && isValue(expression.rexpr);
}

/** Keys of a table that nobody has shown us: only a column called `id` is taken for one. */
function isUnique(column: string, relation: Relation | undefined, target: RelationName, moment: Moment): boolean {
  const indexes = (relation?.indexes ?? []).map((name) => moment.catalog.indexes.get(name));
  if (indexes.some((index) => index?.unique === true && index.keys.length === 1 && index.keys[0] === column)) return true;
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

/** A constant, parameter or PL/pgSQL variable. */
function isValue(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ('TypeCast' in node) return isValue(node.TypeCast.arg);
  return 'A_Const' in node || 'ParamRef' in node || 'ColumnRef' in node;
}
