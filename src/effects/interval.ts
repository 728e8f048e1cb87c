/** A value that stands in a bound or a CHECK. */
export type Value = number | string;

export interface End {
  readonly value: Value;
  readonly inclusive: boolean;
}

/** What lies between two ends; null for one that is open. Between any two values there may be others. */
export interface Interval {
  readonly low: End | null;
  readonly high: End | null;
}

export function point(value: Value): Interval {
  return { low: { value, inclusive: true }, high: { value, inclusive: true } };
}

/** Texts of a form that sorts as the values do: dates, timestamps without a zone, UUIDs in small letters. */
const SORTABLE = [
  /^\d{4}-\d{2}-\d{2}$/,
  /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
];

/** Less than 0, 0, more than 0; null when nobody can tell. */
function order(a: Value, b: Value): number | null {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return null;
  if (!SORTABLE.some((form) => form.test(a) && form.test(b))) return null;
  return a < b ? -1 : 1;
}

/** Whether all of one lies in the other; null when nobody can tell. */
export function isWithin(inner: Interval, outer: Interval): boolean | null {
  return both(isAbove(inner.low, outer.low, 1), isAbove(inner.high, outer.high, -1));
}

/** Whether one lies wholly below or above the other. */
export function isApart(a: Interval, b: Interval): boolean | null {
  return either(isBelow(a.high, b.low), isBelow(b.high, a.low));
}

/** Whether an end is as narrow as another, which an open one never is. `direction`: 1 for low ends, -1 for high ones. */
function isAbove(inner: End | null, outer: End | null, direction: 1 | -1): boolean | null {
  if (outer === null) return true;
  if (inner === null) return false;
  const found = order(inner.value, outer.value);
  if (found === null) return null;
  return found === 0 ? outer.inclusive || !inner.inclusive : found * direction > 0;
}

function isBelow(high: End | null, low: End | null): boolean | null {
  if (high === null || low === null) return false;
  const found = order(high.value, low.value);
  if (found === null) return null;
  return found === 0 ? !(high.inclusive && low.inclusive) : found < 0;
}

/** What lies in both; null when nobody can tell, or nothing does. */
export function overlap(a: Interval, b: Interval): Interval | null {
  const low = isAbove(a.low, b.low, 1);
  const high = isAbove(a.high, b.high, -1);
  if (low === null || high === null) return null;
  return { low: low ? a.low : b.low, high: high ? a.high : b.high };
}

export function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

export function either(a: boolean | null, b: boolean | null): boolean | null {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}
