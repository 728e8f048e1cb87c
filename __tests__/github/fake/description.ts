import type { FileTree } from './git-objects.js';
import { commitSha } from './git-objects.js';

/** The repository a fake GitHub serves, in plain data. */
export interface RepositoryDescription {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly private?: boolean;
  readonly commits: readonly CommitDescription[];
  /** Branch → commit id. */
  readonly branches: Readonly<Record<string, string>>;
  readonly pulls: readonly PullDescription[];
  readonly workflowRuns?: readonly WorkflowRunDescription[];
}

export interface CommitDescription {
  readonly sha: string;
  readonly parent?: string;
  readonly message?: string;
  readonly files: FileTree;
}

export interface PullDescription {
  readonly number: number;
  readonly title?: string;
  readonly author?: string;
  /** The head lives in the author's own fork. */
  readonly fork?: boolean;
  readonly base?: string;
  readonly baseSha: string;
  readonly mergeBaseSha?: string;
  readonly headSha: string;
  readonly headBranch?: string;
  readonly state?: 'open' | 'closed';
  /** New path → old path of files that were renamed and edited. */
  readonly renames?: Readonly<Record<string, string>>;
}

export interface WorkflowRunDescription {
  readonly id: number;
  readonly name: string;
  readonly event: string;
  readonly headSha: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion?: 'success' | 'failure' | 'cancelled';
}

export interface OnePull extends Partial<Omit<PullDescription, 'baseSha' | 'mergeBaseSha' | 'headSha'>> {
  /** The tip of the base branch, and the merge base unless that is given. */
  readonly baseFiles: FileTree;
  readonly mergeBaseFiles?: FileTree;
  readonly headFiles: FileTree;
}

/** `acme/shop` with pull request 7, whose commits are called `base`, `merge base` and `head` (see `commitSha`). */
export function onePullRequest({ baseFiles, mergeBaseFiles, headFiles, ...pull }: OnePull): RepositoryDescription {
  const fork = mergeBaseFiles === undefined ? commitSha('base') : commitSha('merge base');
  const base = { sha: commitSha('base'), files: baseFiles };
  const older = mergeBaseFiles === undefined ? [] : [{ sha: fork, files: mergeBaseFiles }];
  return {
    owner: 'acme',
    name: 'shop',
    defaultBranch: 'main',
    commits: [
      ...older,
      mergeBaseFiles === undefined ? base : { ...base, parent: fork },
      { sha: commitSha('head'), parent: fork, files: headFiles },
    ],
    branches: { main: commitSha('base') },
    pulls: [{ number: 7, ...pull, baseSha: commitSha('base'), mergeBaseSha: fork, headSha: commitSha('head') }],
  };
}
