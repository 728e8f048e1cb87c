import type { Token } from '../sql/lexer.js';
import type { FileText } from './framework.js';

/** One line comment with its first 400 characters; a marker is never longer. */
export interface CommentLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly indented: boolean;
}

export function fileText(text: string, comments: readonly Token[]): FileText {
  const lines = commentLines(text, comments);
  const end = leadingComments(text, comments).at(-1)?.end ?? 0;
  return { text, comments, lines, head: lines.filter((line) => line.end <= end) };
}

/** Line comments that stand alone on their line; only such a line is a directive to any tool. */
export function commentLines(text: string, comments: readonly Token[]): readonly CommentLine[] {
  const lines: CommentLine[] = [];
  for (const { kind, start, end } of comments) {
    if (kind !== 'line-comment') continue;
    let before = start;
    while (before > 0 && (text[before - 1] === ' ' || text[before - 1] === '\t')) before -= 1;
    if (before > 0 && text[before - 1] !== '\n' && text[before - 1] !== '\r') continue;
    lines.push({ text: text.slice(start, Math.min(end, start + 400)).trimEnd(), start, end, indented: before < start });
  }
  return lines;
}

/** Comments before the first statement. */
function leadingComments(text: string, comments: readonly Token[]): readonly Token[] {
  let at = 0;
  const count = comments.findIndex((comment) => {
    const between = text.slice(at, comment.start);
    at = comment.end;
    return between.trim() !== '';
  });
  return count < 0 ? comments : comments.slice(0, count);
}

/** The first of the lines that begins at its margin and matches. */
export function lineAtMargin(lines: readonly CommentLine[], pattern: RegExp): CommentLine | null {
  return lines.find((line) => !line.indented && pattern.test(line.text)) ?? null;
}

/** The first of the lines that matches, wherever it stands. */
export function anyLine(lines: readonly CommentLine[], pattern: RegExp): CommentLine | null {
  return lines.find((line) => pattern.test(line.text)) ?? null;
}
