import type { GitHubState, PullState } from './state.js';

export type EventKind = 'pull_request' | 'pull_request_target' | 'workflow_dispatch' | 'push' | 'merge_group';

export interface EventDetails {
  /** Of a pull request event. Default `synchronize`. */
  readonly action?: string;
  /** Of a `workflow_dispatch`; the runner hands every input over as a string. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Of a push. Default: from the pull request's base to its head, as a merge by fast-forward does. */
  readonly before?: string;
  readonly after?: string;
  readonly ref?: string;
  readonly deleted?: boolean;
}

const noCommit = '0'.repeat(40);

/** What `GITHUB_EVENT_PATH` holds, as far as anybody should read it. */
export function eventPayload(
  state: GitHubState,
  kind: EventKind,
  number: number,
  details: EventDetails = {},
): Readonly<Record<string, unknown>> {
  const pull = state.repository.pulls.get(number);
  if (pull === undefined) throw new Error(`No pull request ${number}`);
  const repository = repositoryOf(state);
  const common = { repository, sender: { login: pull.author, id: 1, type: 'User' } };
  switch (kind) {
    case 'pull_request':
    case 'pull_request_target':
      return { action: details.action ?? 'synchronize', number, pull_request: pullRequestOf(state, pull), ...common };
    case 'workflow_dispatch': {
      const ref = `refs/heads/${state.repository.defaultBranch}`;
      return { inputs: details.inputs ?? null, ref, workflow: '.github/workflows/pg-preflight.yml', ...common };
    }
    case 'push':
      return { ...pushOf(state, pull, details), ...common };
    case 'merge_group':
      return { action: 'checks_requested', merge_group: mergeGroupOf(state, pull), ...common };
  }
}

function repositoryOf(state: GitHubState): object {
  const { owner, name, defaultBranch } = state.repository;
  return {
    id: 500,
    name,
    full_name: `${owner}/${name}`,
    private: state.repository.private,
    owner: { login: owner, id: 100, type: 'Organization' },
    html_url: `https://github.com/${owner}/${name}`,
    default_branch: defaultBranch,
    fork: false,
  };
}

function pullRequestOf(state: GitHubState, pull: PullState): object {
  const { owner, name } = state.repository;
  const home = repositoryOf(state);
  const fork = { ...home, id: 501, full_name: `${pull.author}/${name}`, owner: { login: pull.author }, fork: true };
  const headOwner = pull.fork ? pull.author : owner;
  return {
    id: 700 + pull.number,
    node_id: `PR_${pull.number}`,
    number: pull.number,
    state: pull.state,
    title: pull.title,
    draft: false,
    merged: false,
    user: { login: pull.author, id: 1, type: pull.author.endsWith('[bot]') ? 'Bot' : 'User' },
    html_url: `https://github.com/${owner}/${name}/pull/${pull.number}`,
    author_association: 'CONTRIBUTOR',
    base: { ref: pull.base, sha: pull.baseSha, label: `${owner}:${pull.base}`, user: { login: owner }, repo: home },
    head: {
      ref: pull.headBranch,
      sha: pull.headSha,
      label: `${headOwner}:${pull.headBranch}`,
      user: { login: headOwner },
      repo: pull.fork ? fork : home,
    },
  };
}

/** Inside Actions a push names no files. */
function pushOf(state: GitHubState, pull: PullState, details: EventDetails): object {
  const before = details.before ?? pull.baseSha;
  const after = details.deleted === true ? noCommit : (details.after ?? pull.headSha);
  return {
    ref: details.ref ?? `refs/heads/${state.repository.defaultBranch}`,
    before,
    after,
    created: before === noCommit,
    deleted: details.deleted ?? false,
    forced: false,
    base_ref: null,
    commits: [],
    head_commit: after === noCommit ? null : { id: after, message: pull.title },
  };
}

/** A merge group names no pull request but in the name of its branch. */
function mergeGroupOf(state: GitHubState, pull: PullState): object {
  const base = pull.base;
  return {
    head_sha: pull.headSha,
    head_ref: `refs/heads/gh-readonly-queue/${base}/pr-${pull.number}-${pull.baseSha}`,
    base_sha: pull.baseSha,
    base_ref: `refs/heads/${base}`,
    head_commit: { id: pull.headSha, message: `Merge pull request #${pull.number}` },
  };
}
