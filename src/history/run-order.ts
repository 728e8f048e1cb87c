import type { SourceFile } from '../preflight.js';

/** Names that a tool gives to the way back; they are no part of what ran before. */
const WAY_BACK = /(?:[._-](?:down|undo|rollback)|(?:^|\/)(?:down|U\d[\d._]*__[^/]*|\d+\.undo\.[^/]*))\.sql$/i;
/** Tools that give each migration its own folder name the file in it always the same. */
const FIXED_NAME = /^(?:migration|up|down)\.sql$/i;

/** Folders that only keep the files of a version or year together: `2024`, `v2`, `20240101_add_orders`. */
const VERSION_FOLDER = /^(?:v(?:ersion)?[._-]?)?\d/i;
/** Flyway runs these whenever their text changes, after all that have a version. */
const REPEATABLE = /(^|\/)(?=R__[^/]*$)/;

export function isVersionFolder(name: string): boolean {
  return VERSION_FOLDER.test(name);
}

export function isRepeatable(path: string): boolean {
  return REPEATABLE.test(path);
}

/** Also one of Sqitch, in a folder of its own; a service may be called so, and has its migrations below. */
export function goesDown(path: string): boolean {
  return isWayBack(path) || /(?:^|\/)revert\/(?!.*migrat)/i.test(path);
}

/** Texts of the files that go up; the way back takes away what its own up made. */
export function textsGoingUp(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, content }) => (content.kind === 'text' && !goesDown(path) ? [content.text] : []));
}

export function isWayBack(path: string): boolean {
  return WAY_BACK.test(path);
}

/** The path without what tells up from down, in any of the tools' ways. */
export function pairKey(path: string): string {
  return path
    .replace(/(^|[./_-])(?:up|down|do|undo|rollback)(?=\.)/i, '$1')
    .replace(/(^|\/)[UV]([0-9][0-9._]*__)/, '$1$2')
    .replace(/(^|\/)(?:deploy|revert)\//, '$1')
    .replace(/\.{2,}/g, '.');
}

/** The order in which files run: numbers by value (`2_a` before `10_b`), an up before its down. */
export function inRunOrder(a: string, b: string): number {
  const [left, right] = [runKey(a), runKey(b)];
  for (const [index, word] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = compareWords(word, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The folder whose files are one history with this one, those of its version folders included. */
export function historyFolder(path: string): string {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  if (FIXED_NAME.test(name)) folders.pop();
  while (folders.length > 0 && isVersionFolder(folders.at(-1) ?? '')) folders.pop();
  return folders.join('/') || '.';
}

function runKey(path: string): readonly string[] {
  // `~` sorts after every letter that a name may have at this place.
  const last = path.replace(REPEATABLE, '$1~');
  const ordered = isWayBack(path)
    ? path.replace(/(?:down|undo|rollback)(?=\.sql$)/i, '~').replace(/(^|\/)U(\d[\d._]*)__/i, '$1V$2~~')
    : last;
  return ordered.match(/\d+|[^\d]/g) ?? [];
}

function compareWords(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
