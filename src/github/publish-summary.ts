import { setTimeout as sleep } from 'node:timers/promises';
import { HostError } from './host.js';
import type { Conversation, Host, PullRequest } from './host.js';
import { ifStillThere } from './publish.js';
import type { SummaryPlan } from './summary-plan.js';

const LOST_ANSWER_PAUSE_MS = 1_000;

export interface SummaryOutcome {
  readonly problem: HostError | null;
  /** What was there once a new summary was; null where none was made. */
  readonly after: Conversation | null;
}

/** As with reviews, a lost answer is followed by a new reading before a new comment. */
export async function publishSummary(
  host: Host,
  pull: PullRequest,
  plan: SummaryPlan,
  planAgain: () => Promise<SummaryPlan | null>,
): Promise<SummaryOutcome> {
  const outcome = await runSummaryPlan(host, pull, plan);
  if (outcome.problem?.problem !== 'unavailable') return outcome;
  await sleep(LOST_ANSWER_PAUSE_MS);
  const again = await planAgain();
  return again === null ? outcome : runSummaryPlan(host, pull, again);
}

export async function runSummaryPlan(
  host: Host,
  pull: PullRequest,
  { action, remove }: SummaryPlan,
): Promise<SummaryOutcome> {
  try {
    const after = action.kind === 'create' ? await host.createComment(pull, action.body) : null;
    if (action.kind === 'update') await host.updateComment(action.id, action.body);
    for (const id of remove) await ifStillThere(host.deleteComment(id));
    return { problem: null, after };
  } catch (error) {
    if (error instanceof HostError) return { problem: error, after: null };
    throw error;
  }
}
