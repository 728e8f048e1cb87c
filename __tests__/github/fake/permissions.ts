import type { Answer } from './answer.js';
import { refused } from './answer.js';
import type { GitHubState } from './state.js';

export type Level = 'none' | 'read' | 'write';
export type PermissionName = 'contents' | 'pull_requests' | 'issues' | 'checks' | 'actions';
export type Permissions = Readonly<Record<PermissionName, Level>>;

/** Any one of these is enough. */
export type Needed = readonly { readonly name: PermissionName; readonly level: 'read' | 'write' }[];

/** The token of a fork's or Dependabot's `pull_request` run. */
export const readOnlyPermissions: Permissions = {
  contents: 'read',
  pull_requests: 'read',
  issues: 'read',
  checks: 'read',
  actions: 'read',
};

/** Whether the token may; everybody may read what is public. */
export function isPermitted(state: GitHubState, needed: Needed): boolean {
  return needed.some(({ name, level }) => {
    const given = state.permissions[name];
    if (level === 'read') return !state.repository.private || given !== 'none';
    return given === 'write';
  });
}

export function notPermitted(needed: Needed): Answer {
  const accepted = needed.map(({ name, level }) => `${name}=${level}`).join('; ');
  const answer = refused(403, 'Resource not accessible by integration');
  return { ...answer, headers: { ...answer.headers, 'x-accepted-github-permissions': accepted } };
}
