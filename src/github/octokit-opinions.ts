import { membershipSchema, opinionsSchema } from './api-schemas.js';
import type { OpinionNode, OpinionsPage } from './api-schemas.js';
import type { Host, Opinion } from './host.js';
import { ask, orNull } from './octokit-answer.js';
import type { Client } from './octokit-client.js';
import type { Repository } from './octokit-host.js';
import { OPINIONS_QUERY } from './queries.js';

type OpinionCalls = Pick<Host, 'opinions' | 'isTeamMember'>;

export function opinionCalls(client: Client, repository: Repository): OpinionCalls {
  return {
    opinions: (number) => readOpinions(client, repository, number),
    isTeamMember: async (org, team_slug, username) => {
      const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
      const call = async () => (await client.request(route, { org, team_slug, username })).data;
      const membership = await orNull(ask('reading the members of a team', call, membershipSchema));
      return membership?.state === 'active';
    },
  };
}

async function readOpinions(client: Client, repository: Repository, number: number): Promise<readonly Opinion[]> {
  const opinions: Opinion[] = [];
  let after: string | null = null;
  do {
    const page: OpinionsPage = await readPage(client, { ...repository, number, after });
    opinions.push(...(page?.nodes ?? []).flatMap((node) => (node === null ? [] : opinionOf(node))));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return opinions;
}

async function readPage(client: Client, variables: Readonly<Record<string, unknown>>): Promise<OpinionsPage> {
  const call = () => client.graphql(OPINIONS_QUERY, variables);
  const answer = await ask('reading the reviews', call, opinionsSchema);
  return answer.repository.pullRequest.latestOpinionatedReviews;
}

function opinionOf({ state, author, commit }: OpinionNode): readonly Opinion[] {
  if (author === null) return [];
  const { login, __typename: kind } = author;
  return [{ login, approves: state === 'APPROVED', commit: commit?.oid ?? null, person: kind === 'User' }];
}
