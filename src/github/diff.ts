import type { LineRange } from '../report/report.js';

export interface HunkLine {
  readonly side: 'both' | 'old' | 'new';
  /** With its line end, where it has one. */
  readonly text: string;
}

export interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly lines: readonly HunkLine[];
}

const HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
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
      lines: body.lines,
    });
    at = body.next;
  }
  return hunks;
}

/** Lines of the new side that GitHub lets a comment sit on, one range a hunk. */
export function commentableLines(hunks: readonly Hunk[]): readonly LineRange[] {
  return hunks
    .filter((hunk) => hunk.newLines > 0)
    .map((hunk) => ({ startLine: hunk.newStart, endLine: hunk.newStart + hunk.newLines - 1 }));
}

/** Lines of the new side that were added, and those around a deletion: a statement may lose a line and gain none. */
export function changedLines(hunks: readonly Hunk[]): readonly LineRange[] {
  const touched = hunks.flatMap((hunk) => {
    const blocks = changedBlocks(hunk);
    return blocks.flatMap(({ start, added, removed }) => {
      const around = removed > added ? [start - 1, start + added] : [];
      return [...around, ...Array.from({ length: added }, (_, index) => start + index)];
    });
  });
  return ranges([...new Set(touched)].filter((line) => line > 0).sort((a, b) => a - b));
}

/** Text of a file that the patch adds whole. The caller proves it by the file's blob id. */
export function addedText(hunks: readonly Hunk[]): string | null {
  const [hunk, second] = hunks;
  if (hunk === undefined || second !== undefined || hunk.newStart !== 1) return null;
  return hunk.lines.every((row) => row.side === 'new') ? hunk.lines.map((row) => row.text).join('') : null;
}

/** Text before the change, made by taking the patch back; null where the patch does not fit the new text. */
export function textBefore(text: string, hunks: readonly Hunk[]): string | null {
  const lines = text === '' ? [] : text.split(/(?<=\n)/);
  const before: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    // A hunk without lines on the new side names the line before it.
    const start = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    const shown = hunk.lines.filter((row) => row.side !== 'old');
    if (start < at || shown.some((row, index) => row.text !== lines[start + index])) return null;
    before.push(...lines.slice(at, start), ...hunk.lines.filter((row) => row.side !== 'new').map((row) => row.text));
    at = start + shown.length;
  }
  return [...before, ...lines.slice(at)].join('');
}

export function countLines(hunks: readonly Hunk[], side: HunkLine['side']): number {
  return hunks.reduce((sum, hunk) => sum + hunk.lines.filter((row) => row.side === side).length, 0);
}

interface ChangedBlock {
  /** First line of the new side at or after the block. */
  readonly start: number;
  readonly added: number;
  readonly removed: number;
}

/** Runs of changed rows between two rows of context. */
function changedBlocks(hunk: Hunk): readonly ChangedBlock[] {
  const blocks: ChangedBlock[] = [];
  let line = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
  let block: ChangedBlock | null = null;
  for (const { side } of hunk.lines) {
    if (side === 'both') {
      if (block !== null) blocks.push(block);
      block = null;
    } else {
      const { start, added, removed }: ChangedBlock = block ?? { start: line, added: 0, removed: 0 };
      block = side === 'new' ? { start, added: added + 1, removed } : { start, added, removed: removed + 1 };
    }
    if (side !== 'old') line += 1;
  }
  return block === null ? blocks : [...blocks, block];
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

function ranges(lines: readonly number[]): readonly LineRange[] {
  const found: LineRange[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last !== undefined && last.endLine === line - 1) found[found.length - 1] = { ...last, endLine: line };
    else found.push({ startLine: line, endLine: line });
  }
  return found;
}
