import { execFile } from 'node:child_process';
import { ConfigError } from '../errors.js';
import type { SourceContent } from '../preflight.js';
import type { LineRange } from '../report/report.js';
import { decodeSource } from '../sql/decode.js';
import { hasCode, MOST_BYTES, type FileKind } from './files.js';

/** A git work tree. All paths are relative to its root, all commits are full hashes that git gave. */
export interface Repository {
  readonly root: string;
}

export interface Change {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'modified' | 'renamed' | 'removed';
}

/** Most bytes that one git command may print. */
const MAX_OUTPUT = 512 * 1024 * 1024;
/** Tried in this order when the remote does not say which branch is its default. */
const DEFAULT_BRANCHES = ['origin/main', 'origin/master', 'main', 'master'];
/** Neither the repository's configuration nor its attributes may start a program or change the form of a diff. */
export const DIFF = [
  'diff',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-relative',
  '--ignore-submodules=all',
  '-M',
];

export async function openRepository(cwd: string): Promise<Repository> {
  const found = await git(['rev-parse', '--show-toplevel'], cwd);
  if (found.ok) return { root: found.text.replace(/\r?\n$/, '') };
  throw new ConfigError(
    `there is no git work tree here (${firstLine(found.problem)})`,
    'Name files or folders: `pg-preflight check PATH`.',
  );
}

/** The commit to compare with: the merge base of HEAD with `ref`, or with the default branch. */
export async function baseCommit(repository: Repository, ref: string | null): Promise<string> {
  const tip = await baseTip(repository, ref);
  const base = await git(['merge-base', tip, 'HEAD'], repository.root);
  if (base.ok) return base.text.trim();
  throw new ConfigError(
    `${ref ?? 'the default branch'} and HEAD have no common commit here`,
    'In a shallow clone, fetch the history first (`git fetch --unshallow`, or `fetch-depth: 0`).',
  );
}

/** The newest commit of the branch to compare with. */
export async function baseTip(repository: Repository, ref: string | null): Promise<string> {
  const tip = ref === null ? await defaultBranch(repository) : await commitOf(repository, ref);
  if (tip !== null) return tip;
  throw ref === null
    ? new ConfigError('the default branch is not known here', 'Name a commit: `--base REF`.')
    : new ConfigError(`\`--base\` names no commit of this repository: ${ref}`, 'Fetch it, or name another one.');
}

/** What differs between `base` and the work tree, files that git does not know yet included. */
export async function changesSince(repository: Repository, base: string): Promise<readonly Change[]> {
  const { root } = repository;
  const tracked = parseNameStatus(await answered([...DIFF, '--name-status', '-z', base, '--'], root));
  const untracked = (await answered(['ls-files', '-z', '--others', '--exclude-standard'], root)).split('\0');
  const changes = new Map(tracked.map((change) => [change.path, change]));
  for (const path of untracked.filter((name) => name !== '')) {
    const status = changes.get(path)?.status === 'removed' ? 'modified' : 'added';
    changes.set(path, { path, previousPath: null, status });
  }
  return [...changes.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Lines of the work tree's file that differ from `base`. */
export async function changedLines(
  repository: Repository,
  base: string,
  change: Change,
): Promise<readonly LineRange[]> {
  const paths = change.previousPath === null ? [change.path] : [change.previousPath, change.path];
  return parseHunks(await answered([...DIFF, '-U0', '--inter-hunk-context=0', base, '--', ...paths], repository.root));
}

/** Path and blob id of a file, or of all files below a folder, as a commit has them; symbolic links and submodules left out. */
export async function filesAt(
  repository: Repository,
  commit: string,
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const scope = path === '.' ? [] : [path];
  const listed = await answered(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...scope], repository.root);
  return new Map(
    listed.split('\0').flatMap((line): [string, string][] => {
      const [, id, name] = /^100\d{3} blob ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
      return id === undefined || name === undefined ? [] : [[name, id]];
    }),
  );
}

/** Contents of blobs in the order of their ids, through one process. */
export async function readBlobs(
  repository: Repository,
  ids: readonly string[],
  kind: FileKind = 'migration',
): Promise<readonly SourceContent[]> {
  if (ids.length === 0) return [];
  const answer = await git(['cat-file', '--batch'], repository.root, `${ids.join('\n')}\n`);
  if (!answer.ok) throw new Error(`git cat-file: ${firstLine(answer.problem)}`);
  return parseBatch(answer.bytes).map((bytes) => decodeSource(bytes, MOST_BYTES[kind]));
}

export function parseNameStatus(output: string): readonly Change[] {
  const words = output.split('\0');
  const changes: Change[] = [];
  for (let index = 0; index + 1 < words.length;) {
    const letter = words[index]?.charAt(0);
    const path = words[index + 1] ?? '';
    const renamedTo = letter === 'R' ? words[index + 2] : undefined;
    if (renamedTo !== undefined) changes.push({ path: renamedTo, previousPath: path, status: 'renamed' });
    else
      changes.push({
        path,
        previousPath: null,
        status: letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified',
      });
    index += renamedTo === undefined ? 2 : 3;
  }
  return changes;
}

/** With -U0 no content line begins with `@@`. Where lines only went away, their two neighbours count as touched. */
export function parseHunks(diff: string): readonly LineRange[] {
  return [...diff.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].map(([, first, length]) => {
    const start = Number(first);
    const count = length === undefined ? 1 : Number(length);
    return count === 0
      ? { startLine: Math.max(1, start), endLine: start + 1 }
      : { startLine: start, endLine: start + count - 1 };
  });
}

async function defaultBranch(repository: Repository): Promise<string | null> {
  const head = await git(['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'], repository.root);
  for (const ref of [...(head.ok ? [head.text.trim()] : []), ...DEFAULT_BRANCHES]) {
    const commit = await commitOf(repository, ref);
    if (commit !== null) return commit;
  }
  return null;
}

async function commitOf(repository: Repository, ref: string): Promise<string | null> {
  // `git … --output=x` would write a file: a name that looks like an option never reaches git.
  if (ref.startsWith('-') || /[\p{Cc}]/u.test(ref)) return null;
  const answer = await git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`, '--'], repository.root);
  return answer.ok ? (answer.text.split('\n')[0] ?? null) : null;
}

function parseBatch(bytes: Buffer): readonly Uint8Array[] {
  const blobs: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const end = bytes.indexOf('\n', offset);
    const size = Number(bytes.toString('latin1', offset, end).split(' ')[2]);
    if (end === -1 || !Number.isInteger(size)) throw new Error('git cat-file gave an answer that we cannot read');
    blobs.push(bytes.subarray(end + 1, end + 1 + size));
    offset = end + size + 2;
  }
  return blobs;
}

export async function answered(args: readonly string[], cwd: string): Promise<string> {
  const answer = await git(args, cwd);
  if (answer.ok) return answer.text;
  throw new ConfigError(
    `git ${args[0] ?? ''} failed: ${firstLine(answer.problem)}`,
    'Repair the repository, or name files.',
  );
}

type Answer =
  | { readonly ok: true; readonly text: string; readonly bytes: Buffer }
  | { readonly ok: false; readonly problem: string };

/** Runs git without a shell. The environment stops prompts, index writes and translated messages. */
export function git(args: readonly string[], cwd: string, input = ''): Promise<Answer> {
  const options = {
    cwd,
    encoding: 'buffer' as const,
    maxBuffer: MAX_OUTPUT,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  };
  return new Promise((resolve, reject) => {
    const safe = [
      '--literal-pathspecs',
      '--no-pager',
      '-c',
      'core.fsmonitor=false',
      '-c',
      'core.quotePath=false',
      ...args,
    ];
    const child = execFile('git', safe, options, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, text: stdout.toString('utf8'), bytes: stdout });
      else if (hasCode(error, 'ENOENT')) resolve({ ok: false, problem: 'git is not installed' });
      else if (typeof error.code === 'number') resolve({ ok: false, problem: stderr.toString('utf8') });
      else reject(new Error(`git ${args[0] ?? ''}: ${error.message}`));
    });
    // git may end before it has read everything; its exit code tells what went wrong.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
