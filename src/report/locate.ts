import type { Migration } from '../migration.js';
import { lineFinder } from '../sql/positions.js';
import type { Located } from './finding.js';
import { fingerprint, normalised } from './identity.js';

/** Lines and identities of one file. The n-th of equal statements has an identity of its own. */
export function locate(migration: Migration): Located {
  const seen = new Map<string, number>();
  const bare = withoutComments(migration);
  const identities = migration.pieces.map(({ span }) => {
    const text = normalised(bare.slice(span.start, span.end));
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return fingerprint(text, String(nth));
  });
  return {
    migration,
    lineOf: lineFinder(migration.text),
    identities,
    placeholders: migration.placeholders,
    loneReturns: /\r(?!\n)/.test(migration.text),
  };
}

/** Blanks in their place: a statement is the same whatever is said inside it. */
function withoutComments({ text, comments }: Migration): string {
  const starts = [0, ...comments.map(({ end }) => end)];
  const blanks = comments.map(({ start, end }) => ' '.repeat(end - start));
  return starts.map((from, at) => text.slice(from, comments[at]?.start) + (blanks[at] ?? '')).join('');
}
