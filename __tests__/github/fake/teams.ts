import type { Handler } from './answer.js';
import { notFound, ok } from './answer.js';

/** Only an app with `members: read` sees the teams of an organisation; to the token of GitHub Actions there are none. */
export const teamHandlers = {
  'teams/get-membership-for-user-in-org': (state, { params }) => {
    const members = state.repository.teams.get(`${params['org'] ?? ''}/${params['team_slug'] ?? ''}`) ?? [];
    const visible = state.viewer.kind !== 'actions' && members.includes(params['username'] ?? '');
    return visible ? ok({ url: 'https://api.github.com/', role: 'member', state: 'active' }) : notFound();
  },
} satisfies Record<string, Handler>;
