import { bodyOf, constant, text, type BodyOf, type Node } from '../sql/statement.js';

/**
 * More rows than this are no batch, whoever named the number. An UPDATE wrote 840 bytes of WAL a row on a table with
 * seven indexes: 84 MB here, and 8 MB for the 10,000 rows that are a good batch.
 */
export const MOST_ROWS = 100_000;

/** What stands at the end of a range or behind LIMIT. */
export type Amount =
  | { readonly kind: 'number'; readonly value: number }
  /** A variable, plus a number; a null name for what is computed from one in another way. */
  | { readonly kind: 'variable'; readonly name: string | null; readonly plus: number }
  /** A constant that is no number: nobody can tell how many rows lie between two of them. */
  | { readonly kind: 'opaque' };

/** Null for what is no constant, and no variable by `variableOf`. */
export function amountOf(node: Node | undefined, variableOf: (node: Node) => string | null): Amount | null {
  if (node === undefined) return null;
  const variable = variableOf(node);
  if (variable !== null) return { kind: 'variable', name: variable, plus: 0 };
  if ('TypeCast' in node) return amountOf(node.TypeCast.arg, variableOf);
  if ('A_Const' in node) {
    const value = constant(node);
    return typeof value === 'number' ? { kind: 'number', value } : { kind: 'opaque' };
  }
  if ('A_Expr' in node) return computed(node.A_Expr, variableOf);
  const parts = bodyOf('MinMaxExpr', node)?.args ?? bodyOf('CoalesceExpr', node)?.args;
  if (parts === undefined) return null;
  const amounts = parts.map((part) => amountOf(part, variableOf));
  if (amounts.includes(null)) return null;
  return amounts.some((amount) => amount?.kind === 'variable') ? SOME_VARIABLE : { kind: 'opaque' };
}

const SOME_VARIABLE: Amount = { kind: 'variable', name: null, plus: 0 };

function computed(expression: BodyOf<'A_Expr'>, variableOf: (node: Node) => string | null): Amount | null {
  const operator = text(expression.name?.[0]);
  if (expression.kind !== 'AEXPR_OP') return null;
  const right = amountOf(expression.rexpr, variableOf);
  const left = expression.lexpr === undefined ? ZERO : amountOf(expression.lexpr, variableOf);
  if (left === null || right === null) return null;
  if (left.kind === 'number' && right.kind === 'number') {
    const value = arithmetic(operator, left.value, right.value);
    return value === null ? { kind: 'opaque' } : { kind: 'number', value };
  }
  if (left.kind === 'variable' && right.kind === 'number' && (operator === '+' || operator === '-'))
    return { ...left, plus: left.plus + (operator === '+' ? right.value : -right.value) };
  return left.kind === 'variable' || right.kind === 'variable' ? SOME_VARIABLE : { kind: 'opaque' };
}

const ZERO: Amount = { kind: 'number', value: 0 };

function arithmetic(operator: string, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    default:
      return null;
  }
}

/** How many whole numbers lie between two ends. Between two places that a routine walks to, as few as it chose. */
export function distance(low: Amount, high: Amount): number {
  if (low.kind === 'number' && high.kind === 'number') return Math.max(1, high.value - low.value);
  if (low.kind === 'variable' && high.kind === 'variable' && low.name !== null && low.name === high.name)
    return Math.max(1, high.plus - low.plus);
  return low.kind === 'variable' || high.kind === 'variable' ? 1 : Infinity;
}

/** Rows of `generate_series(1, 10)`, or of one from a date to another by an interval; Infinity when it is not told. */
export function rowsOfSeries(call: BodyOf<'FuncCall'>): number {
  const [first, last, step] = (call.args ?? []).map(pointOf);
  const by = call.args?.length === 2 ? 1 : step;
  if (typeof first !== 'number' || typeof last !== 'number' || typeof by !== 'number' || by === 0) return Infinity;
  return Math.max(0, Math.floor((last - first) / by) + 1);
}

/** A number, a date in milliseconds, or an interval in as many. */
function pointOf(node: Node): number | null {
  const amount = amountOf(node, () => null);
  if (amount?.kind === 'number') return amount.value;
  const value = constant(bodyOf('TypeCast', node)?.arg ?? node);
  if (typeof value !== 'string') return null;
  const [, count = '1', unit] = /^\s*(?:([-+]?\d+)\s+)?([a-z]+?)s?\s*$/i.exec(value) ?? [];
  const length = MILLISECONDS[unit?.toLowerCase() ?? ''];
  if (length !== undefined) return Number(count) * length;
  const date = Date.parse(value.trim());
  return Number.isNaN(date) ? null : date;
}

const DAY = 86_400_000;
const MILLISECONDS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 7 * DAY,
  month: 28 * DAY,
  year: 365 * DAY,
};
