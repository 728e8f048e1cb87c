import type { CodeLine, CodeSide, ReadCode } from './code-lines.js';
import { commonColumn, distinctColumn, linesNear } from './column-pattern.js';
import { isView } from './file-kind.js';
import { anyOf, escaped, numbers, spellings, squeezed, wordsOf } from './spelling.js';
import { tableUse } from './table-use.js';

/** Something of the schema that code can name. */
export type CodeObject =
  | { readonly kind: 'table' | 'type' | 'routine'; readonly name: string }
  /** `common`: other tables have a column of this name, or it is an everyday word. */
  | { readonly kind: 'column'; readonly table: string; readonly name: string; readonly common: boolean }
  | { readonly kind: 'value'; readonly type: string; readonly name: string };

/** A line of code that names an object. */
export interface CodeUse {
  readonly path: string;
  readonly line: number;
}

export interface CodeUses {
  /** Lines that the change adds, by their numbers afterwards. */
  readonly added: readonly CodeUse[];
  /** Lines that it takes away, by their numbers before. */
  readonly removed: readonly CodeUse[];
}

/**
 * Changed lines that use an object. What a file takes away and adds again in equal number was moved or reworded, and
 * counts on neither side.
 */
export function usesOf(object: CodeObject, code: readonly ReadCode[]): CodeUses {
  const added: CodeUse[] = [];
  const removed: CodeUse[] = [];
  const keys = keysOf(object);
  for (const file of code.filter((one) => keys.some((key) => one.squeezed.includes(key)))) {
    const before = usesIn(object, keys, file.before);
    const after = usesIn(object, keys, file.after);
    if (after.length > before.length) added.push(...after);
    if (before.length > after.length) removed.push(...before);
  }
  return { added, removed };
}

/** Lines that the change leaves behind it and that name an object, also those that only say it in other words. */
export function linesNaming(object: CodeObject, code: readonly ReadCode[]): readonly CodeUse[] {
  const keys = keysOf(object);
  return code
    .filter((one) => keys.some((key) => one.squeezed.includes(key)))
    .flatMap((file) => usesIn(object, keys, file.after));
}

function usesIn(object: CodeObject, keys: readonly string[], side: CodeSide): readonly CodeUse[] {
  const isUse = matcherOf(object, side);
  return side.lines
    .filter(
      (line) =>
        line.changed &&
        !isLeftAside(line.text) &&
        !isSetting(line.text) &&
        keys.some((key) => squeezed(line.text).includes(key)) &&
        isUse(line),
    )
    .map(({ line }) => ({ path: side.path, line }));
}

/** What tells an ORM to leave a column alone is the step before its drop, and no use. */
export function isLeftAside(text: string): boolean {
  return /\bignored_columns\b|@@?ignore\b/.test(text);
}

/** Without one of these a text has no spelling of the name. */
function keysOf(object: CodeObject): readonly string[] {
  const words = wordsOf(object.name);
  const forms = object.kind === 'table' ? numbers(words).map((form) => form.join('')) : [words.join('')];
  return [...new Set([squeezed(object.name), ...forms.filter((form) => form !== '')])];
}

/** A variable of the environment, or an option of a command line, that is called alike. */
function isSetting(text: string): boolean {
  return /\b(?:process\.env|import\.meta\.env|os\.(?:environ|getenv|Getenv|LookupEnv)|System\.getenv|std::env|env::var|getenv)\b|\bENV(?:\[|\.fetch)|\bflag\.\w+\(/.test(
    text,
  );
}

function matcherOf(object: CodeObject, side: CodeSide): (line: CodeLine) => boolean {
  const inView = isView(side.path);
  switch (object.kind) {
    case 'table':
      return tableUse(object.name, side);
    case 'type':
      return holding(namePattern(object.kind, object.name));
    case 'routine':
      return definesIt(object.name, side) ? () => false : holding(namePattern(object.kind, object.name));
    case 'value': {
      const quoted = new RegExp(`(['"\`])${escaped(object.name)}\\1`);
      const type = new RegExp(anyOf([object.type, ...spellings(wordsOf(object.type))]));
      return (line) => quoted.test(line.text) && linesNear(side, line).some((near) => type.test(near));
    }
    case 'column':
      return object.common
        ? commonColumn(object.table, object.name, side)
        : holding(distinctColumn(object.name, inView));
  }
}

/** A function of the code's own, which is called like the database's. */
function definesIt(name: string, { lines }: CodeSide): boolean {
  const own = new RegExp(`(?<![\\w$])(?:def|defp|function|func|fn|fun|sub)\\s+(?:self\\.)?${escaped(name)}(?![\\w$])`);
  return lines.some(({ text }) => own.test(text) && !/create\s+(?:or\s+replace\s+)?function/i.test(text));
}

function holding(pattern: RegExp): (line: CodeLine) => boolean {
  return ({ text }) => pattern.test(text);
}

/** A single word is the type or the function only where SQL casts or calls. */
function namePattern(kind: 'type' | 'routine', name: string): RegExp {
  const words = wordsOf(name);
  if (words.length > 1) return new RegExp(anyOf(kind === 'type' ? [name, ...spellings(words)] : [name]));
  const called = kind === 'type' ? '::\\s*' : '\\b(?:select|from|call|perform)\\s+';
  return new RegExp(`${called}(?:"?\\w+"?\\.)?"?${escaped(name)}(?![\\w$])`, 'i');
}
