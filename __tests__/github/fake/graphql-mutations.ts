import { z } from 'zod';
import { maxBodyLength } from './answer.js';
import type { Args, Field, ObjectType } from './graphql-execution.js';
import { FieldRefusal, field, scalar } from './graphql-execution.js';
import type { ReviewThread } from './graphql-pull-request.js';
import { addIssueComment } from './issue-comments.js';
import { pullRequestType, threadsOf, threadType } from './graphql-pull-request.js';
import type { Needed } from './permissions.js';
import { isPermitted } from './permissions.js';
import type { GitHubState, IssueComment, PullState, ReviewComment } from './state.js';

export function mutations(state: GitHubState): Readonly<Record<string, Field>> {
  return {
    addComment: field(['input!'], ({ input }) => addComment(state, input)),
    resolveReviewThread: field(['input!'], (args) =>
      withThread(state, args, (pull, id) => pull.resolvedThreads.add(id)),
    ),
    unresolveReviewThread: field(['input!'], (args) =>
      withThread(state, args, (pull, id) => pull.resolvedThreads.delete(id)),
    ),
    minimizeComment: field(['input!'], (args) => minimized(state, args)),
    unminimizeComment: field(['input!'], ({ input }) => {
      const { subjectId } = inputOf(z.strictObject({ subjectId: z.string(), ...clientId }), input);
      const comment = commentById(state, subjectId);
      comment.minimized = null;
      return payload('UnminimizeCommentPayload', { unminimizedComment: minimizedType(comment) });
    }),
  };
}

const clientId = { clientMutationId: z.string().optional() };
const threadInput = z.strictObject({ threadId: z.string(), ...clientId });
const minimizeInput = z.strictObject({
  subjectId: z.string(),
  classifier: z.enum(['ABUSE', 'DUPLICATE', 'OFF_TOPIC', 'OUTDATED', 'RESOLVED', 'SPAM']),
  ...clientId,
});

/** `pull-requests: write` is not enough to resolve a thread, although it only touches a pull request. */
const neededToResolve: Needed = [{ name: 'contents', level: 'write' }];
const neededToMinimize: Needed = [
  { name: 'pull_requests', level: 'write' },
  { name: 'issues', level: 'write' },
];

function addComment(state: GitHubState, input: unknown): ObjectType {
  const { subjectId, body } = inputOf(z.strictObject({ subjectId: z.string(), body: z.string(), ...clientId }), input);
  const pull = [...state.repository.pulls.values()].find(({ number }) => `PR_${number}` === subjectId);
  if (pull === undefined) throw unresolved(subjectId);
  permit(state, neededToMinimize);
  if (body.length > maxBodyLength) throw new FieldRefusal('UNPROCESSABLE', 'Body is too long');
  addIssueComment(state, pull.number, state.viewer.login, body);
  return payload('AddCommentPayload', { subject: pullRequestType(state, pull) });
}

function withThread(state: GitHubState, args: Args, change: (pull: PullState, id: string) => void): ObjectType {
  const { threadId } = inputOf(threadInput, args['input']);
  const found = threadById(state, threadId);
  permit(state, neededToResolve);
  change(found.pull, threadId);
  return payload('ReviewThreadPayload', { thread: threadType(state, found.pull, found.thread) });
}

function threadById(state: GitHubState, id: string): { readonly pull: PullState; readonly thread: ReviewThread } {
  for (const pull of state.repository.pulls.values()) {
    const thread = threadsOf(pull).find((each) => each.id === id);
    if (thread !== undefined) return { pull, thread };
  }
  throw unresolved(id);
}

function minimized(state: GitHubState, args: Args): ObjectType {
  const { subjectId, classifier } = inputOf(minimizeInput, args['input']);
  const comment = commentById(state, subjectId);
  permit(state, neededToMinimize);
  comment.minimized = classifier;
  return payload('MinimizeCommentPayload', { minimizedComment: minimizedType(comment) });
}

function commentById(state: GitHubState, id: string): IssueComment | ReviewComment {
  for (const pull of state.repository.pulls.values()) {
    const comment =
      pull.comments.find((each) => `IC_${each.id}` === id) ??
      pull.reviewComments.find((each) => `PRRC_${each.id}` === id);
    if (comment !== undefined) return comment;
  }
  throw unresolved(id);
}

function minimizedType(comment: IssueComment | ReviewComment): ObjectType {
  const fields = {
    isMinimized: scalar(comment.minimized !== null),
    minimizedReason: scalar(comment.minimized?.toLowerCase() ?? null),
  };
  return { type: 'thread' in comment ? 'PullRequestReviewComment' : 'IssueComment', fields };
}

function permit(state: GitHubState, needed: Needed): void {
  if (!isPermitted(state, needed)) throw new FieldRefusal('FORBIDDEN', 'Resource not accessible by integration');
}

function unresolved(id: string): FieldRefusal {
  return new FieldRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

function inputOf<T>(shape: z.ZodType<T>, input: unknown): T {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new FieldRefusal('UNPROCESSABLE', parsed.error.issues.map((issue) => issue.message).join(', '));
}

function payload(type: string, objects: Readonly<Record<string, ObjectType>>): ObjectType {
  const fields = Object.entries(objects).map(([name, value]) => [name, scalar(value)]);
  return { type, fields: { clientMutationId: scalar(null), ...Object.fromEntries(fields) } };
}
