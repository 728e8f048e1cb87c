import type { Archive } from './archive.js';

/** A pull request as it stands now, which may be newer than the event that started the run. */
export interface PullRequest {
  readonly number: number;
  readonly nodeId: string;
  readonly headSha: string;
  readonly baseSha: string;
  readonly baseRef: string;
  /** Login of whoever opened it; null for an account that is gone. */
  readonly author: string | null;
  /** The head lives in another repository: the token of `pull_request` is then read-only. */
  readonly fromFork: boolean;
}

/** What somebody who may write to the repository said last: a later word of theirs has taken the place of an earlier. */
export interface Opinion {
  readonly login: string;
  readonly approves: boolean;
  /** The commit that they saw; null where it is gone. */
  readonly commit: string | null;
  /** Not a bot: a workflow of the pull request's own branch could approve in the name of one. */
  readonly person: boolean;
}

export interface Opening {
  readonly pull: PullRequest;
  readonly file: Uint8Array | null;
}

export type StoredBlob = Pick<TreeEntry, 'sha' | 'size'>;

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'modified' | 'renamed' | 'removed' | 'copied';
  /** Git blob id at the head. */
  readonly sha: string | null;
  /** Absent for large and binary files. */
  readonly patch: string | null;
  readonly additions: number;
  readonly deletions: number;
}

export interface FileList {
  readonly files: readonly ChangedFile[];
  /** Why the list may be incomplete. */
  readonly cut: string | null;
}

export interface Comparison extends FileList {
  readonly mergeBase: string;
}

export interface TreeEntry {
  readonly path: string;
  readonly sha: string;
  readonly size: number;
}

export interface Tree {
  readonly files: readonly TreeEntry[];
  readonly cut: string | null;
}

/** A comment of ours in the conversation: only those that the viewer wrote are ever listed. */
export interface IssueComment {
  readonly id: number;
  readonly body: string;
}

/** A review thread that we began. */
export interface Thread {
  readonly threadId: string;
  readonly commentId: number;
  readonly commentNodeId: string;
  readonly body: string;
  readonly path: string;
  /** Lines at the current head; null where the thread is outdated or about the file. */
  readonly startLine: number | null;
  readonly line: number | null;
  readonly resolved: boolean;
  readonly canResolve: boolean;
  readonly replied: boolean;
}

/** A check run that is there already. */
export interface EarlierCheck {
  readonly id: number;
  readonly externalId: string | null;
}

export interface Conversation {
  readonly headSha: string;
  /** The newest one on the head of the name that was asked for. */
  readonly check: EarlierCheck | null;
  readonly comments: readonly IssueComment[];
  readonly threads: readonly Thread[];
}

/** `startLine` is null for a comment on one line: GitHub refuses a range whose ends are equal. */
export interface ReviewComment {
  readonly path: string;
  readonly startLine: number | null;
  readonly line: number;
  readonly body: string;
}

export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

export interface CheckRun {
  readonly name: string;
  /** Tells what its annotations are; they can be added to later, and never be taken away. */
  readonly externalId: string;
  readonly headSha: string;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

export interface WorkflowRun {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly conclusion: string | null;
}

/** Everything we ask of GitHub. Every call may throw a HostError and nothing else. */
export interface Host {
  /** The pull request, and a file at the tip of its base branch; null where the path is not a file there. */
  readonly opening: (number: number, path: string) => Promise<Opening>;
  readonly pullRequestFiles: (number: number) => Promise<FileList>;
  readonly compare: (base: string, head: string) => Promise<Comparison>;
  readonly tree: (sha: string) => Promise<Tree>;
  /** null where no such blob exists: a submodule. */
  readonly blob: (sha: string) => Promise<Uint8Array | null>;
  /** Those of the blobs that GitHub gives in few requests, by their ids; a long or binary one may be missing. */
  readonly blobs: (wanted: readonly StoredBlob[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** All files of a commit, as a compressed tar. */
  readonly archive: (commit: string) => Promise<Archive>;
  /** null where the path is not a file at that commit. */
  readonly fileAt: (path: string, ref: string) => Promise<Uint8Array | null>;
  readonly defaultBranch: () => Promise<string>;

  readonly opinions: (number: number) => Promise<readonly Opinion[]>;
  readonly isTeamMember: (org: string, team: string, login: string) => Promise<boolean>;

  readonly conversation: (number: number, checkName: string | null) => Promise<Conversation>;
  readonly createReview: (pull: PullRequest, body: string, comments: readonly ReviewComment[]) => Promise<void>;
  readonly createFileComment: (pull: PullRequest, path: string, body: string) => Promise<void>;
  readonly updateReviewComment: (id: number, body: string) => Promise<void>;
  readonly deleteReviewComment: (id: number) => Promise<void>;
  readonly resolveThread: (threadId: string) => Promise<void>;
  readonly minimizeComment: (nodeId: string) => Promise<void>;
  /** What is there afterwards, the newest hundred of each: another run may have posted meanwhile. */
  readonly createComment: (pull: PullRequest, body: string) => Promise<Conversation>;
  readonly updateComment: (id: number, body: string) => Promise<void>;
  readonly deleteComment: (id: number) => Promise<void>;

  readonly createCheckRun: (run: CheckRun) => Promise<void>;
  /** All but its annotations. */
  readonly updateCheckRun: (id: number, run: CheckRun) => Promise<void>;
  readonly runsOf: (headSha: string) => Promise<readonly WorkflowRun[]>;
  readonly rerun: (runId: number) => Promise<void>;
}

export type HostProblem =
  /** The token lacks a permission, or is not valid. */
  | 'forbidden'
  | 'rate-limited'
  | 'missing'
  /** 422: GitHub understood and declined. */
  | 'refused'
  /** 5xx, no connection, no answer in time, or an answer of another shape: a write may have taken effect. */
  | 'unavailable';

/** GitHub did not do what was asked; `message` is GitHub's own and may quote foreign text. */
export class HostError extends Error {
  override readonly name = 'HostError';

  constructor(
    readonly problem: HostProblem,
    readonly what: string,
    message: string,
  ) {
    super(`${what}: ${message}`);
  }
}
