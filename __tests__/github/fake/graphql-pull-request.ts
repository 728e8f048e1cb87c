import { z } from 'zod';
import { fixedDate } from './answer.js';
import { currentLocation } from './comment-location.js';
import type { Args, Field, ObjectType } from './graphql-execution.js';
import { blobType } from './graphql-blob.js';
import { FieldRefusal, field, scalar } from './graphql-execution.js';
import { isPermitted } from './permissions.js';
import type { GitHubState, IssueComment, PullState, Review, ReviewComment } from './state.js';

export function pullRequestType(state: GitHubState, pull: PullState): ObjectType {
  return {
    type: 'PullRequest',
    fields: {
      id: scalar(`PR_${pull.number}`),
      number: scalar(pull.number),
      state: scalar(pull.state.toUpperCase()),
      title: scalar(pull.title),
      isCrossRepository: scalar(pull.fork),
      author: scalar(actorType(pull.author)),
      baseRefName: scalar(pull.base),
      baseRefOid: scalar(pull.baseSha),
      baseRef: scalar(refType(state, pull.base)),
      headRefName: scalar(pull.headBranch),
      headRefOid: scalar(pull.headSha),
      comments: connection('IssueComment', pull.comments, (comment) => issueCommentType(state, comment)),
      reviews: connection('PullRequestReview', pull.reviews, (review) => reviewType(state, review)),
      commits: commitsOf(state, pull),
      latestOpinionatedReviews: latestOpinions(state, pull),
      reviewThreads: connection('PullRequestReviewThread', threadsOf(pull), (thread) =>
        threadType(state, pull, thread),
      ),
    },
  };
}

/** Its last commit alone, which is the head. */
function commitsOf(state: GitHubState, pull: PullState): Field {
  return connection('PullRequestCommit', [pull.headSha], (sha) => {
    const checkSuites = field(['first', 'filterBy'], () => {
      if (!isPermitted(state, [{ name: 'checks', level: 'read' }]))
        throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration');
      return { type: 'CheckSuiteConnection', fields: { nodes: scalar([suiteType(state, sha)]) } };
    });
    const commit = { type: 'Commit', fields: { oid: scalar(sha), checkSuites } };
    return { type: 'PullRequestCommit', fields: { commit: scalar(commit) } };
  });
}

function suiteType(state: GitHubState, sha: string): ObjectType {
  const { owner, name, checkRuns } = state.repository;
  const runs = field(['first', 'filterBy'], ({ filterBy }) => {
    const { checkName } = z.object({ checkName: z.string(), checkType: z.literal('LATEST') }).parse(filterBy);
    const found = checkRuns.filter((run) => run.headSha === sha && run.name === checkName).slice(-1);
    const nodes = found.map(({ id, externalId }) => {
      const fields = { resourcePath: scalar(`/${owner}/${name}/runs/${id}`), externalId: scalar(externalId) };
      return { type: 'CheckRun', fields };
    });
    return { type: 'CheckRunConnection', fields: { nodes: scalar(nodes) } };
  });
  return { type: 'CheckSuite', fields: { checkRuns: runs } };
}

/** The last review of each person that is more than a comment. */
function latestOpinions(state: GitHubState, pull: PullState): Field {
  const given = pull.reviews.filter(({ state: word }) => word !== 'PENDING' && word !== 'COMMENTED');
  const last = [...new Map(given.map((review) => [review.author, review])).values()];
  const all = connection('PullRequestReview', last, (review) => reviewType(state, review));
  const writers = last.filter(({ byWriter }) => byWriter === true);
  const some = connection('PullRequestReview', writers, (review) => reviewType(state, review));
  return field([...all.args, 'writersOnly'], ({ writersOnly, ...page }) =>
    (writersOnly === true ? some : all).resolve(page),
  );
}

/** null where the branch is gone. A commit's `file` is null where the path is nothing there. */
function refType(state: GitHubState, branch: string): ObjectType | null {
  const commit = state.repository.commits.get(state.repository.branches.get(branch) ?? '');
  if (commit === undefined) return null;
  const file = field(['path!'], ({ path }) => {
    const found = commit.files.get(String(path));
    if (found === undefined) return null;
    return { type: 'TreeEntry', fields: { oid: scalar(found.sha), object: scalar(blobType(found)) } };
  });
  const target = { type: 'Commit', fields: { oid: scalar(commit.sha), file } };
  return { type: 'Ref', fields: { name: scalar(branch), target: scalar(target) } };
}

export interface ReviewThread {
  readonly id: string;
  readonly comments: readonly ReviewComment[];
}

/** In the order in which they were opened; a thread whose last comment was deleted is gone. */
export function threadsOf(pull: PullState): readonly ReviewThread[] {
  const threads = new Map<string, ReviewComment[]>();
  for (const comment of pull.reviewComments) {
    threads.set(comment.thread, [...(threads.get(comment.thread) ?? []), comment]);
  }
  return [...threads].map(([id, comments]) => ({ id, comments }));
}

export function threadType(state: GitHubState, pull: PullState, thread: ReviewThread): ObjectType {
  const first = thread.comments[0];
  const now = first === undefined ? null : currentLocation(state, pull, first);
  const resolved = pull.resolvedThreads.has(thread.id);
  const mayResolve = state.permissions.contents === 'write';
  return {
    type: 'PullRequestReviewThread',
    fields: {
      id: scalar(thread.id),
      isResolved: scalar(resolved),
      isOutdated: scalar(now?.outdated ?? true),
      viewerCanResolve: scalar(mayResolve && !resolved),
      viewerCanUnresolve: scalar(mayResolve && resolved),
      path: scalar(first?.path ?? ''),
      line: scalar(now?.line ?? null),
      startLine: scalar(now?.startLine ?? null),
      originalLine: scalar(first?.line ?? null),
      originalStartLine: scalar(first?.startLine ?? null),
      diffSide: scalar(first?.side ?? 'RIGHT'),
      subjectType: scalar(first?.line === null ? 'FILE' : 'LINE'),
      comments: connection('PullRequestReviewComment', thread.comments, (comment) => reviewCommentType(state, comment)),
    },
  };
}

/** GraphQL writes a bot's login without the `[bot]` that REST and `viewer` have. */
function actorType(login: string): ObjectType {
  const bot = login.endsWith('[bot]');
  return { type: bot ? 'Bot' : 'User', fields: { login: scalar(login.replace(/\[bot\]$/, '')) } };
}

function issueCommentType(state: GitHubState, comment: IssueComment): ObjectType {
  const fields = commentFields(state, comment, `IC_${comment.id}`);
  return { type: 'IssueComment', fields };
}

function reviewCommentType(state: GitHubState, comment: ReviewComment): ObjectType {
  const more = {
    path: scalar(comment.path),
    originalCommit: scalar({ type: 'Commit', fields: { oid: scalar(comment.commit) } }),
    diffHunk: scalar(comment.diffHunk),
  };
  return {
    type: 'PullRequestReviewComment',
    fields: { ...commentFields(state, comment, `PRRC_${comment.id}`), ...more },
  };
}

function reviewType(state: GitHubState, review: Review): ObjectType {
  return {
    type: 'PullRequestReview',
    fields: {
      id: scalar(`PRR_${review.id}`),
      databaseId: scalar(review.id),
      state: scalar(review.state),
      body: scalar(review.body),
      commit: scalar({ type: 'Commit', fields: { oid: scalar(review.commit) } }),
      author: scalar(actorType(review.author)),
      viewerDidAuthor: scalar(review.author === state.viewer.login),
    },
  };
}

function commentFields(state: GitHubState, comment: IssueComment | ReviewComment, id: string): Record<string, Field> {
  const isOwn = comment.author === state.viewer.login;
  return {
    id: scalar(id),
    databaseId: scalar(comment.id),
    fullDatabaseId: scalar(String(comment.id)),
    body: scalar(comment.body),
    author: scalar(actorType(comment.author)),
    viewerDidAuthor: scalar(isOwn),
    viewerCanUpdate: scalar(isOwn),
    viewerCanDelete: scalar(isOwn),
    viewerCanMinimize: scalar(state.permissions.pull_requests === 'write'),
    isMinimized: scalar(comment.minimized !== null),
    minimizedReason: scalar(comment.minimized?.toLowerCase() ?? null),
    createdAt: scalar(fixedDate),
  };
}

/** Pages need `first` or `last` of at most 100, as on github.com; the cursor is the place in the list. */
function connection<T>(type: string, items: readonly T[], nodeOf: (item: T) => ObjectType): Field {
  return field(['first', 'after', 'last', 'before'], (args) => {
    const { start, end } = pageRange(args, items.length, type);
    const info = {
      hasNextPage: scalar(end < items.length),
      hasPreviousPage: scalar(start > 0),
      endCursor: scalar(end > start ? `cursor:${end}` : null),
      startCursor: scalar(end > start ? `cursor:${start + 1}` : null),
    };
    return {
      type: `${type}Connection`,
      fields: {
        totalCount: scalar(items.length),
        nodes: field([], () => items.slice(start, end).map(nodeOf)),
        pageInfo: scalar({ type: 'PageInfo', fields: info }),
      },
    };
  });
}

function pageRange(args: Args, length: number, type: string): { readonly start: number; readonly end: number } {
  const { first = null, last = null } = args;
  const size = first ?? last;
  if (size === null) {
    throw new FieldRefusal(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value on the \`${type}\` connection.`,
    );
  }
  if (typeof size !== 'number' || size < 0 || size > 100) {
    throw new FieldRefusal(
      'EXCESSIVE_PAGINATION',
      `Requesting ${JSON.stringify(size)} records exceeds the \`first\` limit of 100 records.`,
    );
  }
  const from = Math.max(0, cursorPlace(args['after'] ?? null) ?? 0);
  const to = Math.min(length, (cursorPlace(args['before'] ?? null) ?? length + 1) - 1);
  return first === null
    ? { start: Math.max(from, to - size), end: to }
    : { start: from, end: Math.min(to, from + size) };
}

function cursorPlace(cursor: unknown): number | null {
  if (cursor === null) return null;
  const place = /^cursor:(\d+)$/.exec(typeof cursor === 'string' ? cursor : '')?.[1];
  if (place === undefined)
    throw new FieldRefusal('INVALID_CURSOR_ARGUMENTS', `\`${JSON.stringify(cursor)}\` is not a valid cursor.`);
  return Number(place);
}
