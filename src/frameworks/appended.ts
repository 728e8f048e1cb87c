import type { Token } from '../sql/lexer.js';
import { commentLines } from './comment-lines.js';
import type { Appends } from './framework.js';

/** A part of a file that grows at its end, such as a changeset. */
export interface AppendedPart {
  readonly name: string;
  /** UTF-16 offsets, the line that names it included; end exclusive. */
  readonly start: number;
  readonly end: number;
  /** It says itself that it runs again when it changes. */
  readonly mayChange: boolean;
}

export function appendedParts(appends: Appends, text: string, comments: readonly Token[]): readonly AppendedPart[] {
  const heads = commentLines(text, comments).flatMap((line) => {
    const name = appends.part.exec(line.text)?.[1];
    return name === undefined ? [] : [{ name: name.replace(/["\s]/g, ''), start: line.start }];
  });
  return heads.map(({ name, start }, at) => {
    const end = heads[at + 1]?.start ?? text.length;
    return { name, start, end, mayChange: appends.mayChange.test(text.slice(start, end)) };
  });
}
