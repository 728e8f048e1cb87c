import { answered, DIFF, type Change, type Repository } from './git.js';

/** So many paths on one command line, and no more files than these in all. */
const PATHS_AT_ONCE = 100;
const MOST_FILES = 1_000;
/** Whatever the repository's configuration says, the names in a patch look like this. */
const PREFIXES = ['-U3', '--src-prefix=a/', '--dst-prefix=b/'];

/** The patch of each of these files against `base`, by path; a file that git does not know has none. */
export async function patchesSince(
  { root }: Repository,
  base: string,
  changes: readonly Change[],
): Promise<Map<string, string>> {
  const patches = new Map<string, string>();
  for (let at = 0; at < Math.min(changes.length, MOST_FILES); at += PATHS_AT_ONCE) {
    const paths = changes
      .slice(at, at + PATHS_AT_ONCE)
      .flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath]));
    const diff = await answered([...DIFF, ...PREFIXES, base, '--', ...paths], root);
    for (const [path, patch] of parseDiff(diff)) patches.set(path, patch);
  }
  return patches;
}

/** Hunks by path. A line of content never begins like the header of a file; a name that git had to quote is left out. */
export function parseDiff(diff: string): readonly (readonly [path: string, patch: string])[] {
  return diff.split(/^(?=diff --git )/m).flatMap((part) => {
    const hunks = part.search(/^@@ /m);
    if (hunks < 0) return [];
    const header = part.slice(0, hunks);
    const name = /^\+\+\+ b\/(.+?)\t?$/m.exec(header) ?? /^--- a\/(.+?)\t?$/m.exec(header);
    return name?.[1] === undefined ? [] : [[name[1], part.slice(hunks)] as const];
  });
}
