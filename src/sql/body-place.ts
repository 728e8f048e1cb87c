import { tokenize } from './lexer.js';
import type { Span } from './positions.js';
import type { RoutineStatement, SourceText } from './routine.js';

/** Where a statement of a body stands in the file. */
export interface BodyPlace {
  /** Its lines, as far as they can be told: else its caller's. */
  readonly span: Span;
  /** From an offset in its source to the same place in the file; null where its text is not found there. */
  readonly shift: number | null;
}

/**
 * Where a statement of a body stands in the file. PL/pgSQL counts lines from the one where the body's string opens; what
 * it rewrites (PERFORM, EXECUTE) is found by its line alone, and what has no line stands for its caller.
 */
export function placeInFile({ statement, source, line }: RoutineStatement, caller: Span, file: SourceText): BodyPlace {
  const unknown = { span: caller, shift: null };
  if (line === null) return unknown;
  const body = tokenize(file.sql, caller.start, caller.end).findLast(
    ({ kind }) => kind === 'dollar-string' || kind === 'string',
  );
  if (body === undefined) return unknown;
  const start = startOfLine(file.text, body.start, line - 1);
  if (start === null || start >= body.end) return unknown;
  const written = source.text.slice(statement.span.start, statement.span.end);
  const found = written === '' ? -1 : file.text.indexOf(written, start);
  const end = endOfLine(file.text, start);
  if (found < 0 || found >= end) return { span: trimmed(file.text, start, Math.min(end, body.end)), shift: null };
  return { span: { start: found, end: found + written.length }, shift: found - statement.span.start };
}

function startOfLine(text: string, from: number, lines: number): number | null {
  let at = from;
  for (let left = lines; left > 0; left -= 1) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return null;
    at = newline + 1;
  }
  return at;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function trimmed(text: string, start: number, end: number): Span {
  const line = text.slice(start, end);
  const blank = line.length - line.trimStart().length;
  return { start: start + blank, end: start + Math.max(blank + 1, line.trimEnd().length) };
}
