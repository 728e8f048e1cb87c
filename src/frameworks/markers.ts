import { tokenize } from '../sql/lexer.js';
import { commentLines, type CommentLine } from './comment-lines.js';
import type { Framework, SectionDirection, SectionFormat } from './framework.js';
import { FRAMEWORKS } from './index.js';

/** A comment by which a tool knows where a part of a file begins. */
export interface Marker {
  readonly direction: SectionDirection;
  /** UTF-16 offsets of the comment. */
  readonly start: number;
  readonly end: number;
  /** The part says itself that it wants no transaction. */
  readonly optsOut: boolean;
  readonly oneString: boolean;
  /** It is for another database than Postgres. */
  readonly elsewhere: boolean;
}

/**
 * The section markers of the one tool whose file this is, in order; none when no tool's opening marker is there.
 * Only its own: another tool's `migrate:down` in the middle is a comment, and what follows it runs all the same.
 */
export function sectionMarkers(
  lines: readonly CommentLine[],
): { readonly framework: Framework; readonly markers: readonly Marker[] } | null {
  for (const framework of FRAMEWORKS) {
    const { sections } = framework;
    if (sections === undefined) continue;
    const markers = lines.flatMap((line) => markerOf(sections, line));
    if (markers.some((marker) => marker.direction === sections.opensWith)) return { framework, markers };
  }
  return null;
}

/** Whether a file holds a part that goes down, for the one tool whose file it is. */
export function hasWayBack(text: string): boolean {
  const comments = tokenize(text).filter(({ kind }) => kind === 'line-comment');
  const parted = sectionMarkers(commentLines(text, comments));
  return parted?.markers.some(({ direction }) => direction === 'down') === true;
}

/** As each tool reads them, down to case and white space: what it does not take for a marker is none for us. */
function markerOf(format: SectionFormat, line: CommentLine): readonly Marker[] {
  if (line.indented && !format.mayBeIndented) return [];
  const direction = format.up?.test(line.text) === true ? 'up' : format.down?.test(line.text) === true ? 'down' : null;
  if (direction === null) return [];
  const says = (pattern: RegExp | null | undefined): boolean => pattern?.test(line.text) === true;
  const [optsOut, oneString] = [says(format.optsOut), says(format.oneString)];
  const elsewhere = format.elsewhere?.(line.text) === true;
  return [{ direction, start: line.start, end: line.end, optsOut, oneString, elsewhere }];
}
