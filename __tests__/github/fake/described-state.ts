import type { CommitDescription, PullDescription, RepositoryDescription } from './description.js';
import { filesOf, treeObjects } from './git-objects.js';
import type { Permissions } from './permissions.js';
import type { Commit, GitHubState, PullState, RepositoryState, Viewer } from './state.js';
import { knownCommit } from './state.js';

export const actionsViewer: Viewer = { login: 'github-actions[bot]', kind: 'actions' };

/** The permissions that the README asks for. */
export const askedPermissions: Permissions = {
  contents: 'read',
  pull_requests: 'write',
  issues: 'none',
  checks: 'write',
  actions: 'none',
};

const firstIds = { comment: 1001, reviewComment: 2001, review: 3001, checkRun: 4001 };

export function initialState(description: RepositoryDescription): GitHubState {
  const repository: RepositoryState = {
    owner: description.owner,
    name: description.name,
    defaultBranch: description.defaultBranch,
    private: description.private ?? false,
    commits: new Map(description.commits.map((commit) => [commit.sha, commitOf(commit)])),
    branches: new Map(Object.entries(description.branches)),
    pulls: new Map(),
    checkRuns: [],
    workflowRuns: [...(description.workflowRuns ?? [])],
    reruns: [],
    teams: new Map(),
  };
  for (const pull of description.pulls) repository.pulls.set(pull.number, pullOf(repository, pull));
  return {
    repository,
    viewer: actionsViewer,
    permissions: askedPermissions,
    maxPatchLines: 2_000,
    nextIds: { ...firstIds },
  };
}

export function addCommit(repository: RepositoryState, description: CommitDescription): void {
  repository.commits.set(description.sha, commitOf(description));
}

/** Pushes a new commit to the pull request: what was said about the old head may become outdated. */
export function moveHead(repository: RepositoryState, number: number, commit: CommitDescription): void {
  const pull = repository.pulls.get(number);
  if (pull === undefined) throw new Error(`No pull request ${number}`);
  addCommit(repository, { parent: pull.headSha, ...commit });
  pull.headSha = commit.sha;
  pull.heads.push(commit.sha);
}

function commitOf(description: CommitDescription): Commit {
  const files = filesOf(description.files);
  const { root, trees } = treeObjects(files);
  const { sha, parent = null, message = 'Change the schema' } = description;
  return { sha, parent, message, files, tree: root, trees };
}

function pullOf(repository: RepositoryState, pull: PullDescription): PullState {
  const mergeBaseSha = pull.mergeBaseSha ?? pull.baseSha;
  for (const sha of [pull.baseSha, mergeBaseSha, pull.headSha]) knownCommit(repository, sha);
  return {
    number: pull.number,
    title: pull.title ?? 'Change the schema',
    author: pull.author ?? 'contributor',
    fork: pull.fork ?? false,
    base: pull.base ?? repository.defaultBranch,
    headBranch: pull.headBranch ?? 'change-the-schema',
    renames: pull.renames ?? {},
    state: pull.state ?? 'open',
    baseSha: pull.baseSha,
    mergeBaseSha,
    headSha: pull.headSha,
    heads: [pull.headSha],
    comments: [],
    reviews: [],
    reviewComments: [],
    resolvedThreads: new Set(),
  };
}
