import { pairKey } from '../../history/run-order.js';
import type { Migration } from '../../migration.js';
import type { Changeset, Step } from '../../timeline.js';
import { isDown } from '../scope.js';

/** An up with the down that takes it back: one file, or two that are called alike. */
export interface Pair {
  readonly migrations: readonly Migration[];
  readonly up: readonly Step[];
  readonly down: readonly Step[];
}

export function pairsOf({ migrations, stepsOf }: Changeset): Pair[] {
  const pairs = new Map<string, Migration[]>();
  for (const migration of migrations) {
    const key = pairKey(migration.path);
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, [migration]);
    else pair.push(migration);
  }
  return [...pairs.values()].map((both) => {
    const steps = both.flatMap((migration) => stepsOf.get(migration) ?? []).sort((a, b) => a.index - b.index);
    return { migrations: both, up: steps.filter((step) => !isDown(step)), down: steps.filter(isDown) };
  });
}
