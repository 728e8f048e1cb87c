import { fileKind } from './file-kind.js';
import { isLeftAside, type CodeUse } from './uses.js';
import { isCommonName, isEverydayName } from './common-word.js';
import { numbers, squeezed, wordsOf } from './spelling.js';
import { isNamedFor } from './table-pattern.js';

/** A name that the migrations take away, and where the base commit still has it. */
export interface Mentions {
  readonly name: string;
  /** Of a single word, which is a mention only in a file that names its table; null of a name that says enough. */
  readonly table: string | null;
  readonly places: readonly CodeUse[];
  /** An ORM that asks the database for its columns uses this one unnamed, and was not told to leave it alone. */
  readonly reflected: boolean;
}

/** A line of the base commit that may hold one of the names. */
export interface FoundLine extends CodeUse {
  readonly text: string;
}

const MOST_NAMES = 50;
const MOST_PLACES = 20;

/**
 * Names worth a search at the base commit, from texts of migrations. A word too many costs a search, one too few an
 * answer, so this need not understand SQL; an everyday word would be found everywhere and tell nothing, and what the
 * texts themselves make is no old name.
 */
export function namesToSearch(texts: readonly string[]): readonly string[] {
  const name = '(?:"[^"\\n]+"|[\\w$.]+)';
  const ofColumns = [
    new RegExp(`\\bDROP\\s+(?:COLUMN\\s+)?(?:IF\\s+EXISTS\\s+)?(${name})`, 'gi'),
    new RegExp(`\\bRENAME\\s+(?:COLUMN\\s+)?(${name})\\s+TO\\b`, 'gi'),
  ];
  const ofTables = [
    new RegExp(`\\bALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(${name})\\s+RENAME\\s+TO\\b`, 'gi'),
    new RegExp(`\\bDROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(${name}(?:\\s*,\\s*${name})*)`, 'gi'),
  ];
  const makers = [
    new RegExp(`\\bCREATE\\s+(?:\\w+\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(${name})`, 'gi'),
    new RegExp(`\\bADD\\s+(?:COLUMN\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?(${name})`, 'gi'),
  ];
  const matched = (text: string, some: readonly RegExp[]) =>
    some.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, list = '']) => list.split(',')));
  const found = texts.flatMap((text) => [...matched(text, ofColumns).filter(isTelling), ...matched(text, ofTables)]);
  const made = new Set(texts.flatMap((text) => matched(text, makers)).map(bare));
  const names = found.map(bare).filter((one) => !made.has(one) && wordsOf(one).join('').length > 2);
  return [...new Set(names)].slice(0, MOST_NAMES);
}

interface Word {
  readonly table: string;
  readonly name: string;
}

/** Columns of one word that go, with their tables. */
function wordsToSearch(texts: readonly string[]): readonly Word[] {
  const name = '(?:"[^"\\n]+"|[\\w$.]+)';
  const alters = new RegExp(`\\bALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(${name})([^;]*)`, 'gi');
  const drops = new RegExp(`\\bDROP\\s+COLUMN\\s+(?:IF\\s+EXISTS\\s+)?(${name})`, 'gi');
  const found = texts.flatMap((text) =>
    [...text.matchAll(alters)].flatMap(([, table = '', rest = '']) =>
      [...rest.matchAll(drops)].map(([, column = '']) => ({ table: bare(table), name: bare(column) })),
    ),
  );
  const told = found.filter((one) => isCommonName(one.name) && !isEverydayName(one.name) && one.name.length > 2);
  const key = ({ table, name: column }: Word): string => `${table} ${column}`;
  return [...new Map(told.map((one) => [key(one), one])).values()].slice(0, MOST_NAMES);
}

function bare(name: string): string {
  return (name.trim().split('.').at(-1) ?? '').replaceAll('"', '');
}

/** What models derive from that find out their columns when they start. */
const REFLECTING = 'ApplicationRecord|ActiveRecord::Base|Sequel::Model';

/** Pattern of a search that finds every spelling of a name, as a part of longer words too. */
function searchPattern(name: string): string {
  return numbers(wordsOf(name))
    .map((words) => words.join('[-_]?'))
    .join('|');
}

/** The search itself is the door's: `linesWith` gives null where it cannot tell, and so does this. */
export async function mentionsIn(
  texts: readonly string[],
  linesWith: (patterns: readonly string[]) => Promise<readonly FoundLine[] | null>,
  migrationsAmong: (paths: readonly string[]) => readonly string[],
): Promise<readonly Mentions[] | null> {
  const [names, words] = [namesToSearch(texts), wordsToSearch(texts)];
  if (names.length + words.length === 0) return [];
  const asked = [...names, ...words.flatMap(({ table, name }) => [name, modelWord(table)])];
  const lines = await linesWith([REFLECTING, ...new Set(asked.map(searchPattern))]);
  if (lines === null) return null;
  const migrations = new Set(migrationsAmong([...new Set(lines.map(({ path }) => path))]));
  const isMigration = (path: string): boolean => migrations.has(path);
  return [...mentionsOf(names, lines, isMigration), ...words.flatMap((word) => ofWord(word, lines, isMigration))];
}

/** What a table's model may be called at the least: Django's `shop_order` is the `Order` of `shop`. */
function modelWord(table: string): string {
  return wordsOf(table).at(-1) ?? table;
}

/** Only in files that name the table too, or are called after it. */
function ofWord(
  { table, name }: Word,
  lines: readonly FoundLine[],
  isMigration: (path: string) => boolean,
): Mentions[] {
  const keys = keysOf(modelWord(table));
  const named = new Set(lines.filter(({ text }) => holds(keys, text)).map(({ path }) => path));
  const near = lines.filter(({ path }) => named.has(path) || isNamedFor(path, modelWord(table)));
  return mentionsOf([name], near, isMigration).map((one) => ({ ...one, table }));
}

function keysOf(name: string): readonly string[] {
  return numbers(wordsOf(name)).map((words) => words.join(''));
}

function holds(keys: readonly string[], text: string): boolean {
  const all = squeezed(text).replaceAll('-', '');
  return keys.some((key) => all.includes(key));
}

/** What was found, by name. Only what could use it counts: no migration, no test, no page, nothing that follows from the schema. */
export function mentionsOf(
  names: readonly string[],
  lines: readonly FoundLine[],
  isMigration: (path: string) => boolean,
): readonly Mentions[] {
  const counted = lines.filter(
    ({ path, text }) => KINDS.has(fileKind(path)) && !isMigration(path) && !isLeftAside(text),
  );
  const reflects = lines.some(({ path, text }) => path.endsWith('.rb') && new RegExp(REFLECTING).test(text));
  const leftAside = lines.filter(({ text }) => isLeftAside(text)).map(({ text }) => squeezed(text));
  const texts = counted.map((line) => ({ ...line, text: squeezed(line.text).replaceAll('-', '') }));
  return names.map((name) => {
    const keys = keysOf(name);
    const places = texts.filter(({ text }) => keys.some((key) => text.includes(key)));
    const isTold = leftAside.some((text) => keys.some((key) => text.includes(key)));
    return {
      name,
      table: null,
      places: places.slice(0, MOST_PLACES).map(({ path, line }) => ({ path, line })),
      reflected: reflects && !isTold,
    };
  });
}

const KINDS = new Set(['code', 'other']);

function isTelling(name: string): boolean {
  return !isCommonName(name.replaceAll('"', ''));
}
