import type { Token } from '../sql/lexer.js';
import { commentLines } from './comment-lines.js';
import type { Appends } from './framework.js';

/** A part of a file that grows at its end, such as a changeset. */
export interface AppendedPart {
  readonly name: string;
  /** UTF-16 offsets, the line that names it included; end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly runsAgain: boolean;
  /** It says itself that another text is no mistake. */
  readonly mayChange: boolean;
}

export function appendedParts(appends: Appends, text: string, comments: readonly Token[]): readonly AppendedPart[] {
  const heads = commentLines(text, comments).flatMap((line) => {
    const name = appends.part.exec(line.text)?.[1];
    return name === undefined ? [] : [{ name: name.replace(/["\s]/g, ''), start: line.start }];
  });
  return heads.map(({ name, start }, at) => {
    const end = heads[at + 1]?.start ?? text.length;
    const part = text.slice(start, end);
    const runsAgain = appends.runsAgain.test(part);
    return { name, start, end, runsAgain, mayChange: runsAgain || appends.mayChange.test(part) };
  });
}
