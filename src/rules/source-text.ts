import { tokenize, type Token } from '../sql/lexer.js';
import type { Span } from '../sql/positions.js';
import type { Step } from '../timeline.js';

/** Tokens of a part of a statement. A comment is none, and a placeholder is one, whatever it is written like. */
export function tokensOf(step: Step, span: Span = step.statement.span): Token[] {
  return tokenize(step.source.sql, span.start, span.end).filter((token) => !token.kind.endsWith('comment'));
}

/** A token in capitals; a quoted name keeps its quotes, so it is never taken for a keyword. */
export function wordOf(step: Step, token: Token | undefined): string {
  return token === undefined ? '' : step.source.sql.slice(token.start, token.end).toUpperCase();
}

/** Index of the first of these words that follow each other, outside of all parentheses; -1 without them. */
export function indexOfWords(step: Step, tokens: readonly Token[], ...words: readonly string[]): number {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    const word = wordOf(step, token);
    if (word === ')') depth -= 1;
    if (depth === 0 && words.every((one, nth) => wordOf(step, tokens[at + nth]) === one)) return at;
    if (word === '(') depth += 1;
  }
  return -1;
}

/** Index of the parenthesis that closes the one at an index. */
export function closingOf(step: Step, tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const word = wordOf(step, tokens[at]);
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/**
 * Neighbouring tokens as their author wrote them, without the comments between: in SQL that is put together anew a
 * `--` would swallow what comes to stand behind it.
 */
export function textOf(step: Step, tokens: readonly Token[]): string {
  const { text } = step.source;
  return tokens
    .map((token, at) => text.slice(token.start, token.end) + gap(step, token.end, tokens[at + 1]?.start ?? token.end))
    .join('');
}

/** What stands between two tokens. Two strings are one where a line break parts them, so a comment leaves its own. */
function gap(step: Step, start: number, end: number): string {
  const written = step.source.text.slice(start, end);
  if (written.trim() === '') return written;
  const blank = step.source.sql.slice(start, end);
  const lineBreak = Math.max(blank.lastIndexOf('\n'), blank.lastIndexOf('\r'));
  return lineBreak < 0 ? ' ' : `\n${/^[ \t]*/.exec(written.slice(lineBreak + 1))?.[0] ?? ''}`;
}
