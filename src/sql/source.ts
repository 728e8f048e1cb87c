import { endOfLine, isSpace, isUnterminated, tokenAt, type Token } from './lexer.js';
import type { Span } from './positions.js';

/** Foreign text that stands where SQL should, replaced by an identifier of the same length so that the rest parses. */
export interface Placeholder extends Span {
  readonly original: string;
}

/** A migration's text made ready for the parser; every offset in `sql` is the same offset in the original text. */
export interface PreparedSource {
  readonly sql: string;
  /** Top-level statements, from first to last token; comments before and after are not part of them. */
  readonly pieces: readonly Piece[];
  readonly comments: readonly Token[];
  readonly placeholders: readonly Placeholder[];
  /** Lines that psql takes for itself, from the backslash on. */
  readonly psql: readonly Span[];
  /** How hard the text could be on the parser; see `screen.ts`. */
  readonly burden: number;
}

export interface Piece extends Span {
  /** Commas outside parentheses: where the subcommands of an ALTER TABLE part. */
  readonly commas: readonly number[];
}

/** Marks an identifier that stands for a placeholder; a private-use character never occurs in real SQL. */
export const PLACEHOLDER_MARK = '\uE000';
const FIRST_PLACEHOLDER = 0xe100;
const LAST_PLACEHOLDER = 0xf8ff;

/** Words that can nest or chain an expression: with operators and brackets, the only ways to a deep tree. */
const DEEPENING_WORDS = new Set(
  (
    'not case when join union intersect except select with at collate is in between like ilike similar and or ' +
    'array row values overlaps isnull notnull operator over filter lateral'
  ).split(' '),
);

/**
 * One linear pass: blanks what psql would take for itself (backslash commands, COPY data), turns `GO` into a
 * semicolon, replaces placeholders, and cuts the text into statements.
 */
export function prepareSource(text: string): PreparedSource {
  const edits: Edit[] = [];
  const comments: Token[] = [];
  const pieces: Piece[] = [];
  const placeholders: Placeholder[] = [];
  const psql: Span[] = [];
  let piece = openPiece();
  let burden = 0;
  const close = (): void => {
    burden = Math.max(burden, piece.deepening + piece.deepest);
    if (piece.start >= 0) pieces.push({ start: piece.start, end: piece.end, commas: piece.commas });
    piece = openPiece();
  };
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const placeholder = placeholderAt(text, at, piece.brackets);
    if (placeholder !== null && placeholders.length < LAST_PLACEHOLDER - FIRST_PLACEHOLDER) {
      edits.push({ ...placeholder, text: standIn(placeholder, placeholders.length) });
      placeholders.push(placeholder);
      extend(piece, placeholder);
      at = placeholder.end;
      continue;
    }
    const token = tokenAt(text, at);
    at = token.end;
    if (token.kind === 'line-comment' || token.kind === 'block-comment') {
      comments.push(token);
      // Everything after an opener that nothing closes would pass unseen: the parser has to refuse it.
      if (token.end === text.length && isUnterminated(text, token)) extend(piece, token);
      // The parser refuses a comment between some pairs of words (`NOT /* … */ IN`) that Postgres itself accepts.
      else if (piece.start >= 0) edits.push({ start: token.start, end: token.end, text: blank(text, token) });
    } else if (token.kind === 'backslash') {
      psql.push(token);
      edits.push({
        start: token.start,
        end: token.end,
        text: (piece.start < 0 ? ' ' : ';').padEnd(token.end - token.start),
      });
      // `SELECT … \gexec` ends its statement; a command at the start of a line inside one does not.
      if (!startsLine(text, token.start)) close();
      else edits[edits.length - 1] = { start: token.start, end: token.end, text: ' '.repeat(token.end - token.start) };
    } else if (isBatchSeparator(text, token)) {
      edits.push({ start: token.start, end: token.end, text: '; ' });
      close();
    } else if (endsStatement(text, token, piece)) {
      const data = piece.copyFromStdin ? copyData(text, at) : null;
      close();
      if (data !== null) {
        edits.push({ ...data, text: blank(text, data) });
        at = data.end;
      }
    } else track(text, token, piece);
  }
  close();
  return { sql: applyEdits(text, edits), pieces, comments, placeholders, psql, burden };
}

interface Edit extends Span {
  readonly text: string;
}

interface OpenPiece {
  start: number;
  end: number;
  commas: number[];
  parentheses: number;
  brackets: number;
  deepest: number;
  deepening: number;
  words: string[];
  atomic: number;
  copyFromStdin: boolean;
}

function openPiece(): OpenPiece {
  return {
    start: -1,
    end: -1,
    commas: [],
    parentheses: 0,
    brackets: 0,
    deepest: 0,
    deepening: 0,
    words: [],
    atomic: 0,
    copyFromStdin: false,
  };
}

function extend(piece: OpenPiece, span: Span): void {
  if (piece.start < 0) piece.start = span.start;
  piece.end = span.end;
}

function track(text: string, token: Token, piece: OpenPiece): void {
  extend(piece, token);
  // A long run of operator characters may be many operators to the parser, so each character counts.
  if (token.kind === 'operator') piece.deepening += token.end - token.start;
  else if (token.kind === 'word') trackWord(text.slice(token.start, token.end).toLowerCase(), piece);
  else if (token.kind === 'punctuation') trackPunctuation(text.charAt(token.start), token.start, piece);
}

function trackWord(word: string, piece: OpenPiece): void {
  if (DEEPENING_WORDS.has(word)) piece.deepening += 1;
  const words = piece.words;
  const previous = words[words.length - 1];
  // The only statement with semicolons of its own: CREATE FUNCTION … BEGIN ATOMIC …; …; END (CASE has an END too).
  if (word === 'atomic' && previous === 'begin' && words[0] === 'create') piece.atomic = 1;
  else if (piece.atomic > 0 && word === 'case') piece.atomic += 1;
  else if (piece.atomic > 0 && word === 'end') piece.atomic -= 1;
  if (word === 'stdin' && previous === 'from' && words[0] === 'copy') piece.copyFromStdin = true;
  if (words.length < 2) words.push(word);
  else words[1] = word;
}

function trackPunctuation(character: string, at: number, piece: OpenPiece): void {
  if (character === '(') piece.parentheses += 1;
  else if (character === ')') piece.parentheses = Math.max(0, piece.parentheses - 1);
  else if (character === '[') piece.brackets += 1;
  else if (character === ']') piece.brackets = Math.max(0, piece.brackets - 1);
  else if (character === ':' || character === '.') piece.deepening += 1;
  else if (character === ',' && piece.parentheses === 0) piece.commas.push(at);
  piece.deepest = Math.max(piece.deepest, piece.parentheses + piece.brackets);
}

function endsStatement(text: string, token: Token, piece: OpenPiece): boolean {
  return (
    token.kind === 'punctuation' && text.charAt(token.start) === ';' && piece.parentheses === 0 && piece.atomic === 0
  );
}

function isBatchSeparator(text: string, token: Token): boolean {
  if (token.kind !== 'word' || token.end - token.start !== 2) return false;
  if (text.slice(token.start, token.end).toUpperCase() !== 'GO') return false;
  return startsLine(text, token.start) && text.slice(token.end, endOfLine(text, token.end)).trim() === '';
}

function startsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charAt(before) === ' ' || text.charAt(before) === '\t')) before -= 1;
  return before < 0 || text.charAt(before) === '\n' || text.charAt(before) === '\r';
}

/** From the line after `COPY … FROM stdin;` to the end of its `\.` line (or of the text). */
function copyData(text: string, after: number): Span {
  const start = endOfLine(text, after);
  let at = start;
  while (at < text.length) {
    const lineStart = at;
    at = endOfLine(text, at + 1);
    if (text.slice(lineStart, at).trim() === '\\.') return { start, end: at };
  }
  return { start, end: text.length };
}

function placeholderAt(text: string, at: number, brackets: number): Placeholder | null {
  const two = text.slice(at, at + 2);
  if (two === '${') return until(text, at, '}');
  if (two === '{{') return until(text, at, '}}');
  if (text.charAt(at) !== ':' || brackets > 0 || text.charAt(at - 1) === ':') return null;
  const match = /^:(?:[A-Za-z_][A-Za-z0-9_]*|'[A-Za-z0-9_]+'|"[A-Za-z0-9_]+")/.exec(text.slice(at, at + 80));
  if (match === null) return null;
  return { start: at, end: at + match[0].length, original: match[0] };
}

function until(text: string, start: number, closing: string): Placeholder | null {
  const found = text.slice(start, start + 200).indexOf(closing);
  if (found < 0) return null;
  const end = start + found + closing.length;
  const original = text.slice(start, end);
  return /[\r\n]/.test(original) ? null : { start, end, original };
}

/** Same length; keeps psql's `:'x'` a string and `:"x"` a quoted name. */
function standIn(placeholder: Placeholder, index: number): string {
  const length = placeholder.end - placeholder.start;
  const id = String.fromCharCode(FIRST_PLACEHOLDER + index);
  const quote = placeholder.original.charAt(1);
  if (placeholder.original.startsWith(':') && (quote === "'" || quote === '"')) {
    return quote + PLACEHOLDER_MARK + id.padEnd(length - 3, PLACEHOLDER_MARK) + quote;
  }
  return PLACEHOLDER_MARK + id.padEnd(length - 1, PLACEHOLDER_MARK);
}

/** Gives stand-ins in a name back the text that a person wrote. */
export function restorePlaceholders(name: string, placeholders: readonly Placeholder[]): string {
  if (!name.includes(PLACEHOLDER_MARK)) return name;
  return name.replace(/\uE000([\uE100-\uF8FF])\uE000*/g, (whole, id: string) => {
    return placeholders[id.charCodeAt(0) - FIRST_PLACEHOLDER]?.original ?? whole;
  });
}

function blank(text: string, span: Span): string {
  return text.slice(span.start, span.end).replace(/[^\r\n]/g, ' ');
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
