import { tokenize } from '../sql/lexer.js';
import type { Edit } from './rule.js';
import type { Step } from '../timeline.js';

/** A keyword of a statement as written, with its place in the file; null when it is not there. */
export function keyword(step: Step, ...words: readonly string[]): Edit | null {
  const { text } = step.migration;
  const { start, end } = step.statement.span;
  for (const token of tokenize(text, start, end)) {
    const word = text.slice(token.start, token.end);
    if (token.kind === 'word' && words.includes(word.toUpperCase())) return { span: token, text: word };
  }
  return null;
}

/** The statement with a word put behind its first such keyword, in the case that the author writes. */
export function insertAfter(step: Step, word: string, ...keywords: readonly string[]): readonly Edit[] | null {
  const found = keyword(step, ...keywords);
  if (found === null) return null;
  const cased = found.text === found.text.toLowerCase() ? word.toLowerCase() : word;
  return [{ span: found.span, text: `${found.text} ${cased}` }];
}

/** The statement's text with edits inside it applied, for a fix. */
export function edited(step: Step, edits: readonly Edit[]): string {
  const { start, end } = step.statement.span;
  let result = '';
  let at = start;
  for (const edit of edits) {
    result += step.migration.text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return `${result}${step.migration.text.slice(at, end)};`;
}
