import {
  REFLECTING,
  mentionsOf,
  namesToSearch,
  searchPattern,
  type FoundLine,
  type Mentions,
} from '../code/base-search.js';
import { textsGoingUp } from '../history/run-order.js';
import type { SourceFile } from '../preflight.js';
import { MOST_BYTES, searchArchive } from './archive.js';
import type { Host, Tree } from './host.js';

/**
 * Where the base commit has what the migrations drop or rename: one request, for its archive, and none where they drop
 * nothing. null where it cannot be told.
 */
export async function mentionsAt(
  host: Host,
  commit: string,
  tree: Tree | null,
  files: readonly SourceFile[],
  select: (paths: readonly string[]) => { readonly sql: readonly string[]; readonly code: readonly string[] },
): Promise<readonly Mentions[] | null> {
  const names = namesToSearch(textsGoingUp(files));
  if (names.length === 0) return [];
  if (tree === null || tree.cut !== null || sizeOf(tree) > MOST_BYTES) return null;
  const patterns = [REFLECTING, ...names.map(searchPattern)];
  const lines = await searched(host, commit, tree, patterns);
  if (lines === null) return null;
  const { sql, code } = select([...new Set(lines.map(({ path }) => path))]);
  const isMigration = new Set([...sql, ...code, ...files.map(({ path }) => path)]);
  return mentionsOf(names, lines, (path) => isMigration.has(path));
}

function sizeOf({ files }: Tree): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** A search that fails leaves the drop as it is; it does not fail the scan. */
async function searched(
  host: Host,
  commit: string,
  tree: Tree,
  patterns: readonly string[],
): Promise<readonly FoundLine[] | null> {
  try {
    return await searchArchive(
      await host.archive(commit),
      tree.files.map(({ path }) => path),
      patterns,
    );
  } catch {
    // GitHub refused it, the connection ended in the middle of it, or it is no archive.
    return null;
  }
}
