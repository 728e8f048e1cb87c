import { PostgresServer } from './server.js';
import type { Scenario, Sight } from './sessions/scenario.js';
import { SCENARIOS } from './sessions/scenarios.js';
import { World } from './sessions/world.js';

/** A server spends most of its time starting and waiting: two at a time take little longer than one. */
const LANES = 2;

/** What one scenario showed on the server of one major. */
export interface MajorSight extends Sight {
  readonly major: number;
}

export interface ScenarioResult {
  readonly name: string;
  readonly majors: readonly MajorSight[];
}

/**
 * Shows on real servers what one session cannot: who waits for whom, what deadlocks, and what is lost. Each server is
 * started once. The parser must have been loaded.
 */
export async function compareSessions(majors: readonly number[]): Promise<readonly ScenarioResult[]> {
  const byMajor = new Map<number, ReadonlyMap<Scenario, Sight>>();
  const left = [...majors];
  const lane = async (): Promise<void> => {
    for (let major = left.shift(); major !== undefined; major = left.shift())
      byMajor.set(major, await lookAtAll(major));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return SCENARIOS.map((scenario) => ({
    name: scenario.name,
    majors: majors.flatMap((major) => {
      const sight = byMajor.get(major)?.get(scenario);
      return sight === undefined ? [] : [{ major, ...sight }];
    }),
  }));
}

export function agrees({ seen, claimed }: Sight): boolean {
  return seen === claimed;
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
