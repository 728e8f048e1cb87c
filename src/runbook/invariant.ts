import { columnsIn } from '../catalog/apply-proof.js';
import { expressionText } from '../catalog/expression-text.js';
import { rangeAt } from '../rules/existing.js';
import { nodeIf } from '../rules/scope.js';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, findAll, type BodyOf, type Node } from '../sql/statement.js';
import type { Step } from '../timeline.js';

/**
 * The condition of a backfill that no row meets when it is over, as SQL; null where it has none, or where it may hold
 * for a row that has been written.
 */
export function leftToDo(step: Step): string | null {
  const update = nodeIf(step, 'UpdateStmt');
  if (update === null || update.fromClause !== undefined) return null;
  const relation = rangeAt(step, update.relation);
  const batch = findAll('SelectStmt', [update.whereClause ?? {}, update.withClause ?? {}]).find(
    (query) => query.limitCount !== undefined && isFrom(step, query, relation),
  );
  const rounds = step.within?.inLoop === true && batch !== undefined;
  const known = step.before.relations.get(relation);
  const key = [...(known?.constraints.values() ?? [])].find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const conditions = conjuncts(rounds ? batch.whereClause : update.whereClause).filter((one) => {
    // Which rows are next, and none of the work.
    const mentioned = columnsIn(one);
    return !key.some((column) => mentioned.includes(column));
  });
  const isOver = conditions.some((one) => rounds || endsWith(update, one));
  const isOwn = conditions.every((one) => columnsIn(one).every((column) => known?.columns.has(column) === true));
  const written = conditions.map((one) => expressionText(one));
  if (!isOver || !isOwn || written.includes(null)) return null;
  return written.length === 1 ? (written[0] ?? null) : written.map((one) => `(${one ?? ''})`).join(' AND ');
}

function isFrom(step: Step, { fromClause }: BodyOf<'SelectStmt'>, relation: RelationName): boolean {
  const [only, ...more] = bodiesOf('RangeVar', fromClause);
  return only !== undefined && more.length === 0 && rangeAt(step, only) === relation;
}

function conjuncts(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  const logic = bodyOf('BoolExpr', node);
  return logic?.boolop === 'AND_EXPR' ? (logic.args ?? []).flatMap(conjuncts) : [node];
}

/** `c IS NULL` of a column that gets a value, and `c <> e` of one that gets just that. */
function endsWith(update: BodyOf<'UpdateStmt'>, condition: Node): boolean {
  const test = bodyOf('NullTest', condition);
  const operation = bodyOf('A_Expr', condition);
  return bodiesOf('ResTarget', update.targetList).some(({ name = '', val }) => {
    const value = expressionText(val);
    if (value === null || value === 'NULL') return false;
    if (test !== null) return test.nulltesttype === 'IS_NULL' && columnsIn(test.arg).join() === name;
    const written = operation === null ? null : expressionText(condition);
    return written === `${name} <> ${value}` || written === `${name} IS DISTINCT FROM ${value}`;
  });
}
