import { mentionsIn, type FoundLine, type Mentions } from '../code/base-search.js';
import { textsGoingUp } from '../history/run-order.js';
import type { SourceFile } from '../preflight.js';
import { MOST_BYTES, searchArchive, type Keep } from './archive.js';
import { blobId } from './blob-id.js';
import type { Host, Tree } from './host.js';

export interface BaseSearch {
  /** Where the base commit has what the migrations drop or rename; null where it cannot be told. */
  readonly mentions: readonly Mentions[] | null;
  /** Files that stood in the archive too, by their ids. */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
}

type Select = (paths: readonly string[]) => { readonly sql: readonly string[]; readonly code: readonly string[] };

/**
 * One request, for the archive of the base commit, and none where the migrations drop nothing. `wanted` are paths that
 * are read there anyway.
 */
export async function searchBase(
  host: Host,
  commit: string,
  tree: Tree | null,
  files: readonly SourceFile[],
  select: Select,
  wanted: readonly string[],
): Promise<BaseSearch> {
  const blobs = new Map<string, Uint8Array>();
  const isWanted = new Set(wanted);
  const keep: Keep = (path, bytes) => {
    if (isWanted.has(path)) blobs.set(blobId(bytes), bytes);
  };
  const mentions = await mentionsIn(
    textsGoingUp(files),
    (patterns) => searched(host, commit, tree, patterns, keep),
    (paths) => {
      const { sql, code } = select(paths);
      return [...sql, ...code, ...files.map(({ path }) => path)];
    },
  );
  return { mentions, blobs };
}

function sizeOf({ files }: Tree): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** A search that fails leaves the drop as it is; it does not fail the scan. */
async function searched(
  host: Host,
  commit: string,
  tree: Tree | null,
  patterns: readonly string[],
  keep: Keep,
): Promise<readonly FoundLine[] | null> {
  if (tree === null || tree.cut !== null || sizeOf(tree) > MOST_BYTES) return null;
  try {
    return await searchArchive(
      await host.archive(commit),
      tree.files.map(({ path }) => path),
      patterns,
      keep,
    );
  } catch {
    // GitHub refused it, the connection ended in the middle of it, or it is no archive.
    return null;
  }
}
