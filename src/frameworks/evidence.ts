import { FRAMEWORKS } from './index.js';
import { LOCK_FILES } from './version.js';

/**
 * A file beside the migrations that tells which tool runs them, and how. Of the base commit, never of the pull request;
 * only a sidecar comes with its migration, as the directives in it do.
 */
export interface Evidence {
  readonly path: string;
  /** null where only its presence counts, or where it was too large to read. */
  readonly text: string | null;
}

/** Whether a file of the tree is evidence: by its text, by its presence alone, or not at all. */
export function evidenceWanted(path: string): 'text' | 'presence' | null {
  const lower = path.toLowerCase();
  if (lower.includes('node_modules/')) return null;
  if (LOCK_FILES.test(lower) || isSidecar(lower) || ENVIRONMENT_FILE.test(lower)) return 'text';
  const clues = CLUES.filter(({ file }) => file.test(lower));
  if (clues.length === 0) return null;
  return clues.some(({ read }) => read) ? 'text' : 'presence';
}

const CLUES = FRAMEWORKS.flatMap((framework) => framework.clues);

/** Variables that several tools load by themselves; files of development and of tests go by other names. */
export const ENVIRONMENT_FILE = /(?:^|\/)\.env(?:\.prod(?:uction)?)?$/;

/** A file that speaks of the one migration beside it: Flyway's `V2__x.sql.conf`, diesel's `metadata.toml`. */
export function isSidecar(path: string): boolean {
  return /\.sql\.conf$|(?:^|\/)[0-9][^/]*\/metadata\.toml$/i.test(path);
}

/** Where the sidecar of a migration would be, whichever tool it is. */
export function sidecarsOf(path: string): readonly string[] {
  return [`${path}.conf`, `${path.slice(0, path.lastIndexOf('/') + 1)}metadata.toml`];
}
