import type { HostError } from './host.js';

export type Channel = 'inline comments' | 'summary comment' | 'check run';

/** Something that was to be posted and was not. It never changes the verdict. */
export interface PostingProblem {
  readonly channel: Channel;
  readonly error: HostError;
}

const ASKED = ['contents: read', 'pull-requests: write', 'checks: write'];

const NEEDED: Readonly<Record<Channel, string>> = {
  'inline comments': 'pull-requests: write',
  'summary comment': 'pull-requests: write',
  'check run': 'checks: write',
};

/** The line for the job. The whole of it, since a block that names some permissions takes all others away. */
export function permissionsYaml(more?: 'actions'): string {
  return `permissions: { ${[...ASKED, ...(more === undefined ? [] : [`${more}: write`])].join(', ')} }`;
}

/** What was not posted, why, and what to change: one line for each thing to do. GitHub's own words may quote anything. */
export function problemLines(problems: readonly PostingProblem[], readOnlyByEvent: boolean): readonly string[] {
  const groups = new Map<string, PostingProblem[]>();
  for (const problem of problems) {
    const words = advice(problem.channel, problem.error, readOnlyByEvent);
    groups.set(words, [...(groups.get(words) ?? []), problem]);
  }
  return [...groups].map(([words, some]) => {
    const channels = listed([...new Set(some.map(({ channel }) => `the ${channel}`))]);
    const said = some[0]?.error.message ?? '';
    return `${channels.charAt(0).toUpperCase()}${channels.slice(1)} could not be posted (${said}). ${words}`;
  });
}

/** `a`, `a and b`, `a, b and c`. */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function advice(channel: Channel, error: HostError, readOnlyByEvent: boolean): string {
  switch (error.problem) {
    case 'forbidden':
    case 'missing':
      if (channel === 'check run' && /personal access token/i.test(error.message)) {
        return 'A personal token cannot create check runs: leave `github-token` out, or set `check-name: none`.';
      }
      return readOnlyByEvent
        ? 'The token is read-only for pull requests from forks and from Dependabot: the whole report is in the job summary; to get comments, run on `pull_request_target`.'
        : `The token lacks \`${NEEDED[channel]}\`: add to the job \`${permissionsYaml()}\`.`;
    case 'rate-limited':
      return 'The rate limit is used up; the whole report is in the job summary.';
    case 'refused':
    case 'unavailable':
      return 'The whole report is in the job summary.';
  }
}
