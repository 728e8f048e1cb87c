/** One line of a diff with its 1-based number on each side; null where the side does not have it. */
export interface DiffLine {
  readonly kind: 'context' | 'deleted' | 'added';
  /** With its line end, if it has one. */
  readonly text: string;
  readonly left: number | null;
  readonly right: number | null;
}

export interface Hunk {
  readonly header: string;
  readonly lines: readonly DiffLine[];
}

const contextLines = 3;

export function diffLines(before: string, after: string): readonly DiffLine[] {
  const left = splitLines(before);
  const right = splitLines(after);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - start && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const middle = longestCommon(left.slice(start, left.length - tail), right.slice(start, right.length - tail));
  const kinds = [...Array<Kind>(start).fill('context'), ...middle, ...Array<Kind>(tail).fill('context')];
  return numbered(kinds, left, right);
}

/** Hunks with three lines of context, merged where they touch, as `git diff` cuts them. */
export function hunksOf(lines: readonly DiffLine[]): readonly Hunk[] {
  const ranges: { start: number; end: number }[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'context') continue;
    const start = Math.max(0, index - contextLines);
    const end = Math.min(lines.length, index + contextLines + 1);
    const last = ranges.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges.map(({ start, end }) => {
    const inside = lines.slice(start, end);
    return {
      header: `${rangeHeader(lines.slice(0, start), inside)}${sectionHeading(lines.slice(0, start))}`,
      lines: inside,
    };
  });
}

/** The `patch` field: hunks only, no file header, no line end after the last line. */
export function patchText(hunks: readonly Hunk[]): string {
  return hunks.flatMap((hunk) => [hunk.header, ...hunk.lines.map(patchLine)]).join('\n');
}

type Kind = DiffLine['kind'];

function splitLines(text: string): readonly string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}

/** Beyond this many cells the middle is called replaced as a whole: correct, only not minimal. */
const maxCells = 16_000_000;

function longestCommon(left: readonly string[], right: readonly string[]): readonly Kind[] {
  const width = right.length + 1;
  if ((left.length + 1) * width > maxCells)
    return [...left.map(() => 'deleted' as const), ...right.map(() => 'added' as const)];
  const lengths = new Uint32Array((left.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const same = left[row] === right[column];
      lengths[row * width + column] = same
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const kinds: Kind[] = [];
  let row = 0;
  let column = 0;
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      kinds.push('context');
      row += 1;
      column += 1;
    } else if (row < left.length && (column === right.length || at(row + 1, column) >= at(row, column + 1))) {
      kinds.push('deleted');
      row += 1;
    } else {
      kinds.push('added');
      column += 1;
    }
  }
  return kinds;
}

function numbered(kinds: readonly Kind[], left: readonly string[], right: readonly string[]): readonly DiffLine[] {
  let row = 0;
  let column = 0;
  return kinds.map((kind) => {
    if (kind !== 'added') row += 1;
    if (kind !== 'deleted') column += 1;
    const text = (kind === 'deleted' ? left[row - 1] : right[column - 1]) ?? '';
    return { kind, text, left: kind === 'added' ? null : row, right: kind === 'deleted' ? null : column };
  });
}

function rangeHeader(before: readonly DiffLine[], inside: readonly DiffLine[]): string {
  const side = (name: 'left' | 'right'): string => {
    const skipped = before.filter((line) => line[name] !== null).length;
    const count = inside.filter((line) => line[name] !== null).length;
    // A side without lines is named by the line before it, hence 0 for an empty file.
    const first = count === 0 ? skipped : skipped + 1;
    return count === 1 ? `${first}` : `${first},${count}`;
  };
  return `@@ -${side('left')} +${side('right')} @@`;
}

/** git repeats the nearest earlier line that starts with a letter, `_` or `$`: clients must not take it for content. */
function sectionHeading(before: readonly DiffLine[]): string {
  const heading = before.findLast((line) => line.left !== null && /^[A-Za-z_$]/.test(line.text));
  return heading === undefined ? '' : ` ${heading.text.slice(0, 80).trimEnd()}`;
}

const signs = { context: ' ', deleted: '-', added: '+' } as const;

function patchLine(line: DiffLine): string {
  const sign = signs[line.kind];
  if (line.text.endsWith('\n')) return `${sign}${line.text.slice(0, -1)}`;
  return `${sign}${line.text}\n\\ No newline at end of file`;
}
