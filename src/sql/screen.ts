import { tokenize } from './lexer.js';
import { prepareSource } from './source.js';

/**
 * The parser overflows its stack from some 5,000 chained operators or 1,666 nested constructs on (measured with
 * libpg-query 18.1.5); every level needs at least one operator, deepening word or bracket of its statement.
 */
const MAX_BURDEN = 1_000;
const MAX_STATEMENTS = 5_000;
const MAX_LENGTH = 512 * 1024;
const MAX_EMBEDDING = 3;

/**
 * Whether a text can be parsed in this process: none of the parser's bombs fits in it. Anything else goes to the
 * child process, which can be killed. Linear in the text.
 */
export function isOrdinary(text: string, embedding = 0): boolean {
  if (text.length > MAX_LENGTH || embedding > MAX_EMBEDDING || rereadByLexer(text) > 50_000) return false;
  const source = prepareSource(text);
  if (source.burden > MAX_BURDEN || source.pieces.length > MAX_STATEMENTS) return false;
  return bodies(text).every((body) => isOrdinary(body, embedding + 1));
}

/** Strings that may be parsed in their turn: bodies of functions and DO blocks, arguments of EXECUTE. */
function bodies(text: string): string[] {
  const found: string[] = [];
  for (const token of tokenize(text)) {
    const isBody = token.kind === 'dollar-string' || (token.kind === 'string' && token.end - token.start > 200);
    if (!isBody) continue;
    const quote = token.kind === 'dollar-string' ? text.indexOf('$', token.start + 1) + 1 - token.start : 1;
    found.push(text.slice(token.start + quote, Math.max(token.start + quote, token.end - quote)));
  }
  return found;
}

/**
 * Postgres's lexer matches a whole run of operator characters before it notices a comment inside, and starts again
 * after each opener: 391 KiB of them cost 84 seconds. The product of both is the work it would do.
 */
function rereadByLexer(text: string): number {
  let worst = 0;
  for (const [run] of text.matchAll(/[-+*/<>=~!@#%^&|`?]{64,}/g)) {
    worst = Math.max(worst, run.length * (run.split('/*').length - 1));
  }
  return worst;
}
