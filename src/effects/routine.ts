import type { Routine, RoutineItem } from '../sql/plpgsql.js';
import { combine, effectsOf, NO_EFFECTS, type Effects } from './effects.js';
import type { Moment } from './moment.js';
import { ofStatement } from './of-statement.js';

/** What Postgres says to COMMIT in a block that runs inside a transaction. */
export const REFUSES_COMMIT =
  'invalid transaction termination: COMMIT inside DO needs a DO that runs outside a transaction block';

/** A DO block does what its statements do; branches may or may not run, and count as run. */
export function runDo(routine: Routine, moment: Moment): Effects {
  if (!routine.ok) return effectsOf({ notModelled: `the DO block (${routine.why})` });
  const refused = moment.session.transaction !== null && endsTransaction(routine.items);
  return combine([
    effectsOf({ fails: refused ? REFUSES_COMMIT : null }),
    runItems(routine.items, { ...moment, inRoutine: true }),
  ]);
}

function runItems(items: readonly RoutineItem[], moment: Moment): Effects {
  return combine(items.map((item) => runItem(item, moment)));
}

function runItem(item: RoutineItem, moment: Moment): Effects {
  switch (item.kind) {
    case 'statement':
      return ofStatement(item.node, moment);
    case 'dynamic':
      if (item.nodes === null) return effectsOf({ notModelled: 'an EXECUTE whose text is put together at run time' });
      return combine(item.nodes.map((node) => ofStatement(node, moment)));
    case 'loop':
    case 'branch':
      return runItems(item.items, moment);
    case 'commit':
    case 'rollback':
      return NO_EFFECTS;
  }
}

export function endsTransaction(items: readonly RoutineItem[]): boolean {
  return items.some((item) => {
    if (item.kind === 'commit' || item.kind === 'rollback') return true;
    return (item.kind === 'loop' || item.kind === 'branch') && endsTransaction(item.items);
  });
}
