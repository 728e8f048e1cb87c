import { conversationSchema, summarySchema } from './api-schemas.js';
import type { CommentsPage, CommitsPage, ThreadsPage } from './api-schemas.js';
import { HostError } from './host.js';
import type { Conversation, EarlierCheck, Host, IssueComment, ReviewComment, Thread } from './host.js';
import { ask, tell } from './octokit-answer.js';
import type { Client } from './octokit-client.js';
import type { Repository } from './octokit-host.js';
import {
  CONVERSATION_AND_CHECKS_QUERY,
  CONVERSATION_QUERY,
  MINIMIZE_MUTATION,
  RESOLVE_MUTATION,
  SUMMARY_MUTATION,
} from './queries.js';

type SummaryCalls = Pick<Host, 'conversation' | 'createComment' | 'updateComment' | 'deleteComment'>;
type ReviewCalls = Pick<Host, 'createReview' | 'createFileComment' | 'updateReviewComment' | 'deleteReviewComment'> &
  Pick<Host, 'resolveThread' | 'minimizeComment'>;

/** Further pages would be somebody's attempt to keep us reading. */
const MOST_PAGES = 100;

export function commentCalls(client: Client, repository: Repository): SummaryCalls & ReviewCalls {
  return {
    conversation: (number, checkName) => conversationOf(client, repository, number, checkName),
    ...reviewCalls(client, repository),
    createComment: async ({ nodeId }, body) => {
      const call = () => client.graphql(SUMMARY_MUTATION, { subjectId: nodeId, body });
      const { subject } = (await ask('posting the summary', call, summarySchema)).addComment;
      const { headRefOid, comments, reviewThreads } = subject;
      return { headSha: headRefOid, check: null, comments: ownComments(comments), threads: ownThreads(reviewThreads) };
    },
    updateComment: (comment_id, body) =>
      tell('updating the summary', () =>
        client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...repository, comment_id, body }),
      ),
    deleteComment: (comment_id) =>
      tell('deleting a second summary', () =>
        client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...repository, comment_id }),
      ),
  };
}

function reviewCalls(client: Client, repository: Repository): ReviewCalls {
  const onPull = 'POST /repos/{owner}/{repo}/pulls/{pull_number}';
  const onComment = '/repos/{owner}/{repo}/pulls/comments/{comment_id}';
  return {
    createReview: (pull, body, comments) => {
      const target = { ...repository, pull_number: pull.number, commit_id: pull.headSha };
      const review = { ...target, event: 'COMMENT' as const, body, comments: comments.map(placed) };
      return tell('posting the review', () => client.request(`${onPull}/reviews`, review));
    },
    createFileComment: (pull, path, body) => {
      const target = { ...repository, pull_number: pull.number, commit_id: pull.headSha };
      const comment = { ...target, path, body, subject_type: 'file' as const };
      return tell('commenting on a file', () => client.request(`${onPull}/comments`, comment));
    },
    updateReviewComment: (comment_id, body) =>
      tell('updating a comment', () => client.request(`PATCH ${onComment}`, { ...repository, comment_id, body })),
    deleteReviewComment: (comment_id) =>
      tell('deleting a comment', () => client.request(`DELETE ${onComment}`, { ...repository, comment_id })),
    resolveThread: (threadId) => tell('resolving a thread', () => client.graphql(RESOLVE_MUTATION, { threadId })),
    minimizeComment: (subjectId) =>
      tell('minimising a comment', () => client.graphql(MINIMIZE_MUTATION, { subjectId })),
  };
}

function placed({ path, startLine, line, body }: ReviewComment) {
  const at = { path, line, side: 'RIGHT', body };
  return startLine === null ? at : { ...at, start_line: startLine, start_side: 'RIGHT' };
}

/** A token that may not see check runs may still comment. */
async function conversationOf(
  client: Client,
  repository: Repository,
  number: number,
  checkName: string | null,
): Promise<Conversation> {
  try {
    return await readConversation(client, repository, number, checkName);
  } catch (error) {
    if (checkName === null || !(error instanceof HostError && error.problem === 'forbidden')) throw error;
    return readConversation(client, repository, number, null);
  }
}

/** All pages of both lists; one request for up to 100 of each. */
async function readConversation(
  client: Client,
  repository: Repository,
  number: number,
  checkName: string | null,
): Promise<Conversation> {
  const query = checkName === null ? CONVERSATION_QUERY : CONVERSATION_AND_CHECKS_QUERY;
  const asked = { ...repository, number, ...(checkName === null ? {} : { check: checkName }) };
  const comments: IssueComment[] = [];
  const threads: Thread[] = [];
  let after: Cursors = { comments: null, threads: null };
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const variables = { ...asked, ...after };
    const call = () => client.graphql(query, variables);
    const answer = await ask('reading our earlier comments', call, conversationSchema);
    const { headRefOid, comments: said, reviewThreads, commits } = answer.repository.pullRequest;
    comments.push(...ownComments(said));
    threads.push(...ownThreads(reviewThreads));
    if (!said.pageInfo.hasNextPage && !reviewThreads.pageInfo.hasNextPage)
      return { headSha: headRefOid, check: newestCheck(commits, headRefOid), comments, threads };
    // The list that ended first is asked for what follows its end: nothing.
    after = {
      comments: said.pageInfo.endCursor ?? after.comments,
      threads: reviewThreads.pageInfo.endCursor ?? after.threads,
    };
  }
  throw new HostError(
    'unavailable',
    'reading our earlier comments',
    `there are more than ${MOST_PAGES * 100} comments`,
  );
}

/** Ids ascend. Only in the address of the run are they whole: GraphQL's own number is 32 bits wide. */
function newestCheck(commits: CommitsPage | undefined, head: string): EarlierCheck | null {
  const suites = (commits?.nodes ?? []).flatMap((node) =>
    node?.commit.oid === head ? (node.commit.checkSuites?.nodes ?? []) : [],
  );
  const runs = suites.flatMap((suite) => suite?.checkRuns?.nodes ?? []).filter((run) => run !== null);
  const checks = runs.map(({ resourcePath, externalId }) => {
    return { id: Number(/\/(\d+)$/.exec(resourcePath)?.[1] ?? 0), externalId };
  });
  return checks.reduce<EarlierCheck | null>((newest, one) => (one.id > (newest?.id ?? 0) ? one : newest), null);
}

interface Cursors {
  readonly comments: string | null;
  readonly threads: string | null;
}

/** A marker in a stranger's comment is bait: we would edit their comment and they would edit it back. */
function ownComments(page: CommentsPage): readonly IssueComment[] {
  return page.nodes.flatMap((node) =>
    node?.viewerDidAuthor === true ? [{ id: node.fullDatabaseId, body: node.body }] : [],
  );
}

function ownThreads(page: ThreadsPage): readonly Thread[] {
  return page.nodes.flatMap((thread) => {
    const first = thread?.comments.nodes[0];
    if (thread === null || first === null || first === undefined || !first.viewerDidAuthor) return [];
    return [
      {
        threadId: thread.id,
        commentId: first.fullDatabaseId,
        commentNodeId: first.id,
        body: first.body,
        path: thread.path,
        startLine: thread.isOutdated ? null : thread.startLine,
        line: thread.isOutdated ? null : thread.line,
        resolved: thread.isResolved,
        canResolve: thread.viewerCanResolve,
        replied: thread.comments.totalCount > 1,
      },
    ];
  });
}
