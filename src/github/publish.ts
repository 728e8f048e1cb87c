import { setTimeout as sleep } from 'node:timers/promises';
import { HostError } from './host.js';
import type { Host, PullRequest } from './host.js';
import { lastWords } from './finished.js';
import type { Finished } from './finished.js';
import type { NewComment, PlacedBody, PublishPlan } from './plan.js';

/** What became of the inline comments. */
export interface ReviewOutcome {
  /** Comments that GitHub would not place; the summary tells their findings. */
  readonly refused: number;
  readonly problem: HostError | null;
}

/** Where GitHub refuses more comments than these, it is not for their places. */
const MOST_MOVED = 5;

/** GitHub lists a new comment a moment after it took it. */
const LOST_ANSWER_PAUSE_MS = 1_000;

/**
 * Runs the plan. Where an answer got lost the comment may be there all the same, so `planAgain` reads anew before
 * anything is posted a second time; null stops (the head moved, or GitHub cannot be read).
 */
export async function publishReview(
  host: Host,
  pull: PullRequest,
  plan: PublishPlan,
  planAgain: () => Promise<PublishPlan | null>,
): Promise<ReviewOutcome> {
  const outcome = await runPlan(host, pull, plan);
  if (outcome.problem?.problem !== 'unavailable') return outcome;
  await sleep(LOST_ANSWER_PAUSE_MS);
  const again = await planAgain();
  return again === null ? outcome : runPlan(host, pull, again);
}

/** Finishes what stands twice, since another run posted at the same time. */
export async function dropTwins(host: Host, pull: PullRequest, plan: PublishPlan): Promise<void> {
  await runPlan(host, pull, { ...plan, create: [], update: [] });
}

async function runPlan(host: Host, pull: PullRequest, plan: PublishPlan): Promise<ReviewOutcome> {
  let refused = 0;
  try {
    refused = await createComments(host, pull, plan.create);
    for (const { thread, body } of plan.update) await ifStillThere(host.updateReviewComment(thread.commentId, body));
    for (const finished of plan.finished) await finish(host, finished, pull.headSha);
    return { refused, problem: null };
  } catch (error) {
    if (error instanceof HostError) return { refused, problem: error };
    throw error;
  }
}

/** One review for all comments on lines: one e-mail, one request. Comments on files have a request each. */
async function createComments(host: Host, pull: PullRequest, comments: readonly NewComment[]): Promise<number> {
  const onLines = comments.filter(({ place }) => place.kind === 'lines');
  const left = onLines.length === 0 ? [] : await createReview(host, pull, onLines);
  let refused = 0;
  for (const [at, { path, otherwise }] of left.entries())
    if (at >= MOST_MOVED || !(await isPlaced(host, pull, path, otherwise))) refused += 1;
  for (const { path, place, body } of comments)
    if (place.kind === 'file' && (await isRefused(host.createFileComment(pull, path, body)))) refused += 1;
  return refused;
}

/**
 * GitHub refuses a review whole and does not say for which comment, so halves are tried until the bad ones stand alone: these
 * are given back.
 */
async function createReview(
  host: Host,
  pull: PullRequest,
  comments: readonly NewComment[],
): Promise<readonly NewComment[]> {
  if (!(await isRefused(postReview(host, pull, comments)))) return [];
  if (comments.length === 1) return comments;
  const middle = Math.ceil(comments.length / 2);
  const first = await createReview(host, pull, comments.slice(0, middle));
  return [...first, ...(await createReview(host, pull, comments.slice(middle)))];
}

function postReview(
  host: Host,
  pull: PullRequest,
  comments: readonly (PlacedBody & { readonly path: string })[],
): Promise<void> {
  const words = `pg-preflight on the migrations at \`${pull.headSha.slice(0, 7)}\`:`;
  const onLines = comments.flatMap(({ path, place, body }) =>
    place.kind === 'lines' ? [{ path, body, startLine: place.startLine, line: place.line }] : [],
  );
  return host.createReview(pull, words, onLines);
}

/** Whether GitHub takes the comment in one of the places that are left. */
async function isPlaced(host: Host, pull: PullRequest, path: string, places: readonly PlacedBody[]): Promise<boolean> {
  for (const { place, body } of places) {
    const call =
      place.kind === 'file'
        ? host.createFileComment(pull, path, body)
        : postReview(host, pull, [{ path, place, body }]);
    if (!(await isRefused(call))) return true;
  }
  return false;
}

/**
 * Resolving needs `contents: write`, which we never ask for, and may be refused where `viewerCanResolve` said yes. An
 * open thread can block the merge, so a comment that nobody answered is deleted; a twin even where it could be resolved.
 */
async function finish(host: Host, finished: Finished, headSha: string): Promise<void> {
  const { thread, why } = finished;
  const words = lastWords(finished, headSha);
  if (words === null) return;
  const resolvable = thread.canResolve && (why !== 'twin' || thread.replied);
  if (resolvable && (await succeeds(host.resolveThread(thread.threadId)))) {
    return ifStillThere(host.updateReviewComment(thread.commentId, words));
  }
  if (!thread.replied) return ifStillThere(host.deleteReviewComment(thread.commentId));
  await ifStillThere(host.updateReviewComment(thread.commentId, words));
  await succeeds(host.minimizeComment(thread.commentNodeId));
}

async function isRefused(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return false;
  } catch (error) {
    if (error instanceof HostError && error.problem === 'refused') return true;
    throw error;
  }
}

async function succeeds(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}

/** Somebody may have deleted the comment since we read it. */
export async function ifStillThere(call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof HostError && error.problem === 'missing')) throw error;
  }
}
