import { pathParts } from './framework.js';

/** A file beside the migrations that tells which tool runs them, and how. Of the base commit, never of the pull request. */
export interface Evidence {
  readonly path: string;
  /** null where only its presence counts, or where it was too large to read. */
  readonly text: string | null;
}

/** Whether a file of the tree is evidence: by its text, by its presence alone, or not at all. */
export function evidenceWanted(path: string): 'text' | 'presence' | null {
  const { name } = pathParts(path);
  return WANTED.get(name) ?? null;
}

const WANTED: ReadonlyMap<string, 'text' | 'presence'> = new Map([
  ['package.json', 'text'],
  ['sqitch.plan', 'presence'],
]);
