import type { Conversation, Host, PullRequest } from './host.js';
import { dropTwins } from './publish.js';
import type { PublishPlan } from './plan.js';
import { runSummaryPlan } from './publish-summary.js';
import { earlierSummaries, ownTwins } from './summary-plan.js';
import type { SummaryPlan, SummaryStamp } from './summary-plan.js';

/** What a run would do about the comments that it is shown. */
export interface Plans {
  readonly review: (conversation: Conversation) => PublishPlan;
  readonly summary: ((conversation: Conversation) => SummaryPlan) | null;
  readonly stamp: SummaryStamp;
}

/**
 * Two runs at once each find nothing and each post. Whoever posts last sees both, and of what stands twice the oldest stays:
 * every run chooses the same one, so nothing is lost when both of them clean up. Tells whether anything stood twice.
 */
export async function mergeTwins(host: Host, pull: PullRequest, after: Conversation, plans: Plans): Promise<boolean> {
  if (after.headSha !== pull.headSha) {
    const action = { kind: 'none', why: 'a newer run wrote it' } as const;
    await runSummaryPlan(host, pull, { action, remove: ownTwins(after.comments, plans.stamp) });
    return false;
  }
  const review = plans.review(after);
  await dropTwins(host, pull, review);
  const plan = plans.summary?.(after);
  if (plan !== undefined && plan.action.kind !== 'create') await runSummaryPlan(host, pull, plan);
  const summaries = earlierSummaries(after.comments, plans.stamp.key);
  return summaries.length > 1 || review.finished.some(({ why }) => why === 'twin');
}
