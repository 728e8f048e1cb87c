import type { TypeRef } from '../../../catalog/catalog.js';
import { constant, findAll, texts, type Node } from '../../../sql/statement.js';
import { typeRef } from '../../../catalog/types.js';

const TIMES = new Set(['timestamp', 'timestamptz', 'time', 'timetz', 'interval']);
const WHOLE = new Set(['int2', 'int4', 'int8']);
const INEXACT = new Set(['float4', 'float8']);
const STRINGS = new Set(['text', 'varchar', 'bpchar', 'citext']);
/** Digits that the time types keep unless told otherwise. */
const FULL_PRECISION = 6;

/** What a change of type takes away from the values, as a clause; null when it takes nothing. */
export function lossOf(from: TypeRef, to: TypeRef): string | null {
  if (from.array || to.array) return null;
  if (from.name === 'numeric') return numericLoss(from, to);
  if (INEXACT.has(from.name)) return inexactLoss(from, to);
  if (TIMES.has(from.name)) return timeLoss(from, to);
  if (from.name === 'json' && to.name === 'jsonb') return 'key order, white space and repeated keys are not kept';
  if (STRINGS.has(from.name) && STRINGS.has(to.name)) return stringLoss(from, to);
  if (from.name === 'varbit' || from.name === 'bit')
    return shorter(from, to) && from.name === to.name ? 'longer bit strings are refused or cut' : null;
  return null;
}

/** What a USING expression cuts off, whatever the type was before; null when it does not show. */
export function cutBy(using: Node, from: TypeRef | null): string | null {
  const call = findAll('FuncCall', using).find(({ funcname }) => CUTTING.has(texts(funcname).at(-1) ?? ''));
  if (call !== undefined) return `${texts(call.funcname).at(-1) ?? ''}() in USING keeps only a part of each value`;
  const cast = findAll('TypeCast', using).find(({ arg, typeName }) => {
    if (typeName === undefined || constant(arg) !== null) return false;
    const to = typeRef(typeName);
    const bounded = (to.name === 'varchar' || to.name === 'bpchar') && to.modifiers.length > 0;
    return bounded && (from === null || lossOf(from, to) !== null);
  });
  return cast === undefined ? null : 'an explicit cast in USING cuts longer values without an error';
}

const CUTTING = new Set([
  'left',
  'right',
  'substr',
  'substring',
  'overlay',
  'split_part',
  'trunc',
  'round',
  'floor',
  'ceil',
  'ceiling',
  'date_trunc',
]);

/** The scale is what is rounded; too small a precision is an error and loses nothing. */
function numericLoss(from: TypeRef, to: TypeRef): string | null {
  const [, oldScale = from.modifiers.length > 0 ? 0 : null] = from.modifiers;
  if (WHOLE.has(to.name)) return oldScale === 0 ? null : 'everything after the decimal point is rounded away';
  if (INEXACT.has(to.name)) return 'only 6 or 15 significant digits are kept';
  if (to.name === 'money')
    return oldScale !== null && oldScale <= 2 ? null : 'digits after the second are rounded away';
  if (to.name !== 'numeric' || to.modifiers.length === 0) return null;
  const newScale = to.modifiers[1] ?? 0;
  return oldScale === null || newScale < oldScale
    ? `values are rounded to ${newScale} digits after the decimal point without an error`
    : null;
}

function inexactLoss(from: TypeRef, to: TypeRef): string | null {
  if (WHOLE.has(to.name)) return 'everything after the decimal point is rounded away';
  if (from.name === 'float8' && to.name === 'float4') return 'only 6 of 15 significant digits are kept';
  if (to.name === 'numeric' && to.modifiers.length > 0)
    return `values are rounded to ${to.modifiers[1] ?? 0} digits after the decimal point`;
  return null;
}

function timeLoss(from: TypeRef, to: TypeRef): string | null {
  if (to.name === 'date') return 'the time of day is cut off';
  if (from.name.startsWith('timestamp') && (to.name === 'time' || to.name === 'timetz')) return 'the date is cut off';
  if (from.name === 'timetz' && to.name === 'time') return 'the time zone is cut off';
  const precision = to.modifiers.at(-1) ?? FULL_PRECISION;
  const before = from.modifiers.at(-1) ?? FULL_PRECISION;
  return TIMES.has(to.name) && precision < before ? `fractions of a second are rounded to ${precision} digits` : null;
}

function stringLoss(from: TypeRef, to: TypeRef): string | null {
  if (to.name === 'bpchar' && from.name !== 'bpchar')
    return 'trailing spaces lose their meaning, and longer values are refused or cut';
  return shorter(from, to)
    ? `values longer than ${to.modifiers[0] ?? 0} characters make it fail, or are cut if USING says so`
    : null;
}

function shorter(from: TypeRef, to: TypeRef): boolean {
  const [length] = to.modifiers;
  return length !== undefined && (from.modifiers[0] === undefined || length < from.modifiers[0]);
}
