import { renderAllClear, renderSummaryComment } from '../render/summary-comment.js';
import { renderCheckRun } from '../render/check-run.js';
import { withTicksOf } from '../render/summary-checklist.js';
import type { SummaryContext } from '../render/summary-context.js';
import type { Report } from '../report/report.js';
import { checkConclusion, checkRunName } from './check.js';
import { HostError } from './host.js';
import type { Conversation, Host, PullRequest } from './host.js';
import type { RunStamp } from './marker.js';
import { publishPlan } from './plan.js';
import type { PublishPlan } from './plan.js';
import type { Channel, PostingProblem } from './problem.js';
import { publishReview } from './publish.js';
import { publishSummary } from './publish-summary.js';
import type { Scan } from './scan.js';
import { earlierSummaries, hasSomethingToSay, summaryPlan } from './summary-plan.js';

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
    return await host.conversation(pull.number);
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

/** Comments on the pull request: first the inline ones, for the summary tells which of them GitHub would not take. */
export async function postComments(
  host: Host,
  scan: Scan,
  conversation: Conversation | HostError | null,
  context: SummaryContext,
  run: RunStamp,
): Promise<Pick<Posted, 'notes' | 'problems'>> {
  const { pull, settings } = scan;
  if (pull === null || conversation === null) return { notes: [], problems: [] };
  if (conversation instanceof HostError) return { notes: [], problems: unread(conversation, scan) };
  if (conversation.headSha !== pull.headSha) {
    return {
      notes: ['The pull request moved on during this run, so no comments were posted; a newer run will.'],
      problems: [],
    };
  }
  const review = settings.reviewComments
    ? await postReview(host, scan, pull, conversation)
    : { notes: [], problems: [] };
  if (!settings.summaryComment) return review;
  const notes = [...context.notes, ...review.notes];
  const problem = await postSummary(host, scan, pull, conversation, { ...context, notes }, run);
  return { notes: review.notes, problems: [...review.problems, ...problemOf('summary comment', problem)] };
}

export async function postCheckRun(
  host: Host,
  scan: Scan,
  context: SummaryContext,
): Promise<readonly PostingProblem[]> {
  const { report, settings, headSha } = scan;
  if (settings.checkName === '') return [];
  const { title, summary, annotations } = renderCheckRun(report, context);
  const name = checkRunName(settings.checkName, settings.key);
  const conclusion = checkConclusion(scan);
  return problemsOf('check run', host.createCheckRun({ name, headSha, conclusion, title, summary, annotations }));
}

async function postReview(
  host: Host,
  { report, diffs, settings }: Scan,
  pull: PullRequest,
  conversation: Conversation,
): Promise<Pick<Posted, 'notes' | 'problems'>> {
  const plan = ({ threads }: Conversation): PublishPlan =>
    publishPlan(report, diffs, threads, { key: settings.key, limit: settings.maxInlineComments });
  const first = plan(conversation);
  const { refused, problem } = await publishReview(host, pull, first, async () => {
    const again = await currentConversation(host, pull);
    return again === null ? null : plan(again);
  });
  const notes = [
    ...(refused > 0 ? [`GitHub did not take ${refused} of the inline comments; their findings stand below.`] : []),
    ...(first.overLimit > 0
      ? [
          `${first.overLimit} more statements have no inline comment (\`max-inline-comments\`); their findings stand below.`,
        ]
      : []),
  ];
  return { notes, problems: problemOf('inline comments', problem) };
}

async function postSummary(
  host: Host,
  { report, settings }: Scan,
  pull: PullRequest,
  conversation: Conversation,
  context: SummaryContext,
  run: RunStamp,
): Promise<HostError | null> {
  const texts = {
    summary: hasSomethingToSay(report) ? renderSummaryComment(report, context) : null,
    allClear: renderAllClear(context),
  };
  const stamp = { key: settings.key, head: pull.headSha, run };
  const plan = ({ comments }: Conversation) => summaryPlan(earlierSummaries(comments, settings.key), texts, stamp);
  return publishSummary(host, pull, plan(conversation), async () => {
    const again = await currentConversation(host, pull);
    return again === null ? null : plan(again);
  });
}

/** null where the head moved meanwhile, or GitHub gives no answer. */
async function currentConversation(host: Host, pull: PullRequest): Promise<Conversation | null> {
  try {
    const conversation = await host.conversation(pull.number);
    return conversation.headSha === pull.headSha ? conversation : null;
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

async function problemsOf(channel: Channel, call: Promise<void>): Promise<readonly PostingProblem[]> {
  try {
    await call;
    return [];
  } catch (error) {
    if (error instanceof HostError) return [{ channel, error }];
    throw error;
  }
}

function problemOf(channel: Channel, error: HostError | null): readonly PostingProblem[] {
  return error === null ? [] : [{ channel, error }];
}
