import type { Archive } from './archive.js';
import {
  archiveSchema,
  commitSchema,
  comparisonSchema,
  contentSchema,
  encodedSchema,
  filesSchema,
  pullSchema,
  repositorySchema,
  treeSchema,
} from './api-schemas.js';
import type { FileAnswer } from './api-schemas.js';
import { HostError } from './host.js';
import type { ChangedFile, Comparison, FileList, Host, PullRequest, Tree } from './host.js';
import { ask, orNull } from './octokit-answer.js';
import type { Singles } from './octokit-batches.js';
import type { Client } from './octokit-client.js';
import type { Repository } from './octokit-host.js';

type Reads = Singles &
  Pick<Host, 'pullRequestFiles' | 'compare' | 'tree' | 'blob' | 'archive' | 'fileAt' | 'defaultBranch'>;

const PAGE = 100;
/** GitHub lists no more files of a pull request or a commit. */
const MOST_FILES = 3_000;
/** GitHub lists no more files of a comparison, and says nothing. */
const MOST_COMPARED = 300;

const REGULAR_FILES: readonly string[] = ['100644', '100755'];

export function readCalls(client: Client, repository: Repository): Reads {
  const blob = (sha: string) => readBlob(client, repository, sha);
  return {
    pullRequest: (number) => readPullRequest(client, repository, number),
    pullRequestFiles: (number) =>
      readFilePages(`listing the files of pull request ${number}`, async (page) => {
        const query = { ...repository, pull_number: number, per_page: PAGE, page };
        return (await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', query)).data;
      }),
    compare: (base, head) => readComparison(client, repository, base, head),
    tree: (sha) => readTree(client, repository, sha),
    blob,
    archive: (commit) => readArchive(client, repository, commit),
    fileAt: (path, ref) => readFileAt(client, repository, path, ref, blob),
    defaultBranch: async () => {
      const call = async () => (await client.request('GET /repos/{owner}/{repo}', { ...repository })).data;
      return (await ask('reading the repository', call, repositorySchema)).default_branch;
    },
  };
}

async function readPullRequest(client: Client, repository: Repository, number: number): Promise<PullRequest> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const call = async () => (await client.request(route, { ...repository, pull_number: number })).data;
  const { node_id: nodeId, head, base, user } = await ask(`reading pull request ${number}`, call, pullSchema);
  return {
    number,
    nodeId,
    headSha: head.sha,
    baseSha: base.sha,
    baseRef: base.ref,
    author: user?.login ?? null,
    fromFork: head.repo?.full_name !== base.repo.full_name,
  };
}

async function readFilePages(what: string, read: (page: number) => Promise<unknown>): Promise<FileList> {
  const files: FileAnswer[] = [];
  for (let page = 1; files.length < MOST_FILES; page += 1) {
    const found = await ask(what, () => read(page), filesSchema);
    files.push(...found);
    if (found.length < PAGE) return { files: changedFiles(files), cut: null };
  }
  return { files: changedFiles(files), cut: `GitHub lists ${MOST_FILES} changed files at most, and there may be more` };
}

async function readComparison(client: Client, repository: Repository, base: string, head: string): Promise<Comparison> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const call = async () => (await client.request(route, { ...repository, basehead: `${base}...${head}` })).data;
  const comparison = await ask(`comparing ${base} with ${head}`, call, comparisonSchema);
  const mergeBase = comparison.merge_base_commit.sha;
  const files = comparison.files ?? [];
  if (files.length < MOST_COMPARED) return { mergeBase, files: changedFiles(files), cut: null };
  return { mergeBase, ...(await filesOfLongComparison(client, repository, mergeBase, head, files)) };
}

/** A merge commit whose first parent is the base shows the whole range, and a commit's list is paged. */
async function filesOfLongComparison(
  client: Client,
  repository: Repository,
  base: string,
  head: string,
  seen: readonly FileAnswer[],
): Promise<FileList> {
  const what = `listing the files of ${head}`;
  let firstParent: string | undefined;
  const list = await readFilePages(what, async (page) => {
    const query = { ...repository, ref: head, per_page: PAGE, page };
    const { data } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', query);
    const commit = await ask(what, () => Promise.resolve(data), commitSchema);
    firstParent = commit.parents[0]?.sha;
    return commit.files ?? [];
  });
  if (firstParent === base) return list;
  return {
    files: changedFiles(seen),
    cut: `GitHub lists ${MOST_COMPARED} files of a comparison at most, and there may be more`,
  };
}

async function readTree(client: Client, repository: Repository, sha: string): Promise<Tree> {
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
  const call = async () => (await client.request(route, { ...repository, tree_sha: sha, recursive: '1' })).data;
  const { tree, truncated } = await ask(`listing the files at ${sha}`, call, treeSchema);
  const files = tree.filter((entry) => entry.type === 'blob' && REGULAR_FILES.includes(entry.mode));
  return {
    files: files.map(({ path, sha: blob, size }) => ({ path, sha: blob, size: size ?? 0 })),
    cut: truncated ? 'the tree is too large for GitHub to list whole' : null,
  };
}

async function readBlob(client: Client, repository: Repository, sha: string): Promise<Uint8Array | null> {
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
  const call = async () => (await client.request(route, { ...repository, file_sha: sha })).data;
  const blob = await orNull(ask(`reading the blob ${sha}`, call, encodedSchema));
  return blob === null ? null : decoded(blob.content, blob.encoding, `the blob ${sha}`);
}

/** GitHub sends on to where it keeps archives; the answer is read as it comes. */
async function readArchive(client: Client, repository: Repository, commit: string): Promise<Archive> {
  const route = 'GET /repos/{owner}/{repo}/tarball/{ref}';
  const query = { ...repository, ref: commit, request: { parseSuccessResponseBody: false } };
  const call = async (): Promise<unknown> => (await client.request(route, query)).data;
  return ask(`reading the archive of ${commit}`, call, archiveSchema);
}

async function readFileAt(
  client: Client,
  repository: Repository,
  path: string,
  ref: string,
  blob: (sha: string) => Promise<Uint8Array | null>,
): Promise<Uint8Array | null> {
  // Octokit would write the slashes of the path as %2F.
  const route = `GET /repos/{owner}/{repo}/contents/${path.split('/').map(encodeURIComponent).join('/')}`;
  const call = async (): Promise<unknown> => (await client.request(route, { ...repository, ref })).data;
  const content = await orNull(ask(`reading a file at ${ref}`, call, contentSchema));
  if (content === null) return null;
  // Above 1 MiB GitHub leaves the content out.
  if (content.encoding !== 'base64') return blob(content.sha);
  return decoded(content.content, content.encoding, 'the file');
}

function decoded(content: string, encoding: string, what: string): Uint8Array {
  if (encoding === 'base64') return new Uint8Array(Buffer.from(content, 'base64'));
  if (encoding === 'utf-8') return new TextEncoder().encode(content);
  throw new HostError('unavailable', `reading ${what}`, `GitHub sent it as "${encoding}"`);
}

function changedFiles(files: readonly FileAnswer[]): readonly ChangedFile[] {
  return files.flatMap((file) => {
    const { status } = file;
    if (status === 'unchanged') return [];
    return [
      {
        path: file.filename,
        previousPath: file.previous_filename ?? null,
        status: status === 'changed' ? 'modified' : status,
        sha: file.sha,
        patch: file.patch ?? null,
        additions: file.additions,
        deletions: file.deletions,
      },
    ];
  });
}
