import { endOfLine } from './lexer.js';
import type { Span } from './positions.js';

/** A backslash command, which psql takes for itself (source: psqlscanslash.l, command.c). */
export interface PsqlCommand extends Span {
  /** Sends the statement before it, as a semicolon does. */
  readonly sends: boolean;
  /** What it runs that does not stand in this text, in words; null when it runs nothing. */
  readonly outside: string | null;
}

const SENDS = new Set(['g', 'gx', 'gexec', 'gset', 'gdesc', 'crosstabview', 'watch']);
const INCLUDES = new Set(['i', 'include', 'ir', 'include_relative']);
/** Their argument is the rest of the line, whatever is in it. */
const WHOLE_LINE = new Set(['!', 'copy']);

/** The command at a backslash. It ends where the next one begins, also at `\\`, behind which SQL goes on. */
export function psqlCommandAt(text: string, start: number): PsqlCommand {
  const second = text.charAt(start + 1);
  if (second === ';') return { start, end: start + 2, sends: true, outside: null };
  if (second === '\\') return { start, end: start + 2, sends: false, outside: null };
  const [whole = '\\'] = /^\\(?:!|[^\s\\]*)/.exec(text.slice(start, start + 40)) ?? [];
  const name = whole.slice(1);
  const after = start + whole.length;
  const end = WHOLE_LINE.has(name) ? endOfLine(text, after) : endOfArguments(text, after);
  const outside = outsideWords(name, text.slice(after, end).trim());
  return { start, end, sends: SENDS.has(name) || outside !== null, outside };
}

function outsideWords(name: string, argument: string): string | null {
  const shown = argument.length > 80 ? `${argument.slice(0, 80)}…` : argument;
  if (INCLUDES.has(name)) return `\\${name} runs the file ${shown}`;
  if (name === 'gexec') return '\\gexec runs what its query gives';
  if (name === '!') return '\\! runs a command of the shell';
  return name === 'copy' && /\bfrom\b/i.test(argument) ? '\\copy loads rows from elsewhere' : null;
}

function endOfArguments(text: string, start: number): number {
  const lineEnd = endOfLine(text, start);
  let quote = '';
  for (let at = start; at < lineEnd; at += 1) {
    const character = text.charAt(at);
    if (quote === "'" && character === '\\') at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '\\') return at;
    else if (character === "'" || character === '"' || character === '`') quote = character;
  }
  return lineEnd;
}
