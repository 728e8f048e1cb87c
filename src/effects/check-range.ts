import { bodyOf, constant, isNullConstant, items, text, texts, type BodyOf, type Node } from '../sql/statement.js';
import { overlap, point, type Interval, type Value } from './interval.js';

/** A column as a CHECK speaks of it. */
export interface Checked {
  readonly column: string;
  /** `pg_type.typname`; null when nobody has shown it. */
  readonly type: string | null;
}

/** The values that a CHECK leaves to a column; null when it says nothing that is understood. */
export function rangesOf(expression: Node, checked: Checked, negated = false): readonly Interval[] | null {
  const combined = bodyOf('BoolExpr', expression);
  if (combined !== null) return ofCombination(combined, checked, negated);
  const comparison = bodyOf('A_Expr', expression);
  return comparison === null ? null : ofComparison(comparison, checked, negated);
}

/** NOT goes down to the comparisons, as Postgres has it (source: negate_clause in prepqual.c). */
function ofCombination(
  { boolop, args = [] }: BodyOf<'BoolExpr'>,
  checked: Checked,
  negated: boolean,
): readonly Interval[] | null {
  const [only] = args;
  if (boolop === 'NOT_EXPR') return only === undefined ? null : rangesOf(only, checked, !negated);
  const parts = args.map((part) => rangesOf(part, checked, negated));
  if ((boolop === 'OR_EXPR') === negated) return inAll(parts);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

/** What lies in every one of several sets of values, of which those that are not understood leave everything. */
export function inAll(parts: readonly (readonly Interval[] | null)[]): readonly Interval[] | null {
  const known = parts.filter((part) => part !== null);
  const [first, ...others] = known;
  if (first === undefined) return null;
  return others.reduce(
    (found, other) => found.flatMap((one) => other.map((another) => overlap(one, another) ?? one)),
    first,
  );
}

const NEGATED: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' };

function ofComparison(
  { kind, name, lexpr, rexpr }: BodyOf<'A_Expr'>,
  checked: Checked,
  negated: boolean,
): readonly Interval[] | null {
  const written = texts(name).at(-1) ?? '';
  const isLeft = isColumn(lexpr, checked);
  if (kind === 'AEXPR_BETWEEN') return isLeft ? between(items(rexpr), checked, negated) : null;
  if (kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY')
    return isLeft && written === '=' && !negated ? points(rexpr, checked) : null;
  if (kind !== 'AEXPR_OP') return null;
  const value = valueOf(isLeft ? rexpr : lexpr, checked);
  if (value === null || (!isLeft && !isColumn(rexpr, checked))) return null;
  const operator = isLeft ? written : (TURNED[written] ?? '');
  return half(negated ? (NEGATED[operator] ?? '') : operator, value);
}

function half(operator: string, value: Value): readonly Interval[] | null {
  const end = { value, inclusive: operator.endsWith('=') };
  if (operator === '=') return [point(value)];
  if (operator === '<' || operator === '<=') return [{ low: null, high: end }];
  return operator === '>' || operator === '>=' ? [{ low: end, high: null }] : null;
}

function between(ends: readonly Node[], checked: Checked, negated: boolean): readonly Interval[] | null {
  const [low, high] = ends.map((end) => valueOf(end, checked));
  if (low === undefined || high === undefined || low === null || high === null) return null;
  if (!negated) return [{ low: { value: low, inclusive: true }, high: { value: high, inclusive: true } }];
  return [
    { low: null, high: { value: low, inclusive: false } },
    { low: { value: high, inclusive: false }, high: null },
  ];
}

/** `IN (…)` and `= ANY (ARRAY[…])`. */
function points(list: Node | undefined, checked: Checked): readonly Interval[] | null {
  const values = (bodyOf('A_ArrayExpr', list)?.elements ?? items(list)).map((item) => valueOf(item, checked));
  return values.length === 0 || values.includes(null)
    ? null
    : values.flatMap((value) => (value === null ? [] : point(value)));
}

function isColumn(node: Node | undefined, { column }: Checked): boolean {
  const fields = bodyOf('ColumnRef', node)?.fields ?? [];
  return fields.length === 1 && text(fields[0]) === column;
}

/** A constant of the column's own type: with one of another type Postgres proves nothing. */
function valueOf(node: Node | undefined, { type }: Checked): Value | null {
  const cast = bodyOf('TypeCast', node);
  if (cast !== null && texts(cast.typeName?.names).at(-1) !== type) return null;
  const value = literal(cast === null ? node : cast.arg);
  const isFraction = typeof value === 'number' && !Number.isInteger(value);
  return isFraction && (type ?? '').startsWith('int') ? null : value;
}

/** The value of a constant that stands in a bound, which takes the type of its column. */
export function literal(node: Node | undefined): Value | null {
  const inner = bodyOf('TypeCast', node)?.arg ?? node;
  if (isNullConstant(inner)) return null;
  const value = constant(inner);
  return typeof value === 'boolean' ? String(value) : value;
}
