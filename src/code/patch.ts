export interface HunkLine {
  readonly side: 'both' | 'old' | 'new';
  /** With its line end, where it has one. */
  readonly text: string;
}

export interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly newLines: number;
  /** The line that git shows behind the numbers: what the hunk stands in. */
  readonly heading: string;
  readonly lines: readonly HunkLine[];
}

const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)/;
const NO_LINE_END = '\\ No newline at end of file';

/** The hunks of one file's patch; null for a patch that does not keep what its headers promise, as a cut one would. */
export function parsePatch(patch: string): readonly Hunk[] | null {
  const rows = patch.split('\n');
  const hunks: Hunk[] = [];
  let at = 0;
  while (at < rows.length) {
    const header = HEADER.exec(rows[at] ?? '');
    if (header === null) return rows.slice(at).every((row) => row === '') ? hunks : null;
    const body = hunkLines(rows, at + 1, count(header[2]), count(header[4]));
    if (body === null) return null;
    hunks.push({
      oldStart: Number(header[1]),
      newStart: Number(header[3]),
      newLines: count(header[4]),
      heading: (header[5] ?? '').trim(),
      lines: body.lines,
    });
    at = body.next;
  }
  return hunks;
}

/** The patch that adds a text as a new file. */
export function patchOfNew(text: string): string {
  if (text === '') return '';
  const rows = text.replace(/\n$/, '').split('\n');
  const end = text.endsWith('\n') ? '' : `\n${NO_LINE_END}`;
  return `@@ -0,0 +1,${rows.length} @@\n${rows.map((row) => `+${row}`).join('\n')}${end}`;
}

function hunkLines(
  rows: readonly string[],
  from: number,
  oldLines: number,
  newLines: number,
): { readonly lines: readonly HunkLine[]; readonly next: number } | null {
  const lines: HunkLine[] = [];
  let next = from;
  let [oldLeft, newLeft] = [oldLines, newLines];
  while (oldLeft > 0 || newLeft > 0) {
    const row = rows[next];
    const side = row === undefined ? null : sideOf(row);
    if (row === undefined || side === null) return null;
    const ended = rows[next + 1] !== NO_LINE_END;
    lines.push({ side, text: row.slice(1) + (ended ? '\n' : '') });
    next += ended ? 1 : 2;
    if (side !== 'new') oldLeft -= 1;
    if (side !== 'old') newLeft -= 1;
  }
  return oldLeft === 0 && newLeft === 0 ? { lines, next } : null;
}

function sideOf(row: string): HunkLine['side'] | null {
  if (row.startsWith('+')) return 'new';
  if (row.startsWith('-')) return 'old';
  return row.startsWith(' ') ? 'both' : null;
}

function count(text: string | undefined): number {
  return text === undefined ? 1 : Number(text);
}
