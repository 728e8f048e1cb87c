import { renderAllClear, renderSummaryComment } from '../render/summary-comment.js';
import { withTicksOf } from '../render/summary-checklist.js';
import type { SummaryContext } from '../render/summary-context.js';
import type { Report } from '../report/report.js';
import { checkNameOf } from './check.js';
import { HostError } from './host.js';
import type { Conversation, Host, PullRequest } from './host.js';
import type { RunStamp } from './marker.js';
import { publishPlan } from './plan.js';
import type { PublishPlan } from './plan.js';
import type { Channel, PostingProblem } from './problem.js';
import { publishReview } from './publish.js';
import { publishSummary } from './publish-summary.js';
import type { SummaryOutcome } from './publish-summary.js';
import type { Scan } from './scan.js';
import { earlierSummaries, hasSomethingToSay, summaryPlan } from './summary-plan.js';
import type { SummaryPlan, SummaryStamp } from './summary-plan.js';
import { mergeTwins } from './twins.js';

/** What is told about the posting itself, and the report with the boxes that people ticked. */
export interface Posted {
  readonly report: Report;
  readonly notes: readonly string[];
  readonly problems: readonly PostingProblem[];
}

/** Our earlier comments; null where this scan has no place for comments. */
export async function readConversation(host: Host, { pull, settings }: Scan): Promise<Conversation | HostError | null> {
  if (pull === null || !(settings.reviewComments || settings.summaryComment)) return null;
  try {
    return await host.conversation(pull.number, checkNameOf(settings));
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}

/** The boxes live in the sticky comment, so that is where people tick them. */
export function withTicks(report: Report, conversation: Conversation | HostError | null, key: string): Report {
  if (conversation === null || conversation instanceof HostError) return report;
  const [sticky] = earlierSummaries(conversation.comments, key);
  if (sticky === undefined) return report;
  return { ...report, checklist: withTicksOf(sticky.body, report.checklist) };
}

/** `latest` is the newest reading, of after another run that posted at the same time; null where nothing was read. */
interface PostedComments extends Pick<Posted, 'notes' | 'problems'> {
  readonly latest: Conversation | null;
}

/** Comments on the pull request: first the inline ones, for the summary tells which of them GitHub would not take. */
export async function postComments(
  host: Host,
  scan: Scan,
  conversation: Conversation | HostError | null,
  context: SummaryContext,
  run: RunStamp,
): Promise<PostedComments> {
  const { pull, settings } = scan;
  const nothing = { notes: [], problems: [], latest: null };
  if (pull === null || conversation === null) return nothing;
  if (conversation instanceof HostError) return { ...nothing, problems: unread(conversation, scan) };
  if (conversation.headSha !== pull.headSha) {
    const moved = 'The pull request moved on during this run, so no comments were posted; a newer run will.';
    return { ...nothing, notes: [moved], latest: conversation };
  }
  const stamp = { key: settings.key, head: pull.headSha, run };
  const reviewPlan = reviewPlanOf(scan);
  const review = await postReview(host, pull, reviewPlan, conversation);
  const told = { ...context, notes: [...context.notes, ...review.notes] };
  const planOfSummary = settings.summaryComment ? summaryPlanOf(scan, told, stamp) : null;
  const summary = planOfSummary === null ? NO_SUMMARY : await postSummary(host, pull, planOfSummary, conversation);
  const after = summary.after ?? (review.created ? await readAgain(host, pull) : null);
  const plans = { review: reviewPlan, summary: planOfSummary, stamp };
  const beside = after !== null && (await mergeTwins(host, pull, after, plans));
  const latest = (beside ? await readAgain(host, pull, checkNameOf(settings)) : null) ?? conversation;
  const problems = [...review.problems, ...problemOf('summary comment', summary.problem)];
  return { notes: review.notes, problems, latest };
}

const NO_SUMMARY = { problem: null, after: null } as const;

type PlanOf<T> = (conversation: Conversation) => T;

/** Where no new comments are wanted, those of before are still kept up and finished. */
function reviewPlanOf({ report, diffs, settings }: Scan): PlanOf<PublishPlan> {
  const { key, maxInlineComments, reviewComments } = settings;
  if (reviewComments) return ({ threads }) => publishPlan(report, diffs, threads, { key, limit: maxInlineComments });
  return ({ threads }) => ({ ...publishPlan(report, diffs, threads, { key, limit: 0 }), overLimit: 0 });
}

function summaryPlanOf({ report }: Scan, context: SummaryContext, stamp: SummaryStamp): PlanOf<SummaryPlan> {
  const texts = {
    summary: hasSomethingToSay(report) ? renderSummaryComment(report, context) : null,
    allClear: renderAllClear(context),
  };
  return ({ comments }) => summaryPlan(earlierSummaries(comments, stamp.key), texts, stamp);
}

async function postReview(
  host: Host,
  pull: PullRequest,
  plan: PlanOf<PublishPlan>,
  conversation: Conversation,
): Promise<Pick<Posted, 'notes' | 'problems'> & { readonly created: boolean }> {
  const first = plan(conversation);
  const { refused, problem } = await publishReview(host, pull, first, () => againBy(host, pull, plan));
  const notes = [
    ...(refused > 0 ? [`GitHub did not take ${refused} of the inline comments; their findings stand below.`] : []),
    ...(first.overLimit > 0
      ? [
          `${first.overLimit} more statements have no inline comment (\`max-inline-comments\`); their findings stand below.`,
        ]
      : []),
  ];
  return {
    notes,
    problems: problemOf('inline comments', problem),
    created: first.create.length > 0 && problem === null,
  };
}

function postSummary(
  host: Host,
  pull: PullRequest,
  plan: PlanOf<SummaryPlan>,
  conversation: Conversation,
): Promise<SummaryOutcome> {
  return publishSummary(host, pull, plan(conversation), () => againBy(host, pull, plan));
}

async function againBy<T>(host: Host, pull: PullRequest, plan: PlanOf<T>): Promise<T | null> {
  const again = await readAgain(host, pull);
  return again === null || again.headSha !== pull.headSha ? null : plan(again);
}

/** null where GitHub gives no answer. */
async function readAgain(host: Host, pull: PullRequest, checkName: string | null = null): Promise<Conversation | null> {
  try {
    return await host.conversation(pull.number, checkName);
  } catch (error) {
    if (error instanceof HostError) return null;
    throw error;
  }
}

function unread(error: HostError, { settings }: Scan): readonly PostingProblem[] {
  return [
    ...(settings.reviewComments ? problemOf('inline comments', error) : []),
    ...(settings.summaryComment ? problemOf('summary comment', error) : []),
  ];
}

function problemOf(channel: Channel, error: HostError | null): readonly PostingProblem[] {
  return error === null ? [] : [{ channel, error }];
}
