import { z } from 'zod';
import type { Answer, Call, Handler } from './answer.js';
import { created, fixedDate, notFound, ok, refusedBody, validationFailed } from './answer.js';
import type { LocationError, WantedLocation } from './comment-location.js';
import { checkedLocation, currentLocation } from './comment-location.js';
import { paged } from './paging.js';
import { userBody, withPull } from './pulls.js';
import type { GitHubState, PullState, ReviewComment } from './state.js';
import { nextId, pullFiles } from './state.js';

export const reviewCommentHandlers = {
  'pulls/list-review-comments': (state, call) =>
    withPull(state, call, (pull) =>
      paged(call, submittedComments(pull), (page) => page.map((comment) => reviewCommentBody(state, pull, comment))),
    ),
  'pulls/create-review-comment': (state, call) => withPull(state, call, (pull) => createComment(state, pull, call)),
  'pulls/get-review-comment': (state, call) =>
    withComment(state, call, (pull, comment) => ok(reviewCommentBody(state, pull, comment))),
  'pulls/update-review-comment': (state, call) =>
    withComment(state, call, (pull, comment) => {
      const { body } = z.object({ body: z.string() }).parse(call.body);
      const refusal = refusedBody(resource, body);
      if (refusal !== null) return refusal;
      comment.body = body;
      return ok(reviewCommentBody(state, pull, comment));
    }),
  'pulls/delete-review-comment': (state, call) =>
    withComment(state, call, (pull, comment) => {
      pull.reviewComments.splice(pull.reviewComments.indexOf(comment), 1);
      return { status: 204 };
    }),
} satisfies Record<string, Handler>;

const resource = 'PullRequestReviewComment';

export const locationShape = z.object({
  path: z.string(),
  line: z.number().optional(),
  side: z.enum(['LEFT', 'RIGHT']).default('RIGHT'),
  start_line: z.number().optional(),
  start_side: z.enum(['LEFT', 'RIGHT', 'side']).optional(),
});

export function wantedLocation(given: z.output<typeof locationShape>): WantedLocation {
  const { start_side: startSide = 'side', side } = given;
  return {
    path: given.path,
    line: given.line ?? null,
    startLine: given.start_line ?? null,
    side,
    startSide: startSide === 'side' ? side : startSide,
  };
}

export function storedComment(
  state: GitHubState,
  pull: PullState,
  place: WantedLocation & { readonly diffHunk: string; readonly commit: string },
  words: { readonly review: number; readonly author: string; readonly body: string },
): ReviewComment {
  const id = nextId(state, 'reviewComment');
  const { startLine } = place;
  const startSide = startLine === null ? null : place.startSide;
  const comment = { id, thread: `PRRT_${id}`, inReplyTo: null, minimized: null, ...place, startSide, ...words };
  pull.reviewComments.push(comment);
  return comment;
}

/** A person's or a bot's answer in the thread of a comment. */
export function addReply(state: GitHubState, number: number, to: number, author: string, body: string): ReviewComment {
  const pull = state.repository.pulls.get(number);
  const root = pull?.reviewComments.find((comment) => comment.id === to);
  if (pull === undefined || root === undefined) throw new Error(`Pull request ${number} has no review comment ${to}`);
  const id = nextId(state, 'reviewComment');
  const reply: ReviewComment = { ...root, id, inReplyTo: root.inReplyTo ?? root.id, author, body, minimized: null };
  pull.reviewComments.push(reply);
  return reply;
}

const createShape = locationShape.extend({
  body: z.string(),
  commit_id: z.string(),
  subject_type: z.enum(['line', 'file']).default('line'),
  in_reply_to: z.number().optional(),
});

function createComment(state: GitHubState, pull: PullState, call: Call): Answer {
  const given = createShape.parse(call.body);
  const refusal = refusedBody(resource, given.body);
  if (refusal !== null) return refusal;
  const author = state.viewer.login;
  const { in_reply_to: parent } = given;
  if (parent !== undefined) {
    if (!pull.reviewComments.some((comment) => comment.id === parent)) return notFound();
    return created(reviewCommentBody(state, pull, addReply(state, pull.number, parent, author, given.body)));
  }
  if (!pull.heads.includes(given.commit_id)) {
    const message = 'commit_id is not part of the pull request';
    return validationFailed([{ resource, code: 'custom', field: 'commit_id', message }]);
  }
  const files = pullFiles(state, pull, given.commit_id);
  const wanted = wantedLocation(given);
  const whole = given.subject_type === 'file' && files.some((file) => file.path === given.path);
  const checked = whole ? { diffHunk: '' } : checkedLocation(files, wanted);
  if ('errors' in checked) return validationFailed(checked.errors.map(threadError));
  const place = whole ? { ...wanted, line: null, startLine: null } : wanted;
  const review = nextId(state, 'review');
  pull.reviews.push({ id: review, author, state: 'COMMENTED', body: '', commit: given.commit_id });
  const located = { ...place, ...checked, commit: given.commit_id };
  return created(
    reviewCommentBody(state, pull, storedComment(state, pull, located, { review, author, body: given.body })),
  );
}

function threadError(error: LocationError): { resource: string; code: string; field: string; message?: string } {
  const field = `pull_request_review_thread.${error.field}`;
  if (error.field === 'diff_hunk') return { resource, code: 'missing_field', field };
  return { resource, code: 'custom', field, message: `${field} ${error.text}` };
}

/** Those of a pending review are seen by nobody yet. */
function submittedComments(pull: PullState): readonly ReviewComment[] {
  const pending = pull.reviews.filter((review) => review.state === 'PENDING').map((review) => review.id);
  return pull.reviewComments.filter((comment) => !pending.includes(comment.review));
}

function withComment(
  state: GitHubState,
  call: Call,
  answer: (pull: PullState, comment: ReviewComment) => Answer,
): Answer {
  const id = Number(call.params['comment_id']);
  for (const pull of state.repository.pulls.values()) {
    const comment = pull.reviewComments.find((each) => each.id === id);
    if (comment !== undefined) return answer(pull, comment);
  }
  return notFound();
}

function reviewCommentBody(state: GitHubState, pull: PullState, comment: ReviewComment): object {
  const { owner, name } = state.repository;
  const now = currentLocation(state, pull, comment);
  return {
    id: comment.id,
    node_id: `PRRC_${comment.id}`,
    pull_request_review_id: comment.review,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
    body: comment.body,
    user: userBody(comment.author),
    path: comment.path,
    commit_id: now.outdated ? comment.commit : pull.headSha,
    original_commit_id: comment.commit,
    diff_hunk: comment.diffHunk,
    subject_type: comment.line === null ? 'file' : 'line',
    line: now.line,
    original_line: comment.line,
    start_line: now.startLine,
    original_start_line: comment.startLine,
    side: comment.side,
    start_side: comment.startSide,
    html_url: `https://github.com/${owner}/${name}/pull/${pull.number}#discussion_r${comment.id}`,
    created_at: fixedDate,
    updated_at: fixedDate,
    author_association: comment.author.endsWith('[bot]') ? 'NONE' : 'CONTRIBUTOR',
  };
}
