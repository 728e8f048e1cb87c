import type { CommitDescription, PullDescription, RepositoryDescription, WorkflowRunDescription } from './description.js';
import type { ChangedFile } from './changed-files.js';
import { changedFiles } from './changed-files.js';
import type { GitFile, TreeEntry } from './git-objects.js';
import { filesOf, treeObjects } from './git-objects.js';
import type { Permissions } from './permissions.js';

/** What the fake remembers. Tests may change it between two requests, as people do on GitHub. */
export interface GitHubState {
  readonly repository: RepositoryState;
  viewer: Viewer;
  permissions: Permissions;
  maxPatchLines: number;
  readonly nextIds: Record<IdKind, number>;
}

/** Whose token it is. Only an app's token, which the one of GitHub Actions is, may create check runs. */
export interface Viewer {
  readonly login: string;
  readonly kind: 'actions' | 'app' | 'personal';
}

export interface RepositoryState {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly private: boolean;
  readonly commits: Map<string, Commit>;
  readonly branches: Map<string, string>;
  readonly pulls: Map<number, PullState>;
  readonly checkRuns: CheckRun[];
  readonly workflowRuns: WorkflowRunDescription[];
  /** Ids of the workflow runs that were started again. */
  readonly reruns: number[];
}

export interface Commit {
  readonly sha: string;
  readonly parent: string | null;
  readonly message: string;
  readonly files: ReadonlyMap<string, GitFile>;
  readonly tree: string;
  readonly trees: ReadonlyMap<string, readonly TreeEntry[]>;
}

export interface PullState {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly fork: boolean;
  readonly base: string;
  readonly headBranch: string;
  readonly renames: Readonly<Record<string, string>>;
  state: 'open' | 'closed';
  baseSha: string;
  mergeBaseSha: string;
  headSha: string;
  /** Every head so far, the newest last. */
  readonly heads: string[];
  readonly comments: IssueComment[];
  readonly reviews: Review[];
  readonly reviewComments: ReviewComment[];
  readonly resolvedThreads: Set<string>;
}

export interface IssueComment {
  readonly id: number;
  readonly author: string;
  body: string;
  minimized: string | null;
}

export interface Review {
  readonly id: number;
  readonly author: string;
  readonly state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED';
  readonly body: string;
  readonly commit: string;
}

export type Side = 'LEFT' | 'RIGHT';

export interface ReviewComment {
  readonly id: number;
  readonly review: number;
  readonly thread: string;
  readonly inReplyTo: number | null;
  readonly author: string;
  body: string;
  minimized: string | null;
  readonly path: string;
  /** The commit it was written on; its lines count there. */
  readonly commit: string;
  /** Null for a comment on a whole file. */
  readonly line: number | null;
  readonly startLine: number | null;
  readonly side: Side;
  readonly startSide: Side | null;
  readonly diffHunk: string;
}

export interface CheckRun {
  readonly id: number;
  readonly app: string;
  readonly headSha: string;
  name: string;
  status: string;
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  readonly annotations: unknown[];
}

const firstIds = { comment: 1001, reviewComment: 2001, review: 3001, checkRun: 4001 };
type IdKind = keyof typeof firstIds;

export const actionsViewer: Viewer = { login: 'github-actions[bot]', kind: 'actions' };

/** The permissions that the README asks for. */
export const askedPermissions: Permissions = {
  contents: 'read',
  pull_requests: 'write',
  issues: 'none',
  checks: 'write',
  actions: 'none',
};

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

export function nextId(state: GitHubState, kind: IdKind): number {
  const id = state.nextIds[kind];
  state.nextIds[kind] += 1;
  return id;
}

export function knownCommit(repository: RepositoryState, sha: string): Commit {
  const commit = repository.commits.get(sha);
  if (commit === undefined) throw new Error(`The description of ${repository.name} has no commit ${sha}`);
  return commit;
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

/** The pull request's diff at a head: from its merge base, as GitHub shows it. */
export function pullFiles(state: GitHubState, pull: PullState, head = pull.headSha): readonly ChangedFile[] {
  const before = knownCommit(state.repository, pull.mergeBaseSha).files;
  const after = knownCommit(state.repository, head).files;
  const { maxPatchLines } = state;
  const cached = diffs.get(after);
  if (cached?.before === before && cached.maxPatchLines === maxPatchLines) return cached.files;
  const files = changedFiles(before, after, { maxPatchLines, renames: pull.renames });
  diffs.set(after, { before, maxPatchLines, files });
  return files;
}

interface CachedDiff {
  readonly before: ReadonlyMap<string, GitFile>;
  readonly maxPatchLines: number;
  readonly files: readonly ChangedFile[];
}

const diffs = new WeakMap<ReadonlyMap<string, GitFile>, CachedDiff>();

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
