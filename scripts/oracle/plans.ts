import { planTroubles, unsafeFiles } from '../../__tests__/oracle/plan-run.js';
import { PLANS, type Plan } from '../../__tests__/oracle/plans.js';
import { forEachMajor } from './lanes.js';
import { onServer } from './on-server.js';

/**
 * Runs the plans whose name holds `only`, written for each major, on a server of it, with the old and the new code between
 * their files. Prints what goes wrong. The parser must have been loaded. @returns how much does
 */
export async function differingPlans(majors: readonly number[], only: string): Promise<number> {
  const plans = PLANS.filter(({ name }) => name.includes(only));
  if (plans.length === 0) return 0;
  const byMajor = await forEachMajor(majors, async (major) => troublesOn(major, plans));
  const troubles = [...byMajor.values()].flat();
  for (const words of troubles) console.log(words);
  console.log(`${plans.length} plans of several migrations on ${majors.join(', ')}: ${troubles.length} differ`);
  return troubles.length;
}

async function troublesOn(major: number, plans: readonly Plan[]): Promise<readonly string[]> {
  return onServer(major, async (server) => {
    const troubles: string[] = [];
    for (const plan of plans) {
      const found = [...(await planTroubles(plan, server)), ...unsafeFiles(plan, major)];
      troubles.push(...found.map((words) => `PostgreSQL ${major}: ${plan.name}: ${words}`));
    }
    return troubles;
  });
}
