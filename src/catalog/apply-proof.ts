import { bodyOf, findAll, isNullConstant, text, type Node } from '../sql/statement.js';
import type { Relation } from './catalog.js';

/** Whether a validated CHECK shows that the column holds no NULL, so that SET NOT NULL need not read the table. */
export function provesNotNull(relation: Relation, column: string): boolean {
  return relation.constraints.some(
    (constraint) => constraint.kind === 'check' && constraint.validated && constraint.proves.includes(column),
  );
}

/**
 * Columns that an expression shows to be NOT NULL, in the forms that Postgres was seen to take (source:
 * predicate_implied_by, measured on 12 to 18): `c IS NOT NULL`, the same AND anything, `NOT (c IS NULL)` and
 * `c IS DISTINCT FROM NULL`.
 */
export function provenColumns(expression: Node | undefined): string[] {
  const found = new Set<string>();
  const pending = [expression];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const column = provenColumn(node);
    if (column !== null) found.add(column);
    const conjunction = bodyOf('BoolExpr', node);
    if (conjunction?.boolop === 'AND_EXPR') for (const part of conjunction.args ?? []) pending.push(part);
  }
  return [...found];
}

/** Every column that an expression mentions. */
export function columnsIn(expression: Node | undefined): string[] {
  if (expression === undefined) return [];
  const names = findAll('ColumnRef', expression).map((reference) => text(reference.fields?.at(-1)));
  return [...new Set(names.filter((name) => name !== ''))];
}

function provenColumn(node: Node): string | null {
  const test = bodyOf('NullTest', node);
  if (test?.nulltesttype === 'IS_NOT_NULL') return columnOf(test.arg);
  const negation = bodyOf('BoolExpr', node);
  if (negation?.boolop === 'NOT_EXPR') {
    const inner = bodyOf('NullTest', negation.args?.[0]);
    return inner?.nulltesttype === 'IS_NULL' ? columnOf(inner.arg) : null;
  }
  const distinct = bodyOf('A_Expr', node);
  if (distinct?.kind !== 'AEXPR_DISTINCT') return null;
  if (isNullConstant(distinct.rexpr)) return columnOf(distinct.lexpr);
  return isNullConstant(distinct.lexpr) ? columnOf(distinct.rexpr) : null;
}

function columnOf(node: Node | undefined): string | null {
  return text(bodyOf('ColumnRef', node)?.fields?.at(-1)) || null;
}
