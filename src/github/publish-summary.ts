import { setTimeout as sleep } from 'node:timers/promises';
import { HostError } from './host.js';
import type { Host, PullRequest } from './host.js';
import { ifStillThere } from './publish.js';
import type { SummaryPlan } from './summary-plan.js';

const LOST_ANSWER_PAUSE_MS = 1_000;

/** null: done. As with reviews, a lost answer is followed by a new reading before a new comment. */
export async function publishSummary(
  host: Host,
  pull: PullRequest,
  plan: SummaryPlan,
  planAgain: () => Promise<SummaryPlan | null>,
): Promise<HostError | null> {
  const problem = await runPlan(host, pull, plan);
  if (problem?.problem !== 'unavailable') return problem;
  await sleep(LOST_ANSWER_PAUSE_MS);
  const again = await planAgain();
  return again === null ? problem : runPlan(host, pull, again);
}

async function runPlan(host: Host, pull: PullRequest, { action, remove }: SummaryPlan): Promise<HostError | null> {
  try {
    if (action.kind === 'create') await host.createComment(pull.number, action.body);
    if (action.kind === 'update') await host.updateComment(action.id, action.body);
    for (const id of remove) await ifStillThere(host.deleteComment(id));
    return null;
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}
