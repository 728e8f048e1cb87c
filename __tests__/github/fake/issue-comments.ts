import { z } from 'zod';
import type { Answer, Call, Handler } from './answer.js';
import { created, fixedDate, notFound, ok, refusedBody } from './answer.js';
import { paged } from './paging.js';
import { userBody, withPull } from './pulls.js';
import type { GitHubState, IssueComment, PullState } from './state.js';
import { nextId } from './state.js';

export const issueCommentHandlers = {
  'issues/list-comments': (state, call) =>
    withPull(state, call, (pull) =>
      paged(call, pull.comments, (page) => page.map((comment) => commentBody(state, pull, comment))),
    ),
  'issues/create-comment': (state, call) =>
    withPull(state, call, (pull) => {
      const { body } = bodyShape.parse(call.body);
      const refusal = refusedBody('IssueComment', body);
      if (refusal !== null) return refusal;
      return created(commentBody(state, pull, addIssueComment(state, pull.number, state.viewer.login, body)));
    }),
  'issues/get-comment': (state, call) =>
    withComment(state, call, (pull, comment) => ok(commentBody(state, pull, comment))),
  'issues/update-comment': (state, call) =>
    withComment(state, call, (pull, comment) => {
      const { body } = bodyShape.parse(call.body);
      const refusal = refusedBody('IssueComment', body);
      if (refusal !== null) return refusal;
      comment.body = body;
      return ok(commentBody(state, pull, comment));
    }),
  'issues/delete-comment': (state, call) =>
    withComment(state, call, (pull, comment) => {
      pull.comments.splice(pull.comments.indexOf(comment), 1);
      return { status: 204 };
    }),
} satisfies Record<string, Handler>;

const bodyShape = z.object({ body: z.string() });

/** Writes as anybody: a person, another bot, or an attacker who forges our marker. */
export function addIssueComment(state: GitHubState, number: number, author: string, body: string): IssueComment {
  const pull = state.repository.pulls.get(number);
  if (pull === undefined) throw new Error(`No pull request ${number}`);
  const comment: IssueComment = { id: nextId(state, 'comment'), author, body, minimized: null };
  pull.comments.push(comment);
  return comment;
}

function withComment(
  state: GitHubState,
  call: Call,
  answer: (pull: PullState, comment: IssueComment) => Answer,
): Answer {
  const id = Number(call.params['comment_id']);
  for (const pull of state.repository.pulls.values()) {
    const comment = pull.comments.find((each) => each.id === id);
    if (comment !== undefined) return answer(pull, comment);
  }
  return notFound();
}

function commentBody(state: GitHubState, pull: PullState, comment: IssueComment): object {
  const { owner, name } = state.repository;
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    body: comment.body,
    user: userBody(comment.author),
    html_url: `https://github.com/${owner}/${name}/pull/${pull.number}#issuecomment-${comment.id}`,
    created_at: fixedDate,
    updated_at: fixedDate,
    author_association: comment.author.endsWith('[bot]') ? 'NONE' : 'CONTRIBUTOR',
  };
}
