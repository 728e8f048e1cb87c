import type { Answer, Call, Handler } from './answer.js';
import { notFound, ok } from './answer.js';
import { changedFiles } from './changed-files.js';
import type { ChangedFile } from './changed-files.js';
import { numberIn, paged } from './paging.js';
import { fileBody, pullBody } from './pulls.js';
import { commitAt, gitCommitBody } from './repositories.js';
import type { Commit, GitHubState, RepositoryState } from './state.js';

export const commitHandlers = {
  'repos/get-commit': oneCommit,
  'repos/compare-commits': comparison,
  'repos/list-pull-requests-associated-with-commit': (state, call) => {
    const sha = call.params['commit_sha'] ?? '';
    const pulls = [...state.repository.pulls.values()].filter((pull) => pull.heads.includes(sha));
    return paged(call, pulls, (page) => page.map((pull) => pullBody(state, pull, call)));
  },
} satisfies Record<string, Handler>;

const maxComparedFiles = 300;
const maxListedFiles = 3_000;

function oneCommit(state: GitHubState, call: Call): Answer {
  const commit = commitAt(state.repository, call.params['ref'] ?? '');
  if (commit === null) return notFound();
  const parent = commit.parent === null ? null : state.repository.commits.get(commit.parent);
  const files = parentlessOr(state, parent ?? null, commit).slice(0, maxListedFiles);
  const body = commitBody(commit);
  // The files of a big commit come in pages of 300; the rest of the answer repeats.
  const query = new URLSearchParams(call.query);
  query.set('per_page', `${maxComparedFiles}`);
  const page = numberIn(call, 'page', 1);
  const { headers } = paged({ ...call, query }, files, () => null);
  const shown = files.slice((page - 1) * maxComparedFiles, page * maxComparedFiles);
  return { ...ok({ ...body, files: shown.map((file) => fileBody(state, file, commit.sha)) }), headers: headers ?? {} };
}

function comparison(state: GitHubState, call: Call): Answer {
  const { repository } = state;
  const base = commitAt(repository, call.params['base'] ?? '');
  const head = commitAt(repository, call.params['head'] ?? '');
  if (base === null || head === null) return notFound();
  const ours = ancestors(repository, head);
  const theirs = ancestors(repository, base);
  const mergeBase = ours.find((commit) => theirs.includes(commit));
  if (mergeBase === undefined) return notFound();
  const ahead = ours.slice(0, ours.indexOf(mergeBase)).reverse();
  const behind = theirs.indexOf(mergeBase);
  const files = parentlessOr(state, mergeBase, head).slice(0, maxComparedFiles);
  const onFirstPage = numberIn(call, 'page', 1) === 1;
  return paged(call, ahead, (page) => ({
    status: comparisonStatus(ahead.length, behind),
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    base_commit: commitBody(base),
    merge_base_commit: commitBody(mergeBase),
    commits: page.map(commitBody),
    ...(onFirstPage ? { files: files.map((file) => fileBody(state, file, head.sha)) } : {}),
  }));
}

function comparisonStatus(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

function parentlessOr(state: GitHubState, parent: Commit | null, commit: Commit): readonly ChangedFile[] {
  const renames = [...state.repository.pulls.values()].map((pull) => pull.renames);
  const settings = { maxPatchLines: state.maxPatchLines, renames: Object.assign({}, ...renames) };
  return changedFiles(parent?.files ?? new Map(), commit.files, settings);
}

function commitBody(commit: Commit): object {
  const parents = commit.parent === null ? [] : [{ sha: commit.parent }];
  return { sha: commit.sha, commit: gitCommitBody(commit), parents };
}

/** The commit itself first. */
function ancestors(repository: RepositoryState, commit: Commit): readonly Commit[] {
  const chain = [commit];
  for (let at = commit; at.parent !== null;) {
    const parent = repository.commits.get(at.parent);
    if (parent === undefined || chain.includes(parent)) break;
    chain.push(parent);
    at = parent;
  }
  return chain;
}
