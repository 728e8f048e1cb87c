import type { Relation } from '../catalog/catalog.js';
import { columnsIn } from '../catalog/apply-proof.js';
import { expressionText } from '../catalog/expression-text.js';
import { rangeAt } from '../rules/existing.js';
import { nodeIf } from '../rules/scope.js';
import { identifier, type RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, findAll, texts, type BodyOf, type Node } from '../sql/statement.js';
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
  const isOver = conditions.some((one) => rounds || endsWith(update, one) || givesWay(update, one, known));
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

/** `c = 'a'` and `c IN ('a', 'b')` of a column that gets another constant, unless new rows have the old one by themselves. */
function givesWay(update: BodyOf<'UpdateStmt'>, condition: Node, known: Relation | undefined): boolean {
  const operation = bodyOf('A_Expr', condition);
  const isEqual = operation?.kind === 'AEXPR_OP' || operation?.kind === 'AEXPR_IN';
  // NOT IN is called <>.
  if (operation === null || !isEqual || texts(operation.name).join() !== '=') return false;
  const compared = bodyOf('List', operation.rexpr)?.items ?? [operation.rexpr];
  const old = compared.map(constant);
  return bodiesOf('ResTarget', update.targetList).some(({ name = '', val }) => {
    const [value, given] = [constant(val), constant(known?.columns.get(name)?.defaultExpression ?? undefined)];
    if (value === null || old.includes(null) || expressionText(operation.lexpr) !== identifier(name)) return false;
    return !old.includes(value) && !old.includes(given);
  });
}

function constant(node: Node | undefined): string | null {
  return bodyOf('A_Const', node) === null ? null : expressionText(node);
}
