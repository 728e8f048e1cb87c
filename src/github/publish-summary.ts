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
    const isGone = action.kind === 'update' && !(await isUpdated(host, action.id, action.body));
    const after = action.kind === 'create' || isGone ? await host.createComment(pull, action.body) : null;
    for (const id of remove) await ifStillThere(host.deleteComment(id));
    return { problem: null, after };
  } catch (error) {
    if (error instanceof HostError) return { problem: error, after: null };
    throw error;
  }
}

/** False where somebody has deleted it since we read it. */
async function isUpdated(host: Host, id: number, body: string): Promise<boolean> {
  try {
    await host.updateComment(id, body);
    return true;
  } catch (error) {
    if (error instanceof HostError && error.problem === 'missing') return false;
    throw error;
  }
}
