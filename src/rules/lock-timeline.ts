import { blockedWork, type LockMode } from '../effects/lock-mode.js';
import { shortName, type RelationName } from '../sql/names.js';
import { lineFinder } from '../sql/positions.js';
import type { Changeset, Step } from '../timeline.js';
import { comment, lockOn, sql, type Fix } from './prose.js';
import { makesOthersWait } from './scope.js';

/** The locks of one transaction: each table by the statement that locks it, until the last statement has run. */
export interface LockTimeline {
  readonly order: Iterable<readonly [RelationName, Step]>;
  readonly last: Step;
  /** The statement for whose length the locks before it are held. */
  readonly slow?: Step;
}

/** Above a fix: who holds what from where to where, and what waits behind it. In columns that every output keeps. */
export function withTimeline(timelines: readonly LockTimeline[], fix: Fix): Fix {
  const rows = timelineTable(timelines);
  return typeof fix === 'string' ? sql(...rows.map(comment), fix) : [...rows, ...fix];
}

/** Locks that others wait behind, as the transaction of a statement has them when it runs, with its own. */
export function timelineUntil(step: Step, changeset: Changeset): LockTimeline {
  const held = [...(step.session.transaction?.locks ?? [])].flatMap(([name, { since }]) => {
    const by = changeset.steps[since];
    const lock = by?.effects.locks.find(({ relation, existing }) => relation === name && existing);
    return by !== undefined && lock !== undefined && makesOthersWait(by, lock) ? [[name, by] as const] : [];
  });
  const own = step.effects.locks.filter(({ existing }) => existing).map(({ relation }) => [relation, step] as const);
  const last = changeset.stepsInTransaction.get(step.session.transaction?.number ?? -1)?.at(-1) ?? step;
  return { order: [...held, ...own], last, slow: step };
}

function timelineTable(timelines: readonly LockTimeline[]): string[] {
  const rows = timelines.flatMap(({ order, last, slow }) =>
    [...order].map(([name, step]) => {
      const mode = lockOn(step.effects, name);
      const waits = mode === null ? 'others' : waitersOf(mode);
      return [
        shortName(name),
        mode ?? 'locked',
        placeOf(step),
        `the commit behind ${placeOf(last)}`,
        step === slow ? `${waits}; this is what takes long` : waits,
      ];
    }),
  );
  const table = [['table', 'lock', 'from', 'to', 'waits'], ...rows];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...table.map((row) => row[at]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function waitersOf(mode: LockMode): string {
  return mode === 'ROW EXCLUSIVE' || mode === 'ROW SHARE' ? 'writes of the same rows' : blockedWork(mode);
}

/** A statement of a body stands where its caller does. */
function placeOf({ migration, statement, within }: Step): string {
  const { start } = (within?.caller ?? statement).span;
  return `${migration.path}:${String(lineFinder(migration.text)(start))}`;
}
