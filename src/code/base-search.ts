import { fileKind } from './file-kind.js';
import { isLeftAside, type CodeUse } from './uses.js';
import { isCommonName } from './common-word.js';
import { numbers, squeezed, wordsOf } from './spelling.js';

/** A name that the migrations take away, and where the base commit still has it. */
export interface Mentions {
  readonly name: string;
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
  names: readonly string[],
  linesWith: (patterns: readonly string[]) => Promise<readonly FoundLine[] | null>,
  migrationsAmong: (paths: readonly string[]) => readonly string[],
): Promise<readonly Mentions[] | null> {
  if (names.length === 0) return [];
  const lines = await linesWith([REFLECTING, ...names.map(searchPattern)]);
  if (lines === null) return null;
  const migrations = new Set(migrationsAmong([...new Set(lines.map(({ path }) => path))]));
  return mentionsOf(names, lines, (path) => migrations.has(path));
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
    const keys = numbers(wordsOf(name)).map((words) => words.join(''));
    const places = texts.filter(({ text }) => keys.some((key) => text.includes(key)));
    const isTold = leftAside.some((text) => keys.some((key) => text.includes(key)));
    return {
      name,
      places: places.slice(0, MOST_PLACES).map(({ path, line }) => ({ path, line })),
      reflected: reflects && !isTold,
    };
  });
}

const KINDS = new Set(['code', 'other']);

function isTelling(name: string): boolean {
  return !isCommonName(name.replaceAll('"', ''));
}
