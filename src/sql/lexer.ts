/**
 * A linear tokenizer for Postgres SQL (source: src/backend/parser/scan.l). It runs before the real parser, so it
 * must survive anything: an unterminated token simply reaches to the end of the text.
 */
export type TokenKind =
  | 'word'
  | 'quoted-name'
  | 'string'
  | 'dollar-string'
  | 'number'
  | 'parameter'
  | 'operator'
  | 'punctuation'
  | 'line-comment'
  | 'block-comment'
  | 'backslash';

export interface Token {
  readonly kind: TokenKind;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const DOLLAR = 36;
const STAR = 42;
const DASH = 45;
const SLASH = 47;
const BACKSLASH = 92;

const OPERATOR_CHARACTERS = new Set([...'+-*/<>=~!@#%^&|`?'].map((character) => character.charCodeAt(0)));

export function isSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= RETURN);
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code) || code === DOLLAR;
}

/** The token that starts at `start`, which must not be white space. */
export function tokenAt(text: string, start: number): Token {
  const code = text.charCodeAt(start);
  if (isNameStart(code)) return wordAt(text, start);
  if (code === QUOTE) return { kind: 'string', start, end: endOfQuoted(text, start + 1, QUOTE, false) };
  if (code === DOUBLE_QUOTE)
    return { kind: 'quoted-name', start, end: endOfQuoted(text, start + 1, DOUBLE_QUOTE, false) };
  if (code === DOLLAR) return dollarAt(text, start);
  if (isDigit(code)) return { kind: 'number', start, end: endOfNumber(text, start) };
  if (code === DASH && text.charCodeAt(start + 1) === DASH) {
    return { kind: 'line-comment', start, end: endOfLine(text, start) };
  }
  if (code === SLASH && text.charCodeAt(start + 1) === STAR) {
    return { kind: 'block-comment', start, end: blockComment(text, start).end };
  }
  if (OPERATOR_CHARACTERS.has(code)) return { kind: 'operator', start, end: endOfOperator(text, start) };
  if (code === BACKSLASH) return { kind: 'backslash', start, end: endOfLine(text, start) };
  return { kind: 'punctuation', start, end: start + 1 };
}

/** All tokens between two offsets, comments included. */
export function tokenize(text: string, start = 0, end = text.length): Token[] {
  const tokens: Token[] = [];
  let at = start;
  while (at < end) {
    if (isSpace(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** Whether a block comment reaches the end of the text without being closed. */
export function isUnterminated(text: string, comment: Token): boolean {
  return comment.kind === 'block-comment' && blockComment(text, comment.start).depth > 0;
}

/** Offset just before the line break, or the end of the text. Postgres ends a `--` comment at CR as well as LF. */
export function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE || code === RETURN) return at;
    at += 1;
  }
  return at;
}

function wordAt(text: string, start: number): Token {
  const first = text.charCodeAt(start) | 32;
  const next = text.charCodeAt(start + 1);
  // E'..', B'..', X'..', N'..': the prefix belongs to the string, and only E gives the backslash a meaning.
  if (next === QUOTE && (first === 101 || first === 98 || first === 120 || first === 110)) {
    return { kind: 'string', start, end: endOfQuoted(text, start + 2, QUOTE, first === 101) };
  }
  if (first === 117 && next === 38) {
    const opening = text.charCodeAt(start + 2);
    if (opening === QUOTE) return { kind: 'string', start, end: endOfQuoted(text, start + 3, QUOTE, false) };
    if (opening === DOUBLE_QUOTE) {
      return { kind: 'quoted-name', start, end: endOfQuoted(text, start + 3, DOUBLE_QUOTE, false) };
    }
  }
  let end = start + 1;
  while (end < text.length && isNamePart(text.charCodeAt(end)) && !opensPlaceholder(text, end)) end += 1;
  return { kind: 'word', start, end };
}

/** `${` is no part of a name in SQL, so in `orders_${year}` a tool's placeholder begins. */
function opensPlaceholder(text: string, at: number): boolean {
  return text.charCodeAt(at) === DOLLAR && text.charCodeAt(at + 1) === 123;
}

function endOfQuoted(text: string, from: number, quote: number, escapes: boolean): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (escapes && code === BACKSLASH) {
      at += 2;
      continue;
    }
    if (code === quote) {
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at += 1;
    }
    at += 1;
  }
  return text.length;
}

function dollarAt(text: string, start: number): Token {
  let at = start + 1;
  if (isDigit(text.charCodeAt(at))) {
    while (isDigit(text.charCodeAt(at))) at += 1;
    return { kind: 'parameter', start, end: at };
  }
  if (isNameStart(text.charCodeAt(at))) {
    while (at < text.length && text.charCodeAt(at) !== DOLLAR && isNamePart(text.charCodeAt(at))) at += 1;
  }
  if (text.charCodeAt(at) !== DOLLAR) return { kind: 'punctuation', start, end: start + 1 };
  const closing = text.indexOf(text.slice(start, at + 1), at + 1);
  return { kind: 'dollar-string', start, end: closing < 0 ? text.length : closing + (at + 1 - start) };
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && (isNamePart(text.charCodeAt(at)) || text.charCodeAt(at) === 46)) at += 1;
  return at;
}

function blockComment(text: string, start: number): { readonly end: number; readonly depth: number } {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code === SLASH && next === STAR) {
      depth += 1;
      at += 2;
    } else if (code === STAR && next === SLASH) {
      depth -= 1;
      at += 2;
      if (depth === 0) break;
    } else at += 1;
  }
  return { end: Math.min(at, text.length), depth };
}

function endOfOperator(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && OPERATOR_CHARACTERS.has(text.charCodeAt(at))) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if ((code === DASH && next === DASH) || (code === SLASH && next === STAR)) break;
    at += 1;
  }
  return at;
}
