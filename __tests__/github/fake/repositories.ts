import type { Answer, Call, Handler } from './answer.js';
import { fixedDate, notFound, ok, refused } from './answer.js';
import type { GitFile } from './git-objects.js';
import type { Commit, GitHubState, RepositoryState } from './state.js';

export const repositoryHandlers = {
  'repos/get': (state, call) => ok(repositoryBody(state.repository, call)),
  'repos/get-content': content,
  'git/get-blob': blob,
  'git/get-tree': tree,
  'git/get-commit': (state, call) => {
    const commit = state.repository.commits.get(call.params['commit_sha'] ?? '');
    return commit === undefined ? notFound() : ok({ ...gitCommitBody(commit), sha: commit.sha });
  },
} satisfies Record<string, Handler>;

/** Commit of a branch, a full ref, `pull/N/head` or a commit id. */
export function commitAt(repository: RepositoryState, ref: string): Commit | null {
  const name = ref.replace(/^refs\//, '').replace(/^heads\//, '');
  const pull = /^pull\/(\d+)\/head$/.exec(name);
  const head = pull === null ? undefined : repository.pulls.get(Number(pull[1]))?.headSha;
  const sha = head ?? repository.branches.get(name) ?? name;
  return repository.commits.get(sha) ?? null;
}

export function repositoryBody(repository: RepositoryState, call: Call): object {
  const owner = { login: repository.owner, id: 100, type: 'Organization' };
  return {
    id: 500,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    owner,
    private: repository.private,
    default_branch: repository.defaultBranch,
    html_url: `https://github.com/${repository.owner}/${repository.name}`,
    url: call.url,
    fork: false,
  };
}

/** What `git/commits` answers, and the `commit` part of `commits/{ref}`. */
export function gitCommitBody(commit: Commit): object {
  const person = { name: 'Contributor', email: 'contributor@example.com', date: fixedDate };
  return { message: commit.message, tree: { sha: commit.tree }, author: person, committer: person };
}

const megabyte = 1024 * 1024;

function content(state: GitHubState, call: Call): Answer {
  const { repository } = state;
  const ref = call.query.get('ref') ?? repository.defaultBranch;
  const path = (call.params['path'] ?? '').replace(/\/+$/, '');
  const commit = commitAt(repository, ref);
  if (commit === null) return refused(404, `No commit found for the ref ${ref}`);
  const file = commit.files.get(path);
  if (file === undefined) return folder(commit, path);
  if (wantsRaw(call)) {
    if (file.bytes.length > 100 * megabyte) return refused(403, 'This API returns blobs up to 100 MB in size.');
    return raw(file.bytes);
  }
  const common = { name: path.split('/').at(-1), path, sha: file.sha, size: file.bytes.length };
  if (file.type === 'commit')
    return ok({ ...common, type: 'submodule', submodule_git_url: 'https://example.com/module.git' });
  if (file.mode === '120000') return ok({ ...common, type: 'symlink', target: file.bytes.toString('utf8') });
  const large = file.bytes.length > megabyte;
  const coded = large ? { encoding: 'none', content: '' } : { encoding: 'base64', content: base64(file.bytes) };
  return ok({ ...common, type: 'file', ...coded });
}

function folder(commit: Commit, path: string): Answer {
  const prefix = path === '' ? '' : `${path}/`;
  const children = new Map<string, object>();
  for (const file of commit.files.values()) {
    if (!file.path.startsWith(prefix)) continue;
    const name = file.path.slice(prefix.length).split('/')[0] ?? '';
    const whole = `${prefix}${name}`;
    const kind = whole === file.path ? entryType(file) : 'dir';
    children.set(name, { name, path: whole, type: kind, sha: file.sha, size: kind === 'file' ? file.bytes.length : 0 });
  }
  if (children.size === 0) return notFound();
  return ok([...children.values()].slice(0, 1_000));
}

/** A listing calls a submodule a file, as GitHub does to this day. */
function entryType(file: GitFile): string {
  return file.mode === '120000' ? 'symlink' : 'file';
}

function blob(state: GitHubState, call: Call): Answer {
  const sha = call.params['file_sha'] ?? '';
  const file = fileBySha(state.repository, sha);
  if (file === null) return notFound();
  if (wantsRaw(call)) return raw(file.bytes);
  return ok({ sha, size: file.bytes.length, encoding: 'base64', content: base64(file.bytes) });
}

function fileBySha(repository: RepositoryState, sha: string): GitFile | null {
  for (const commit of repository.commits.values()) {
    for (const file of commit.files.values()) {
      if (file.type === 'blob' && file.sha === sha) return file;
    }
  }
  return null;
}

function tree(state: GitHubState, call: Call): Answer {
  const name = call.params['tree_sha'] ?? '';
  const { repository } = state;
  const sha = commitAt(repository, name)?.tree ?? name;
  const holder = [...repository.commits.values()].find((commit) => commit.trees.has(sha));
  if (holder === undefined) return notFound();
  // Any value asks for all levels, even `recursive=0`.
  const entries = treeEntries(holder, sha, '', call.query.has('recursive'));
  return ok({ sha, url: call.url, tree: entries.slice(0, 100_000), truncated: entries.length > 100_000 });
}

function treeEntries(commit: Commit, sha: string, prefix: string, recursive: boolean): readonly object[] {
  return (commit.trees.get(sha) ?? []).flatMap((entry) => {
    const listed = { ...entry, path: `${prefix}${entry.path}` };
    if (!recursive || entry.type !== 'tree') return [listed];
    return [listed, ...treeEntries(commit, entry.sha, `${prefix}${entry.path}/`, recursive)];
  });
}

function wantsRaw(call: Call): boolean {
  return /application\/vnd\.github(?:\.[\w-]+)?\.raw\b/.test(call.accept);
}

/** The charset makes clients decode it as text, which loses bytes that are not UTF-8: so does github.com. */
function raw(bytes: Buffer): Answer {
  return { status: 200, raw: { type: 'application/vnd.github.raw; charset=utf-8', bytes } };
}

/** In lines of 60 characters, as github.com sends it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,60}/g, '$&\n');
}
