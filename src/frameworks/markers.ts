import type { Token } from '../sql/lexer.js';
import type { SectionDirection } from './framework.js';

/** A comment by which a tool knows where a part of a file begins. */
export interface Marker {
  readonly framework: string;
  readonly direction: SectionDirection;
  /** UTF-16 offsets of the comment. */
  readonly start: number;
  readonly end: number;
  /** The part says itself that it wants no transaction. */
  readonly optsOut: boolean;
}

/**
 * The section markers of the one tool whose file this is, in order; none when no tool's opening marker is there.
 * Only its own: another tool's `migrate:down` in the middle is a comment, and what follows it runs all the same.
 */
export function sectionMarkers(text: string, comments: readonly Token[]): readonly Marker[] {
  const lines = commentLines(text, comments);
  for (const format of FORMATS) {
    const markers = lines.flatMap((line) => markerOf(format, line));
    if (markers.some((marker) => marker.direction === format.opensWith)) return markers;
  }
  return [];
}

/** One line comment with its first 400 characters; a marker is never longer. */
export interface CommentLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly indented: boolean;
}

/** Line comments that stand alone on their line; only such a line is a directive to any tool. */
export function commentLines(text: string, comments: readonly Token[]): readonly CommentLine[] {
  const lines: CommentLine[] = [];
  for (const { kind, start, end } of comments) {
    if (kind !== 'line-comment') continue;
    let before = start;
    while (before > 0 && (text[before - 1] === ' ' || text[before - 1] === '\t')) before -= 1;
    if (before > 0 && text[before - 1] !== '\n' && text[before - 1] !== '\r') continue;
    lines.push({ text: text.slice(start, Math.min(end, start + 400)).trimEnd(), start, end, indented: before < start });
  }
  return lines;
}

interface Format {
  readonly framework: string;
  /** The marker without which the tool would not split the file. */
  readonly opensWith: SectionDirection;
  readonly up: RegExp | null;
  readonly down: RegExp | null;
  readonly optsOut: RegExp | null;
  readonly mayBeIndented: boolean;
}

/** As each tool reads them, down to case and white space: what it does not take for a marker is none for us. */
const FORMATS: readonly Format[] = [
  {
    framework: 'goose',
    opensWith: 'up',
    up: /^--\s*\+goose\s+up$/i,
    down: /^--\s*\+goose\s+down$/i,
    optsOut: null,
    mayBeIndented: false,
  },
  {
    framework: 'sql-migrate',
    opensWith: 'up',
    up: /^-- \+migrate Up\b/,
    down: /^-- \+migrate Down\b/,
    optsOut: /\bnotransaction\b/,
    mayBeIndented: false,
  },
  {
    framework: 'dbmate',
    opensWith: 'up',
    up: /^--\s*migrate:up(?:\s|$)/,
    down: /^--\s*migrate:down(?:\s|$)/,
    optsOut: /\stransaction:false(?:\s|$)/,
    mayBeIndented: false,
  },
  {
    framework: 'liquibase',
    opensWith: 'up',
    up: /^--\s*changeset\s+(?:"[^"]+"|[^:\s]+):\s*\S/i,
    down: null,
    optsOut: /\brunInTransaction:\s*false\b/i,
    mayBeIndented: true,
  },
  {
    framework: 'tern',
    opensWith: 'down',
    up: null,
    down: /^---- create above \/ drop below ----$/,
    optsOut: null,
    mayBeIndented: false,
  },
  {
    framework: 'mybatis',
    opensWith: 'down',
    up: null,
    down: /^--\s*\/\/\s*@UNDO/,
    optsOut: null,
    mayBeIndented: false,
  },
  {
    // Without the first marker node-pg-migrate runs the whole file as up, the part below `Down Migration` included.
    framework: 'node-pg-migrate',
    opensWith: 'up',
    up: /^--[\s-]*up\s+migration/i,
    down: /^--[\s-]*down\s+migration/i,
    optsOut: null,
    mayBeIndented: true,
  },
];

function markerOf(format: Format, line: CommentLine): readonly Marker[] {
  if (line.indented && !format.mayBeIndented) return [];
  const direction = format.up?.test(line.text) === true ? 'up' : format.down?.test(line.text) === true ? 'down' : null;
  if (direction === null) return [];
  const optsOut = format.optsOut?.test(line.text) === true;
  return [{ framework: format.framework, direction, start: line.start, end: line.end, optsOut }];
}
