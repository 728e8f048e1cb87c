import type { Hunk, HunkLine } from '../code/patch.js';
import type { LineRange } from '../report/report.js';

export { parsePatch } from '../code/patch.js';
export type { Hunk } from '../code/patch.js';

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

function ranges(lines: readonly number[]): readonly LineRange[] {
  const found: LineRange[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last !== undefined && last.endLine === line - 1) found[found.length - 1] = { ...last, endLine: line };
    else found.push({ startLine: line, endLine: line });
  }
  return found;
}
