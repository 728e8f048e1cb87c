import { routineWrites } from '../rules/backfill-wal-flood/writes.js';
import type { Step } from '../timeline.js';

/** A batch in a loop is one of many. */
export function isBackfill({ effects, before, set, within }: Step): boolean {
  const isMuch = effects.writes === 'unbounded' || (effects.writes === 'bounded' && within?.inLoop === true);
  return isMuch && effects.writesTo.some((name) => before.relations.get(name)?.set !== set);
}

/** Whether what it has written so far stays when it is cancelled: a loop that commits its rounds. */
export function isBatched({ within, effects }: Step, steps: readonly Step[]): boolean {
  if (within?.inLoop !== true) return false;
  const caller = steps.find((one) => one.statement === within.caller);
  const writes = caller === undefined ? [] : routineWrites(caller);
  return writes.some(({ relation, round }) => round?.commits === true && effects.writesTo.includes(relation));
}
