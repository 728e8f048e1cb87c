import { PostgresServer } from './server.js';
import { SCENARIOS } from './sessions/scenarios.js';
import type { Scenario, Sight } from './sessions/scenario.js';
import { World } from './sessions/world.js';

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
  const sights = new Map<Scenario, MajorSight[]>(SCENARIOS.map((scenario) => [scenario, []]));
  for (const major of majors) {
    const server = await PostgresServer.start(major);
    try {
      await lookAtAll(server, (scenario, sight) => sights.get(scenario)?.push({ major, ...sight }));
    } finally {
      await server.stop();
    }
  }
  return SCENARIOS.map((scenario) => ({ name: scenario.name, majors: sights.get(scenario) ?? [] }));
}

export function agrees({ seen, claimed }: Sight): boolean {
  return seen === claimed;
}

async function lookAtAll(server: PostgresServer, tell: (scenario: Scenario, sight: Sight) => void): Promise<void> {
  let world = await World.open(server);
  let standing: string | null = null;
  for (const scenario of SCENARIOS) {
    if (server.major < (scenario.from ?? 0)) continue;
    try {
      if (standing === scenario.schema) await world.rest();
      else await world.reset(scenario.schema);
      tell(scenario, await scenario.look(world));
      standing = scenario.leavesNothing === true ? scenario.schema : null;
    } catch (error) {
      tell(scenario, { seen: `stopped: ${error instanceof Error ? error.message : String(error)}`, claimed: 'an end' });
      // Whatever state it is in, nobody else shall inherit it.
      await world.close().catch(() => {});
      world = await World.open(server);
      standing = null;
    }
  }
}
