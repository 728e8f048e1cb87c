import type { Answer, Call, Handler } from './answer.js';
import { fixedDate, notFound, ok } from './answer.js';
import type { ChangedFile } from './changed-files.js';
import { paged } from './paging.js';
import { repositoryBody } from './repositories.js';
import type { GitHubState, PullState } from './state.js';
import { pullFiles } from './state.js';

export const pullHandlers = {
  'pulls/get': (state, call) => withPull(state, call, (pull) => ok(pullBody(state, pull, call))),
  'pulls/list-files': (state, call) =>
    withPull(state, call, (pull) =>
      paged(call, pullFiles(state, pull).slice(0, maxFiles), (page) =>
        page.map((file) => fileBody(state, file, pull.headSha)),
      ),
    ),
} satisfies Record<string, Handler>;

const maxFiles = 3_000;

export function withPull(state: GitHubState, call: Call, answer: (pull: PullState) => Answer): Answer {
  const number = Number(call.params['pull_number'] ?? call.params['issue_number']);
  const pull = state.repository.pulls.get(number);
  return pull === undefined ? notFound() : answer(pull);
}

export function userBody(login: string): object {
  return { login, id: 1, type: login.endsWith('[bot]') ? 'Bot' : 'User', site_admin: false };
}

export function pullBody(state: GitHubState, pull: PullState, call: Call): object {
  const { repository } = state;
  const home = repositoryBody(repository, call);
  const fork = {
    ...home,
    id: 501,
    owner: userBody(pull.author),
    full_name: `${pull.author}/${repository.name}`,
    fork: true,
  };
  const headOwner = pull.fork ? pull.author : repository.owner;
  return {
    number: pull.number,
    id: 700 + pull.number,
    node_id: `PR_${pull.number}`,
    title: pull.title,
    state: pull.state,
    draft: false,
    locked: false,
    user: userBody(pull.author),
    html_url: `https://github.com/${repository.owner}/${repository.name}/pull/${pull.number}`,
    created_at: fixedDate,
    updated_at: fixedDate,
    changed_files: pullFiles(state, pull).length,
    base: {
      ref: pull.base,
      sha: pull.baseSha,
      label: `${repository.owner}:${pull.base}`,
      user: userBody(repository.owner),
      repo: home,
    },
    head: {
      ref: pull.headBranch,
      sha: pull.headSha,
      label: `${headOwner}:${pull.headBranch}`,
      user: userBody(headOwner),
      repo: pull.fork ? fork : home,
    },
  };
}

export function fileBody(state: GitHubState, file: ChangedFile, sha: string): object {
  const { owner, name } = state.repository;
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `https://github.com/${owner}/${name}/blob/${sha}/${path}`,
    raw_url: `https://github.com/${owner}/${name}/raw/${sha}/${path}`,
    contents_url: `https://api.github.com/repos/${owner}/${name}/contents/${path}?ref=${sha}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
