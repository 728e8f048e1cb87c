/** Names that a tool gives to the way back; they are no part of what ran before. */
const WAY_BACK = /(?:[._-](?:down|undo|rollback)|(?:^|\/)(?:down|U\d[\d._]*__[^/]*|\d+\.undo\.[^/]*))\.sql$/i;
/** Tools that give each migration its own folder name the file in it always the same. */
const FIXED_NAME = /^(?:migration|up|down)\.sql$/i;

export function isWayBack(path: string): boolean {
  return WAY_BACK.test(path);
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

/** The folder whose files ran before this one, and how deep below it they stand. */
export function historyOf(path: string): { readonly folder: string; readonly depth: number } {
  const segments = path.split('/');
  const up = FIXED_NAME.test(segments.at(-1) ?? '') && segments.length > 1 ? 2 : 1;
  return { folder: segments.slice(0, -up).join('/') || '.', depth: up };
}

function runKey(path: string): readonly string[] {
  // `~` sorts after every letter that a name may have at this place.
  const ordered = isWayBack(path)
    ? path.replace(/(?:down|undo|rollback)(?=\.sql$)/i, '~').replace(/(^|\/)U(\d[\d._]*)__/i, '$1V$2~~')
    : path;
  return ordered.match(/\d+|[^\d]/g) ?? [];
}

function compareWords(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
