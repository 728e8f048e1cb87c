import { actionsHandlers } from './actions.js';
import { sentOn } from './archives.js';
import type { Handler } from './answer.js';
import { checkHandlers } from './checks.js';
import { commitHandlers } from './commits.js';
import { issueCommentHandlers } from './issue-comments.js';
import type { Needed, PermissionName } from './permissions.js';
import { pullHandlers } from './pulls.js';
import { repositoryHandlers } from './repositories.js';
import { reviewCommentHandlers } from './review-comments.js';
import { reviewHandlers } from './reviews.js';
import { teamHandlers } from './teams.js';

export interface Route {
  readonly handler: Handler;
  /** Empty where every token will do. */
  readonly needed: Needed;
}

const handlers: Readonly<Record<string, Handler>> = {
  ...repositoryHandlers,
  'repos/download-tarball-archive': sentOn,
  ...commitHandlers,
  ...pullHandlers,
  ...issueCommentHandlers,
  ...reviewCommentHandlers,
  ...reviewHandlers,
  ...checkHandlers,
  ...actionsHandlers,
  ...teamHandlers,
};

/** Operation id → what answers it and what the token needs. */
export const routes: ReadonlyMap<string, Route> = new Map(
  Object.entries(handlers).map(([id, handler]) => [id, { handler, needed: neededFor(id) }]),
);

function neededFor(id: string): Needed {
  const [category = '', name = ''] = id.split('/');
  const level = /^(create|update|delete|re-run)/.test(name) ? 'write' : 'read';
  const needs = (...names: readonly PermissionName[]): Needed => names.map((each) => ({ name: each, level }));
  if (id === 'repos/get') return [];
  if (id === 'repos/list-pull-requests-associated-with-commit') return needs('pull_requests');
  const names: Readonly<Record<string, readonly PermissionName[]>> = {
    repos: ['contents'],
    git: ['contents'],
    pulls: ['pull_requests'],
    // A comment on a pull request may be written with either.
    issues: ['issues', 'pull_requests'],
    checks: ['checks'],
    actions: ['actions'],
  };
  return needs(...(names[category] ?? []));
}
