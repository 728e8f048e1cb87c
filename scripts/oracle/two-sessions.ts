import { forEachMajor } from './lanes.js';
import { PostgresServer } from './server.js';
import type { Scenario, Sight } from './sessions/scenario.js';
import { SCENARIOS } from './sessions/scenarios.js';
import { World } from './sessions/world.js';

/** What one scenario showed on the server of one major. */
interface MajorSight extends Sight {
  readonly major: number;
}

/**
 * Shows on real servers what one session cannot: who waits for whom, what deadlocks, and what is lost. Prints what
 * differs from what is claimed, and each scenario where all are `told`. The parser must have been loaded.
 *
 * @returns how many scenarios differ
 */
export async function differingScenarios(majors: readonly number[], told: boolean): Promise<number> {
  const byMajor = await forEachMajor(majors, lookAtAll);
  let differing = 0;
  for (const scenario of SCENARIOS) {
    const sights = [...byMajor].flatMap(([major, all]): MajorSight[] => {
      const sight = all.get(scenario);
      return sight === undefined ? [] : [{ major, ...sight }];
    });
    const agreed = sights.every(agrees);
    if (!agreed) differing += 1;
    if (told || !agreed) console.log(line(scenario.name, sights));
  }
  console.log(`${SCENARIOS.length} scenarios of several sessions on ${majors.join(', ')}: ${differing} differ`);
  return differing;
}

function agrees({ seen, claimed }: Sight): boolean {
  return seen === claimed;
}

function line(name: string, sights: readonly MajorSight[]): string {
  const verdict = sights.every(agrees) ? 'ok     ' : 'differs';
  return `${verdict} ${name} | ${[...grouped(sights)].map(([outcome, on]) => `${on.join(', ')}: ${outcome}`).join(' | ')}`;
}

/** Outcome → the majors that show it. */
function grouped(sights: readonly MajorSight[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const sight of sights) {
    const outcome = agrees(sight) ? sight.seen : `${sight.seen} BUT CLAIMED ${sight.claimed}`;
    groups.set(outcome, [...(groups.get(outcome) ?? []), sight.major]);
  }
  return groups;
}

async function lookAtAll(major: number): Promise<ReadonlyMap<Scenario, Sight>> {
  const server = await PostgresServer.start(major);
  try {
    const world = await World.open(server);
    const sights = new Map<Scenario, Sight>();
    let standing: string | null = null;
    for (const scenario of SCENARIOS) {
      if (major < (scenario.from ?? 0)) continue;
      const sight = await lookAt(scenario, world, standing === scenario.schema);
      sights.set(scenario, sight);
      standing = scenario.leavesNothing === true && agrees(sight) ? scenario.schema : null;
    }
    return sights;
  } finally {
    await server.stop();
  }
}

async function lookAt(scenario: Scenario, world: World, standing: boolean): Promise<Sight> {
  try {
    if (standing) await world.rest();
    else await world.reset(scenario.schema);
    return await scenario.look(world);
  } catch (error) {
    await world.renew();
    const why = error instanceof Error ? error.message : String(error);
    return { seen: `it stopped: ${why}`, claimed: 'it runs to its end' };
  }
}
