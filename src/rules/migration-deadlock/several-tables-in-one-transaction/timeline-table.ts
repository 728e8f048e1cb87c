import { blockedWork } from '../../../effects/lock-mode.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import { lineFinder } from '../../../sql/positions.js';
import type { Step } from '../../../timeline.js';
import { lockOn } from '../../prose.js';

/** The locks of one transaction: each table by the statement that locks it, until the last statement has run. */
export interface LockTimeline {
  readonly order: ReadonlyMap<RelationName, Step>;
  readonly last: Step;
}

/** Who holds what from where to where, and what waits behind it: rows of a table for the comments of a fix. */
export function timelineTable(timelines: readonly LockTimeline[]): string[] {
  const rows = timelines.flatMap(({ order, last }) =>
    [...order].map(([name, step]) => {
      const mode = lockOn(step.effects, name);
      return [
        shortName(name),
        mode ?? 'locked',
        placeOf(step),
        `the commit behind ${placeOf(last)}`,
        mode === null ? 'others' : blockedWork(mode),
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

/** A statement of a body stands where its caller does. */
function placeOf({ migration, statement, within }: Step): string {
  const { start } = (within?.caller ?? statement).span;
  return `${migration.path}:${String(lineFinder(migration.text)(start))}`;
}
