import type { PartitionBoundSpec } from '@pgsql/types';
import type { Constraint, Relation } from '../catalog/catalog.js';
import { bodyOf, findAll, isNullConstant, text, texts, type Node } from '../sql/statement.js';
import { inAll, literal, rangesOf, type Checked } from './check-range.js';
import { both, either, isApart, isWithin, point, type End, type Interval } from './interval.js';

/** Whether validated CHECKs prove where the rows of a table are; `maybe` where nobody can tell. */
export type Proof = 'proved' | 'maybe' | 'none';

/** What a partition asks of its rows. */
export interface Asked {
  readonly parent: Relation | undefined;
  readonly bound: PartitionBoundSpec | null | undefined;
}

type Check = Extract<Constraint, { kind: 'check' }>;

/** Whether all rows fit a partition (source: PartConstraintImpliedByRelConstraint). */
export function fitProof(relation: Relation | undefined, asked: readonly Asked[]): Proof {
  const proofs = asked.map(({ parent, bound }) => oneProof(relation, parent, bound, isInside));
  if (proofs.includes('none')) return 'none';
  return proofs.includes('maybe') ? 'maybe' : 'proved';
}

/** Whether none of the rows of a default partition belongs into a new one; a NULL never does. */
export function apartProof(relation: Relation | undefined, { parent, bound }: Asked): Proof {
  return oneProof(relation, parent, bound, isOutside);
}

type Test = (left: readonly Interval[], bound: readonly Interval[]) => boolean | null;

function isInside(left: readonly Interval[], bound: readonly Interval[]): boolean | null {
  return left.map((one) => bound.map((part) => isWithin(one, part)).reduce(either, false)).reduce(both, true);
}

function isOutside(left: readonly Interval[], bound: readonly Interval[]): boolean | null {
  return left.map((one) => bound.map((part) => isApart(one, part)).reduce(both, true)).reduce(both, true);
}

function oneProof(
  relation: Relation | undefined,
  parent: Relation | undefined,
  bound: PartitionBoundSpec | null | undefined,
  test: Test,
): Proof {
  const keys = parent?.partitioning?.keys ?? [];
  if (relation === undefined || keys.length === 0) return 'maybe';
  // The first partition takes whatever comes.
  if (bound?.is_default === true && parent?.complete === true && parent.children.length === 0) return 'proved';
  const checks = [...relation.constraints.values()].filter((one) => one.kind === 'check' && one.validated);
  const about = checks.filter((one) => one.kind === 'check' && speaksOf(one, keys));
  if (about.length === 0) return relation.complete ? 'none' : 'maybe';
  const [key] = keys;
  const takesNull = (bound?.listdatums ?? []).some(isNullConstant);
  if (test === isInside && !takesNull && !keys.every((one) => isNeverNull(relation, one, about))) return 'none';
  const ranges = boundRanges(bound);
  if (keys.length > 1 || key === undefined || key === null || ranges === null) return 'maybe';
  const checked: Checked = { column: key, type: relation.columns.get(key)?.type?.name ?? null };
  const found = about.map((check) =>
    check.kind !== 'check' || check.expression === null ? null : rangesOf(check.expression, checked),
  );
  const left = inAll(found);
  const fits = left === null ? null : test(left, ranges);
  if (fits === true) return 'proved';
  return fits === null || found.includes(null) ? 'maybe' : 'none';
}

function speaksOf({ columns, expression }: Check, keys: readonly (string | null)[]): boolean {
  if (keys.some((key) => key === null)) return true;
  // A bound by hash can only be proved by the function that Postgres has for it.
  const calls = expression === null ? [] : findAll('FuncCall', [expression]);
  if (calls.some(({ funcname }) => texts(funcname).at(-1) === 'satisfies_hash_partition')) return true;
  return keys.some((key) => key !== null && columns.includes(key));
}

function isNeverNull(relation: Relation, key: string | null, checks: readonly Constraint[]): boolean {
  if (key === null) return true;
  return (
    relation.columns.get(key)?.notNull === true ||
    checks.some((check) => check.kind === 'check' && check.proves.includes(key))
  );
}

/** The values of one column that a bound takes in; null for a bound that is not read. */
function boundRanges(bound: PartitionBoundSpec | null | undefined): readonly Interval[] | null {
  if (bound === null || bound === undefined || bound.is_default === true) return null;
  if (bound.strategy === 'l') {
    const values = (bound.listdatums ?? []).filter((value) => !isNullConstant(value)).map(literal);
    return values.includes(null) ? null : values.flatMap((value) => (value === null ? [] : point(value)));
  }
  const [low] = bound.lowerdatums ?? [];
  const [high] = bound.upperdatums ?? [];
  if (bound.strategy !== 'r' || low === undefined || high === undefined) return null;
  const ends = [endOf(low, true), endOf(high, false)] as const;
  return ends[0] === 'unread' || ends[1] === 'unread' ? null : [{ low: ends[0], high: ends[1] }];
}

function endOf(node: Node, inclusive: boolean): End | null | 'unread' {
  const word = text(bodyOf('ColumnRef', node)?.fields?.[0]);
  if (word === 'minvalue' || word === 'maxvalue') return null;
  const value = literal(node);
  return value === null ? 'unread' : { value, inclusive };
}
