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
