import { LOSSES, LOSSES_SCHEMA, type Loss } from './losses.js';
import { modelOf } from './model.js';
import type { Scenario, Sight } from './scenario.js';
import type { Ended, Session } from './session.js';
import type { World } from './world.js';

export const LOST: readonly Scenario[] = LOSSES.map((loss) => ({
  name: loss.name,
  schema: LOSSES_SCHEMA,
  ...(loss.from === undefined ? {} : { from: loss.from }),
  look: async (world) => lookBeforeAndAfter(loss, world),
}));

async function lookBeforeAndAfter(loss: Loss, world: World): Promise<Sight> {
  const first = await valueOf(loss.look, world.b);
  const migrated = await world.a.attempt(loss.migration);
  if (loss.crash === true) await world.crash();
  const second = migrated.code === null ? await valueOf(loss.look, world.b) : inWords(migrated);
  const speaks = modelOf(LOSSES_SCHEMA, world.major).rules(loss.migration).includes(loss.rule);
  return {
    seen: `${first}, then ${second}; ${speaks ? loss.rule : 'no rule'} says so`,
    claimed: `${loss.before}, then ${loss.after}; ${loss.rule} says so`,
  };
}

async function valueOf(look: string, session: Session): Promise<string> {
  const ended = await session.attempt(look);
  await session.clear();
  return inWords(ended);
}

function inWords({ code, rows }: Ended): string {
  return code === null ? String(Object.values(rows[0] ?? {})[0]) : `refused ${code}`;
}
