import type { Token } from '../../sql/lexer.js';
import type { Step } from '../../timeline.js';
import { closingOf, indexOfWords, textOf, tokensOf, wordOf } from '../source-text.js';

/** The bound of a partition as its author wrote it. */
export interface WrittenBound {
  /** `FOR VALUES …` or `DEFAULT`. */
  readonly text: string;
  /** What its parentheses hold: those of IN; those of FROM and TO; those of WITH. */
  readonly values: readonly string[];
  /** What follows it, such as `PARTITION BY …`. */
  readonly rest: string;
}

export function writtenBound(step: Step): WrittenBound | null {
  const tokens = tokensOf(step);
  const start = indexOfWords(step, tokens, 'FOR', 'VALUES');
  if (start >= 0) return boundOf(step, tokens, start);
  const fallback = indexOfWords(step, tokens, 'DEFAULT');
  return fallback < 0 ? null : { text: 'DEFAULT', values: [], rest: textOf(step, tokens.slice(fallback + 1)) };
}

function boundOf(step: Step, tokens: readonly Token[], start: number): WrittenBound {
  const values: string[] = [];
  let at = start + 2;
  for (const word of wordOf(step, tokens[at]) === 'FROM' ? ['FROM', 'TO'] : [wordOf(step, tokens[at])]) {
    if (wordOf(step, tokens[at]) !== word) break;
    const close = closingOf(step, tokens, at + 1);
    values.push(textOf(step, tokens.slice(at + 2, close)));
    at = close + 1;
  }
  return { text: textOf(step, tokens.slice(start, at)), values, rest: textOf(step, tokens.slice(at)) };
}
