import { evidenceWanted } from '../frameworks/evidence.js';

/** Files that tell the tool, the nearest to the migrations first. */
export interface EvidencePlan {
  readonly text: readonly string[];
  /** Known by their names alone. */
  readonly presence: readonly string[];
}

export const MAX_EVIDENCE_BYTES = 256 * 1024;
const MOST_READ = 40;
const MOST_NAMED = 400;

export function evidencePlan(paths: readonly string[], folders: readonly string[]): EvidencePlan {
  if (folders.length === 0) return { text: [], presence: [] };
  const found = paths.flatMap((path) => {
    const wanted = evidenceWanted(path);
    return wanted === null ? [] : [{ path, wanted, distance: Math.min(...folders.map((one) => distance(one, path))) }];
  });
  found.sort((a, b) => a.distance - b.distance || (a.path < b.path ? -1 : 1));
  const of = (kind: 'text' | 'presence') => found.filter(({ wanted }) => wanted === kind).map(({ path }) => path);
  return { text: of('text').slice(0, MOST_READ), presence: of('presence').slice(0, MOST_NAMED) };
}

/** Steps from a folder to the one that holds the file, up and down the tree. */
function distance(folder: string, path: string): number {
  const from = folder === '.' ? [] : folder.split('/');
  const to = path.split('/').slice(0, -1);
  const differs = from.findIndex((name, at) => name !== to[at]);
  const common = differs < 0 ? from.length : differs;
  return from.length - common + to.length - common;
}
