import { z } from 'zod';
import type { Answer, Call, Handler } from './answer.js';
import { maxBodyLength, ok, unprocessable } from './answer.js';
import { checkedLocation } from './comment-location.js';
import type { LocationError } from './comment-location.js';
import { paged } from './paging.js';
import { userBody, withPull } from './pulls.js';
import { locationShape, storedComment, wantedLocation } from './review-comments.js';
import type { GitHubState, PullState, Review } from './state.js';
import { nextId, pullFiles } from './state.js';

export const reviewHandlers = {
  'pulls/list-reviews': (state, call) =>
    withPull(state, call, (pull) =>
      paged(call, pull.reviews, (page) => page.map((review) => reviewBody(state, pull, review))),
    ),
  'pulls/create-review': (state, call) => withPull(state, call, (pull) => createReview(state, pull, call)),
} satisfies Record<string, Handler>;

/** What somebody else says of the pull request. */
export function addReview(state: GitHubState, number: number, said: Omit<Review, 'id' | 'body'>): void {
  state.repository.pulls.get(number)?.reviews.push({ id: nextId(state, 'review'), body: '', ...said });
}

const reviewShape = z.object({
  body: z.string().default(''),
  commit_id: z.string().optional(),
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']).optional(),
  comments: z.array(locationShape.extend({ body: z.string() })).default([]),
});

const reviewStates = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const;

/** All or nothing: one comment beside the diff refuses the review, and the answer does not say which one it was. */
function createReview(state: GitHubState, pull: PullState, call: Call): Answer {
  const parsed = reviewShape.safeParse(call.body);
  if (!parsed.success) return unprocessable(parsed.error.issues.map((issue) => issue.message));
  const { body, event, comments, commit_id: commit = pull.headSha } = parsed.data;
  const errors = reviewErrors(state, pull, parsed.data, commit);
  if (errors.length > 0) return unprocessable(errors);
  const files = pullFiles(state, pull, commit);
  const checked = comments.map((comment) => ({ comment, place: checkedLocation(files, wantedLocation(comment)) }));
  const refusals = checked.flatMap(({ place }) => ('errors' in place ? [threadSentence(place.errors)] : []));
  if (refusals.length > 0) return unprocessable([...new Set(refusals)]);
  const author = state.viewer.login;
  const reviewState = event === undefined ? 'PENDING' : reviewStates[event];
  const review: Review = { id: nextId(state, 'review'), author, state: reviewState, body, commit };
  pull.reviews.push(review);
  for (const { comment, place } of checked) {
    if ('errors' in place) continue;
    const located = { ...wantedLocation(comment), diffHunk: place.diffHunk, commit };
    storedComment(state, pull, located, { review: review.id, author, body: comment.body });
  }
  return ok(reviewBody(state, pull, review));
}

function reviewErrors(
  state: GitHubState,
  pull: PullState,
  given: z.output<typeof reviewShape>,
  commit: string,
): readonly string[] {
  const { body, event, comments } = given;
  const author = state.viewer.login;
  const pending = pull.reviews.some((review) => review.author === author && review.state === 'PENDING');
  const bodies = [body, ...comments.map((comment) => comment.body)];
  return [
    ...(pull.heads.includes(commit) ? [] : ['The commit is not part of the pull request']),
    ...(event === 'APPROVE' && state.viewer.kind === 'actions'
      ? ['GitHub Actions is not permitted to approve pull requests.']
      : []),
    ...(pending ? ['User can only have one pending review per pull request'] : []),
    ...(event === 'COMMENT' && body === '' && comments.length === 0 ? ["Body can't be blank"] : []),
    ...(comments.some((comment) => comment.body.trim() === '')
      ? ["Pull request review comment body can't be blank"]
      : []),
    ...(bodies.some((each) => each.length > maxBodyLength)
      ? [`Body is too long (maximum is ${maxBodyLength} characters)`]
      : []),
  ];
}

const fieldWords = {
  path: 'path',
  line: 'line',
  start_line: 'start line',
  position: 'position',
  diff_hunk: 'diff hunk',
} as const;

function threadSentence(errors: readonly LocationError[]): string {
  const parts = errors.map((error) => `Pull request review thread ${fieldWords[error.field]} ${error.text}`);
  const last = parts.at(-1) ?? '';
  if (parts.length < 3) return parts.join(' and ');
  return `${parts.slice(0, -1).join(', ')}, and ${last}`;
}

function reviewBody(state: GitHubState, pull: PullState, review: Review): object {
  const { owner, name } = state.repository;
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: userBody(review.author),
    body: review.body,
    state: review.state,
    commit_id: review.commit,
    html_url: `https://github.com/${owner}/${name}/pull/${pull.number}#pullrequestreview-${review.id}`,
    author_association: review.author.endsWith('[bot]') ? 'NONE' : 'CONTRIBUTOR',
  };
}
