import type { RelationName } from '../sql/names.js';
import { stronger, type LockMode } from './lock-mode.js';
import type { Reason } from './reason.js';

export interface Lock {
  readonly relation: RelationName;
  readonly mode: LockMode;
  /** Existed before this set of migrations, so other sessions use it. */
  readonly existing: boolean;
}

/** A relation read, copied or rebuilt whole by a statement, and why. */
export interface Touch {
  readonly relation: RelationName;
  readonly existing: boolean;
  /** `possible`: something decides that nobody has shown us, such as a column's type. */
  readonly certainty: 'certain' | 'possible';
  readonly because: Reason;
  /** Index of the subcommand that causes it; 0 for a statement without subcommands. */
  readonly part: number;
}

/** What Postgres does with one statement, at its moment. */
export interface Effects {
  /** The strongest per relation. */
  readonly locks: readonly Lock[];
  /** Heaps copied whole. */
  readonly rewrites: readonly Touch[];
  /** Tables read whole. */
  readonly scans: readonly Touch[];
  readonly rebuildsIndexes: readonly Touch[];
  readonly writes: 'none' | 'bounded' | 'unbounded';
  /** Tables whose rows are written or locked. */
  readonly writesTo: readonly RelationName[];
  /** Whose rows may change besides: partitions that rows go to, and what the action of a foreign key reaches. */
  readonly mayWrite: readonly RelationName[];
  /** Why Postgres will refuse the statement whatever the data; null when it will not. */
  readonly fails: string | null;
  /** A kind of statement, or an object in it, whose effects nobody has modelled. */
  readonly notModelled: string | null;
}

export const NO_EFFECTS: Effects = {
  locks: [],
  rewrites: [],
  scans: [],
  rebuildsIndexes: [],
  writes: 'none',
  writesTo: [],
  mayWrite: [],
  fails: null,
  notModelled: null,
};

/** Only the named fields; the rest is nothing. */
export function effectsOf(some: Partial<Effects>): Effects {
  // Field by field: an object put together by two spreads is a slow one, and every statement makes several.
  return {
    locks: strongest(some.locks ?? []),
    rewrites: some.rewrites ?? [],
    scans: some.scans ?? [],
    rebuildsIndexes: some.rebuildsIndexes ?? [],
    writes: some.writes ?? 'none',
    writesTo: some.writesTo ?? [],
    mayWrite: some.mayWrite ?? [],
    fails: some.fails ?? null,
    notModelled: some.notModelled ?? null,
  };
}

/** What several things done together amount to. */
export function combine(all: readonly Effects[]): Effects {
  if (all.length === 1 && all[0] !== undefined) return all[0];
  return {
    locks: strongest(all.flatMap((one) => one.locks)),
    rewrites: all.flatMap((one) => one.rewrites),
    scans: all.flatMap((one) => one.scans),
    rebuildsIndexes: all.flatMap((one) => one.rebuildsIndexes),
    writes: mostWrites(all.map((one) => one.writes)),
    writesTo: [...new Set(all.flatMap((one) => one.writesTo))],
    mayWrite: [...new Set(all.flatMap((one) => one.mayWrite))],
    fails: all.find((one) => one.fails !== null)?.fails ?? null,
    notModelled: all.find((one) => one.notModelled !== null)?.notModelled ?? null,
  };
}

/** The same effects, caused by the n-th subcommand. */
export function atPart(effects: Effects, part: number): Effects {
  if (part === 0) return effects;
  const moved = (touches: readonly Touch[]): Touch[] => touches.map((touch) => ({ ...touch, part }));
  return {
    ...effects,
    rewrites: moved(effects.rewrites),
    scans: moved(effects.scans),
    rebuildsIndexes: moved(effects.rebuildsIndexes),
  };
}

function strongest(locks: readonly Lock[]): Lock[] {
  if (locks.length < 2) return [...locks];
  const byRelation = new Map<RelationName, Lock>();
  for (const lock of locks) {
    const seen = byRelation.get(lock.relation);
    byRelation.set(lock.relation, seen === undefined ? lock : { ...seen, mode: stronger(seen.mode, lock.mode) });
  }
  return [...byRelation.values()];
}

function mostWrites(all: readonly Effects['writes'][]): Effects['writes'] {
  if (all.includes('unbounded')) return 'unbounded';
  return all.includes('bounded') ? 'bounded' : 'none';
}
