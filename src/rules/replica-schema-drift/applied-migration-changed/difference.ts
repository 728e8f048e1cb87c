import { appendedParts } from '../../../frameworks/appended.js';
import type { Appends } from '../../../frameworks/framework.js';
import { sectionsOf } from '../../../frameworks/sections.js';
import type { Tools } from '../../../frameworks/tool.js';
import type { Migration } from '../../../migration.js';
import { tokenize, type Token } from '../../../sql/lexer.js';
import type { Place } from '../../rule.js';

/**
 * Where what runs up first differs from the base's, comments and white space aside; null when it does not. What goes
 * down has not run, and may be mended.
 */
export function firstDifference(migration: Migration, baseText: string, tools: Tools): Place | null {
  const before = tokenize(baseText);
  const appends = migration.runner.framework?.appends;
  if (appends !== undefined) return changedPart(migration, baseText, before.filter(isComment), appends);
  const now = tokenize(migration.text);
  const isUp = upward(migration.path, migration.text, now, tools);
  const wasUp = upward(migration.path, baseText, before, tools);
  const then = significant(baseText, before.filter(wasUp));
  return differing(migration, significant(migration.text, now.filter(isUp)), then);
}

/** Whether only comments or white space differ, as a checksum of the whole text would see. */
export function differsInForm({ text }: Migration, baseText: string): boolean {
  return unbroken(text) !== unbroken(baseText);
}

function unbroken(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
}

/** A part that stood in the base and is another now, or is gone; new ones are what the file is for. */
function changedPart(
  migration: Migration,
  baseText: string,
  comments: readonly Token[],
  appends: Appends,
): Place | null {
  const parts = appendedParts(appends, migration.text, migration.comments);
  for (const before of appendedParts(appends, baseText, comments)) {
    const now = parts.find(({ name }) => name === before.name);
    if (now === undefined) return { kind: 'file', path: migration.path };
    if (now.mayChange) continue;
    const then = significant(baseText, tokenize(baseText, before.start, before.end));
    const found = differing(migration, significant(migration.text, tokenize(migration.text, now.start, now.end)), then);
    if (found !== null) return found;
  }
  return null;
}

interface Word {
  readonly text: string;
  readonly start: number;
}

function differing(migration: Migration, now: readonly Word[], before: readonly Word[]): Place | null {
  const file: Place = { kind: 'file', path: migration.path };
  const nth = now.findIndex(({ text }, at) => text !== before[at]?.text);
  if (nth < 0) return now.length === before.length ? null : file;
  // Behind the last statement a semicolon says nothing; what follows it is what differs.
  const at = nth === before.length && now[nth]?.text === ';' ? nth + 1 : nth;
  const offset = now[at]?.start ?? 0;
  const piece = migration.pieces.find(({ span }) => span.start <= offset && offset <= span.end);
  return piece === undefined ? file : { kind: 'piece', migration, index: piece.index };
}

function significant(text: string, tokens: readonly Token[]): readonly Word[] {
  const words = tokens.filter((token) => !isComment(token));
  // One semicolon more or less at the end runs nothing.
  while (words.length > 0 && text.slice(words.at(-1)?.start, words.at(-1)?.end) === ';') words.pop();
  return words.map(({ start, end }) => ({ text: text.slice(start, end), start }));
}

function upward(path: string, text: string, tokens: readonly Token[], tools: Tools): (token: Token) => boolean {
  const down = sectionsOf(path, text, tokens.filter(isComment), tools).filter(({ direction }) => direction === 'down');
  return ({ start }) => !down.some((section) => start >= section.start && start < section.end);
}

function isComment({ kind }: Token): boolean {
  return kind === 'line-comment' || kind === 'block-comment';
}
