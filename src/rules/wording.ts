import type { Edit } from './rule.js';
import { tokensOf, wordOf } from './source-text.js';
import type { Step } from '../timeline.js';

/** A keyword of a statement as written, with its place in the file; null when it is not there. */
export function keyword(step: Step, ...words: readonly string[]): Edit | null {
  const token = tokensOf(step).find((one) => words.includes(wordOf(step, one)));
  return token === undefined ? null : { span: token, text: step.source.text.slice(token.start, token.end) };
}

/** The statement with a word put behind its first such keyword, in the case that the author writes. */
export function insertAfter(step: Step, word: string, ...keywords: readonly string[]): readonly Edit[] | null {
  const found = keyword(step, ...keywords);
  if (found === null) return null;
  const cased = found.text === found.text.toLowerCase() ? word.toLowerCase() : word;
  return [{ span: found.span, text: `${found.text} ${cased}` }];
}

/** The statement without the first row of these words, each with the spaces behind it; comments between them stay. */
export function without(step: Step, ...words: readonly string[]): readonly Edit[] | null {
  const tokens = tokensOf(step);
  const first = tokens.findIndex((_, at) => words.every((word, nth) => wordOf(step, tokens[at + nth]) === word));
  if (first < 0) return null;
  return tokens.slice(first, first + words.length).map(({ start, end }) => {
    const spaces = /^[ \t]*/.exec(step.source.text.slice(end, step.statement.span.end))?.[0].length ?? 0;
    return { span: { start, end: end + spaces }, text: '' };
  });
}

/** Lines of their own above a statement, indented like it and in the case that its author writes. */
export function linesAbove(step: Step, lines: readonly string[]): Edit {
  const start = aboveAcknowledgement(step);
  const text = lines.map((line) => `${cased(step, line)}\n${indentOf(step)}`).join('');
  return { span: { start, end: start }, text };
}

/** A comment that acknowledges a finding must stay on the line before its statement. */
function aboveAcknowledgement({ source: { text }, statement: { span } }: Step): number {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const above = text.lastIndexOf('\n', lineStart - 2) + 1;
  const comment = text.slice(above, lineStart).trim();
  if (text.slice(lineStart, span.start).trim() !== '' || !/^--\s*pg-preflight\s*:/i.test(comment)) return span.start;
  return above + text.slice(above).search(/\S/);
}

/** The same at an offset behind it. */
export function linesBelow(step: Step, offset: number, lines: readonly string[]): Edit {
  const text = lines.map((line) => `\n${indentOf(step)}${cased(step, line)}`).join('');
  return { span: { start: offset, end: offset }, text };
}

/** In lower case where the statement begins so. */
export function cased(step: Step, sql: string): string {
  const [first] = tokensOf(step);
  const word = first === undefined ? '' : step.source.text.slice(first.start, first.end);
  return word !== '' && word === word.toLowerCase() ? sql.toLowerCase() : sql;
}

function indentOf(step: Step): string {
  const before = step.source.text.slice(0, step.statement.span.start);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return /^[ \t]*/.exec(before.slice(lineStart))?.[0] ?? '';
}

/** The statement's text with edits inside it applied, for a fix. */
export function edited(step: Step, edits: readonly Edit[]): string {
  const { start, end } = step.statement.span;
  let result = '';
  let at = start;
  for (const edit of edits) {
    result += step.source.text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return `${result}${step.source.text.slice(at, end)};`;
}
