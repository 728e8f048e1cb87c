import { lstat, open, readdir, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ConfigError } from '../errors.js';
import { globMatcher } from '../frameworks/glob.js';
import type { SourceContent } from '../preflight.js';
import { MAX_EVIDENCE_BYTES } from '../history/evidence-plan.js';
import { MAX_DUMP_BYTES, MAX_FILE_BYTES, decodeSource, tooLarge } from '../sql/decode.js';
import { globRoot, isGlob } from './glob.js';

export interface ExpandedPaths {
  /** Files that a person named one by one. */
  readonly named: readonly string[];
  /** Every file of a named folder or glob; which of them are migrations is not decided here. */
  readonly found: readonly string[];
  readonly hasFolder: boolean;
}

/** What a file is read for, which decides how long it may be. */
export type FileKind = 'migration' | 'dump' | 'evidence';

export const MOST_BYTES: Readonly<Record<FileKind, number>> = {
  migration: MAX_FILE_BYTES,
  dump: MAX_DUMP_BYTES,
  evidence: MAX_EVIDENCE_BYTES,
};

/** Folders that hold nothing of the project itself. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** PATH arguments (files, folders, globs, `!` leaves out) to files, relative to `cwd` and with `/`. */
export async function expandPaths(args: readonly string[], cwd: string): Promise<ExpandedPaths> {
  const named = new Set<string>();
  const found = new Set<string>();
  let hasFolder = false;
  for (const argument of args.filter((arg) => !arg.startsWith('!'))) {
    const kind = await kindOf(resolve(cwd, argument));
    if (kind === 'file') named.add(namedPath(argument, cwd));
    hasFolder ||= kind === 'folder';
    const inside = kind === 'folder' ? await filesIn(argument, cwd) : kind === null ? await globbed(argument, cwd) : [];
    for (const path of inside) found.add(path);
  }
  const wanted = pathFilter(args, cwd);
  const kept = (paths: ReadonlySet<string>) => [...paths].filter(wanted).sort();
  return { named: kept(named), found: kept(found).filter((path) => !named.has(path)), hasFolder };
}

/** Whether the PATH arguments cover a path relative to `cwd`, be it on the disk or not. */
export function pathFilter(args: readonly string[], cwd: string): (path: string) => boolean {
  const tests = args.map((argument) => {
    const path = relativePath(argument.replace(/^!/, ''), cwd);
    const matches = isGlob(path) ? globMatcher(path) : () => false;
    const covers = (file: string) => path === '.' || file === path || file.startsWith(`${path}/`) || matches(file);
    return { covers, excludes: argument.startsWith('!') };
  });
  const included = tests.filter(({ excludes }) => !excludes);
  const excluded = tests.filter(({ excludes }) => excludes);
  return (file) => {
    const path = relativePath(file, cwd);
    return included.some(({ covers }) => covers(path)) && !excluded.some(({ covers }) => covers(path));
  };
}

/**
 * Text of one file. A symbolic link found in a folder is not followed: in a stranger's tree it may point at a secret,
 * which a code frame would print.
 */
export async function readSource(
  path: string,
  links: 'follow' | 'refuse',
  kind: FileKind = 'migration',
): Promise<SourceContent> {
  if (links === 'refuse' && (await lstat(path)).isSymbolicLink()) {
    return { kind: 'unscannable', why: 'it is a symbolic link, which is not followed' };
  }
  const most = MOST_BYTES[kind];
  const file = await opened(path);
  if (file === null) return { kind: 'unscannable', why: 'it cannot be opened: permission denied' };
  try {
    const { size } = await file.stat();
    if (size > most) return { kind: 'unscannable', why: tooLarge(size) };
    return decodeSource(await firstBytes(file, most + 1), most);
  } finally {
    await file.close();
  }
}

/** The same of a file that another program may have taken away meanwhile; null when it is not there. */
export async function sourceIfThere(path: string, kind: FileKind): Promise<SourceContent | null> {
  try {
    return await readSource(path, 'refuse', kind);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Every file below a folder, sorted, relative to `cwd`. Depth 1 is the folder's own files. */
export async function filesIn(folder: string, cwd: string, depth = Infinity): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || depth <= 1 ? [] : filesIn(path, cwd, depth - 1);
    return entry.isFile() || entry.isSymbolicLink() ? [relativePath(path, cwd)] : [];
  });
  return (await Promise.all(nested)).flat().sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function globbed(glob: string, cwd: string): Promise<readonly string[]> {
  if (!isGlob(glob)) throw new ConfigError(`${glob} does not exist`, 'Name files, folders or globs that do.');
  const root = globRoot(glob);
  const matches = globMatcher(relativePath(glob, cwd));
  const inside = (await kindOf(resolve(cwd, root))) === 'folder' ? await filesIn(root, cwd) : [];
  const matching = inside.filter(matches);
  if (matching.length === 0) throw new ConfigError(`${glob} matches no file`, 'Check the glob, or name a folder.');
  return matching;
}

/** An absolute path outside `cwd`, such as /dev/stdin, stays as it was written. */
function namedPath(argument: string, cwd: string): string {
  const path = relativePath(argument, cwd);
  return isAbsolute(argument) && path.startsWith('../') ? argument : path;
}

function relativePath(path: string, cwd: string): string {
  return (relative(cwd, resolve(cwd, path)) || '.').split(sep).join('/');
}

async function opened(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
}

/** Reads until the end or the limit; a pipe has no size to ask for. */
async function firstBytes(file: FileHandle, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < limit;) {
    const { bytesRead, buffer } = await file.read(new Uint8Array(Math.min(65_536, limit - length)));
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks);
}

export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR');
}

export function isDenied(error: unknown): boolean {
  return hasCode(error, 'EACCES') || hasCode(error, 'EPERM');
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
