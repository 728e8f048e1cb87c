import { fileKind } from './file-kind.js';
import type { Hunk } from './patch.js';

/** A changed file of the application, as its diff shows it. */
export interface ChangedCode {
  readonly path: string;
  readonly hunks: readonly Hunk[];
}

/** Files as both doors find them; no hunks where the diff is missing or too long to be given. */
export interface DiffedFile {
  readonly path: string;
  readonly hunks: () => readonly Hunk[] | null;
}

/** A change of more lines than these is a lock file, a dump or an import: nobody wrote it. */
const MOST_LINES = 5_000;
/** Minified, or data. */
const MOST_COLUMNS = 1_000;
const MOST_FILES = 1_000;
const MOST_CHARACTERS = 4_000_000;

/** The application's own code among changed files; tests, docs, what programs wrote and what is too long left out. */
export function changedCode(files: readonly DiffedFile[]): readonly ChangedCode[] {
  const found: ChangedCode[] = [];
  let characters = 0;
  for (const file of files.filter(({ path }) => isReadCode(path)).slice(0, MOST_FILES)) {
    const hunks = file.hunks() ?? [];
    const length = hunks.flatMap(({ lines }) => lines).reduce((sum, { text }) => sum + text.length, 0);
    if (hunks.length === 0 || isOverlong(hunks) || isGenerated(hunks) || characters + length > MOST_CHARACTERS)
      continue;
    characters += length;
    found.push({ path: file.path, hunks });
  }
  return found;
}

/** Whether a changed file of this name is looked at, so that a door asks git for no other. */
export function isReadCode(path: string): boolean {
  return fileKind(path) === 'code';
}

function isOverlong(hunks: readonly Hunk[]): boolean {
  const changed = hunks.flatMap(({ lines }) => lines).filter(({ side }) => side !== 'both');
  return changed.length > MOST_LINES || changed.some(({ text }) => text.length > MOST_COLUMNS);
}

/** Programs sign what they write in the first lines; a change further below does not show it. */
function isGenerated(hunks: readonly Hunk[]): boolean {
  const top = hunks.filter(({ oldStart, newStart }) => oldStart <= 1 || newStart <= 1).flatMap(({ lines }) => lines);
  return top.slice(0, 12).some(({ text }) => /@generated\b|code generated\b|\bdo not (?:edit|modify)\b/i.test(text));
}
