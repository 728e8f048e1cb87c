import type { LineRange } from '../report/report.js';
import type { Paint } from './paint.js';
import { visible } from './plain-text.js';
import { clip } from './wrap.js';

/** A long statement shows its head and its end. */
const HEAD = 8;
const TAIL = 2;

/** The lines of one statement as they stand in the file (`source`: all its lines), each with its number and a mark. */
export function codeFrame(source: readonly string[], range: LineRange, width: number, paint: Paint): readonly string[] {
  const lines = source.slice(range.startLine - 1, range.endLine);
  const gutter = String(range.endLine).length;
  const room = Math.max(10, width - gutter - 5);
  const framed = lines.map((line, offset) => {
    const number = String(range.startLine + offset).padStart(gutter);
    const text = clip(visible(line.slice(0, room * 4)).replaceAll('\t', '  '), room);
    return `${paint('red', '>')} ${paint('dim', `${number} |`)} ${text}`.trimEnd();
  });
  if (framed.length <= HEAD + TAIL + 1) return framed;
  const left = framed.length - HEAD - TAIL;
  const gap = paint('dim', `  ${' '.repeat(gutter)} … ${left} more lines`);
  return [...framed.slice(0, HEAD), gap, ...framed.slice(-TAIL)];
}
