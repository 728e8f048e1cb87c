import type { CodeUse, CodeUses } from '../code/uses.js';
import { code, listed } from './prose.js';

const MOST_PLACES = 6;

/** `src/orders.ts` lines 3 and 9, `src/admin.ts` line 4: in their order, and not without end. */
export function placesWords(uses: readonly CodeUse[]): string {
  const shown = uses.slice(0, MOST_PLACES);
  const paths = [...new Set(shown.map(({ path }) => path))];
  const words = paths.map((path) => {
    const lines = shown.filter((use) => use.path === path).map(({ line }) => line);
    return `${code(path)} ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
  });
  const left = uses.length - shown.length;
  return listed(left === 0 ? words : [...words, `${left} more ${left === 1 ? 'line' : 'lines'}`]);
}

/** Where the code of this change has a name that goes, as a sentence behind others; empty when it has it nowhere. */
export function oldNameWords({ removed, added }: CodeUses, atBase: readonly CodeUse[]): string {
  const today = atBase.length === 0 ? removed : atBase;
  const before = today.length === 0 ? '' : ` The code that runs today says so in ${placesWords(today)}.`;
  const after = added.length === 0 ? '' : ` Code that this change adds still says so: ${placesWords(added)}.`;
  return before + after;
}

/** Each place as the report has it, one line each. */
export function asRelated(uses: readonly CodeUse[]): readonly { path: string; startLine: number; endLine: number }[] {
  return uses.slice(0, MOST_PLACES).map(({ path, line }) => ({ path, startLine: line, endLine: line }));
}
