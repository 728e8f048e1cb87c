import type { ChangedCode } from './changed-code.js';
import { suffixOf } from './file-kind.js';
import { squeezed } from './spelling.js';

/** A line of code without its comments, numbered as in its version of the file. */
export interface CodeLine {
  readonly line: number;
  readonly text: string;
  /** Part of the change; the others stand around it. */
  readonly changed: boolean;
}

/** What a change shows of one file as it was, or as it becomes. */
export interface CodeSide {
  readonly path: string;
  readonly lines: readonly CodeLine[];
  /** Lines that git shows as what a hunk stands in, with the number of the line that follows. */
  readonly headings: readonly Pick<CodeLine, 'line' | 'text'>[];
}

/** A changed file as it was and as it becomes. */
export interface ReadCode {
  readonly path: string;
  readonly before: CodeSide;
  readonly after: CodeSide;
  /** All of its text, squeezed: what does not hold a name does not use it. */
  readonly squeezed: string;
}

/** By path, whatever order they came in. */
export function readCode(files: readonly ChangedCode[]): readonly ReadCode[] {
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => {
      const [before, after] = [sideOf(file, 'old'), sideOf(file, 'new')];
      const texts = [...before.lines, ...after.lines].filter(({ changed }) => changed).map(({ text }) => text);
      return { path: file.path, before, after, squeezed: squeezed(texts.join('\n')) };
    });
}

function sideOf({ path, hunks }: ChangedCode, side: 'old' | 'new'): CodeSide {
  const suffix = suffixOf(path.toLowerCase());
  const comments = COMMENTS.get(suffix) ?? SLASHES;
  const lines: CodeLine[] = [];
  for (const hunk of hunks) {
    let line = side === 'old' ? hunk.oldStart : hunk.newStart;
    const isTop = line <= 1;
    const stripped = suffix === 'py' ? withoutDocs(stripper(comments), isTop) : stripper(comments);
    for (const row of hunk.lines) {
      if (row.side !== side && row.side !== 'both') continue;
      lines.push({ line, text: plain(stripped(row.text.replace(/\r?\n$/, ''))), changed: row.side === side });
      line += 1;
    }
  }
  const headings = hunks
    .filter(({ heading }) => heading !== '')
    .map(({ heading, oldStart, newStart }) => ({ line: side === 'old' ? oldStart : newStart, text: heading }));
  return { path, lines, headings };
}

/**
 * Without SQL's own comments, which stand in strings of any language. An import is no line at all: what a file brings
 * in it does not use there, and Python's `from` is not SQL's.
 */
function plain(text: string): string {
  return /^\s*(?:import\b|from\s+\S+\s+import\b|export\s.*\bfrom\s+['"]|(?:use|using|package|alias|require(?:_relative)?)\s+['"]?[\w.:\\/]+['"]?;?\s*$)/.test(
    text,
  )
    ? ''
    : text.replace(/(?:^|\s)--\s.*$/, '');
}

interface Comments {
  /** Opens a comment that ends with the line. */
  readonly line: RegExp | null;
  readonly opens: string;
  readonly closes: string;
}

const SLASHES: Comments = { line: /^\/\//, opens: '/*', closes: '*/' };
const HASHES: Comments = { line: /^#/, opens: '', closes: '' };
const DASHES: Comments = { line: /^--/, opens: '/*', closes: '*/' };
const MARKUP: Comments = { line: null, opens: '<!--', closes: '-->' };

const COMMENTS: ReadonlyMap<string, Comments> = new Map([
  ...['py', 'rb', 'ex', 'exs', 'sh', 'pl', 'pm', 'r', 'jl', 'cr', 'nim'].map((suffix) => [suffix, HASHES] as const),
  ...['sql', 'hs', 'lua'].map((suffix) => [suffix, DASHES] as const),
  ...['xml', 'erb', 'html', 'heex', 'twig', 'hbs'].map((suffix) => [suffix, MARKUP] as const),
  ['php', { ...SLASHES, line: /^(?:\/\/|#(?!\[))/ }],
]);

/** Python's docstrings: a long string that is a statement of its own, first in its file or behind a colon. */
function withoutDocs(stripped: (text: string) => string, isTop: boolean): (text: string) => string {
  let [before, closes] = [isTop ? ':' : '', ''];
  return (text) => {
    const [opening, quote = ''] = /^\s*[rRuU]?("""|''')/.exec(text) ?? [];
    if (closes === '' && opening !== undefined && before.endsWith(':')) {
      before = '';
      closes = text.slice(opening.length).includes(quote) ? '' : quote;
      return '';
    }
    if (closes !== '') {
      if (text.includes(closes)) closes = '';
      return '';
    }
    const kept = stripped(text);
    if (kept.trim() !== '') before = kept.trim();
    return kept;
  };
}

/** Takes comments out of lines that follow each other. A hunk that begins inside a block comment shows it by its `*`. */
function stripper({ line: opening, opens, closes }: Comments): (text: string) => string {
  let inside = false;
  return (text) => {
    const begun = inside;
    let kept = '';
    let quote = '';
    for (let at = 0; at < text.length; at += 1) {
      const rest = text.slice(at, at + 4);
      if (inside) {
        if (!rest.startsWith(closes)) continue;
        inside = false;
        at += closes.length - 1;
      } else if (quote === '' && opens !== '' && rest.startsWith(opens)) {
        inside = true;
        at += opens.length - 1;
      } else if (quote === '' && opening?.test(rest) === true && !/:$/.test(kept)) return kept;
      else {
        quote = quoteAfter(quote, text, at);
        kept += text.charAt(at);
      }
    }
    return !begun && opens === '/*' && /^\s*\*(?:\s|\/|$)/.test(text) ? '' : kept;
  };
}

/** The quote that is open behind a character; an apostrophe between letters opens none. */
function quoteAfter(quote: string, text: string, at: number): string {
  const character = text.charAt(at);
  if (character !== '"' && character !== "'" && character !== '`') return quote;
  if (quote === character) return text.charAt(at - 1) === '\\' ? quote : '';
  if (quote !== '') return quote;
  return character === "'" && /\w/.test(text.charAt(at - 1)) ? '' : character;
}
