import type { Judged } from './history-plan.js';

/** What a diff says of a file. */
export interface Moved extends Judged {
  readonly status: Exclude<Judged['status'], 'given'>;
}

/** A file moved into the migrations is new there; one moved out of them is gone; null for what is none. */
export function asMigration(
  { path, previousPath, status }: Moved,
  isMigration: (path: string) => boolean,
): Moved | null {
  const was = previousPath !== null && isMigration(previousPath);
  if (!isMigration(path)) return was ? { path: previousPath, previousPath: null, status: 'removed' } : null;
  return previousPath !== null && !was ? { path, previousPath: null, status: 'added' } : { path, previousPath, status };
}
