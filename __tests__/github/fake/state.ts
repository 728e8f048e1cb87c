import type { WorkflowRunDescription } from './description.js';
import type { ChangedFile } from './changed-files.js';
import { changedFiles } from './changed-files.js';
import type { GitFile, TreeEntry } from './git-objects.js';
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
  /** `org/team` → logins. */
  readonly teams: Map<string, readonly string[]>;
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
  readonly state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';
  readonly body: string;
  readonly commit: string;
  /** Whether its author may write to the repository. */
  readonly byWriter?: boolean;
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

type IdKind = 'comment' | 'reviewComment' | 'review' | 'checkRun';

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
