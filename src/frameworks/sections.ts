import type { Token } from '../sql/lexer.js';
import type { Section } from './framework.js';
import { commentLines, sectionMarkers, type Marker } from './markers.js';
import { namedFile, nameOptsOut, type NamedFile } from './named-direction.js';
import { leadingComments, ternOptOut, transactionOptOut } from './transaction-markers.js';

/** The name of the tool for the report, `plain-sql` when nothing tells. */
export function frameworkOf(path: string, text: string, comments: readonly Token[]): string {
  return readingOf(path, text, comments).framework ?? byContent(text, comments) ?? 'plain-sql';
}

/**
 * The parts of a file that its tool runs apart, in order; together they cover the file but for the markers, so that
 * no statement is outside all of them. Offsets are UTF-16; `comments` are those of the whole file.
 */
export function sectionsOf(path: string, text: string, comments: readonly Token[]): readonly Section[] {
  const { framework, direction, markers, optsOut } = readingOf(path, text, comments);
  if (markers.length === 0) {
    // psql runs Sqitch's scripts and adds nothing; only its own header proves that a `deploy` folder is Sqitch's.
    const statement = optsOut || (framework === 'sqitch' && hasSqitchHeader(text, comments));
    const transaction = statement ? 'statement' : 'file';
    return [{ direction: direction ?? 'up', start: 0, end: text.length, transaction, assumed: !statement }];
  }
  return cut(text, markers).map(({ marker, start, end }) => {
    const statement = optsOut || marker.optsOut || (framework === 'tern' && ternOptOut(text, comments, start, end));
    return { direction: marker.direction, start, end, transaction: statement ? 'statement' : 'file', assumed: false };
  });
}

interface Reading extends NamedFile {
  readonly markers: readonly Marker[];
  readonly optsOut: boolean;
}

function readingOf(path: string, text: string, comments: readonly Token[]): Reading {
  const named = namedFile(path);
  // A name that says `up` beats a marker: no tool that names files so would leave a `migrate:down` part out.
  const markers = named.direction === 'up' ? [] : sectionMarkers(text, comments);
  const framework = markers[0]?.framework ?? named.framework;
  const optOut = transactionOptOut(text, comments);
  const heard = optOut !== null && (framework === null || framework === optOut || SHARED_NAMES[framework] === optOut);
  return {
    framework: heard ? optOut : framework,
    direction: named.direction,
    markers,
    optsOut: heard || nameOptsOut(path),
  };
}

/** Tools whose file names are the same, so that the opt-out of the second may stand in what looks like the first's. */
const SHARED_NAMES: Readonly<Record<string, string>> = {
  'golang-migrate': 'sqlx',
  diesel: 'hasura',
  flyway: 'evolve',
};

interface Part {
  readonly marker: Marker;
  readonly start: number;
  readonly end: number;
}

/** What stands above the first marker runs with it, or as up above a marker that opens a down part. */
function cut(text: string, markers: readonly Marker[]): readonly Part[] {
  const parts = markers.map((marker, at) => ({
    marker,
    start: marker.end,
    end: markers[at + 1]?.start ?? text.length,
  }));
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  if (first.marker.direction === 'up') return [{ ...first, start: 0 }, ...rest];
  const above: Part = {
    marker: { ...first.marker, direction: 'up', optsOut: false },
    start: 0,
    end: first.marker.start,
  };
  return text.slice(0, above.end).trim() === '' ? parts : [above, ...parts];
}

function hasSqitchHeader(text: string, comments: readonly Token[]): boolean {
  const head = commentLines(text, leadingComments(text, comments));
  return head.some((line) => /^--\s*(?:Deploy|Revert)\s+\S/.test(line.text));
}

/** Comments that only one tool writes, and that say nothing about direction or transaction. */
const SIGNATURES: readonly (readonly [framework: string, pattern: RegExp])[] = [
  ['atlas', /^--\s*atlas:(?:txmode|delimiter|checkpoint|sum|nolint|import)\b/],
  ['graphile-migrate', /^--!\s*(?:Previous|Hash|Message|AllowInvalidHash)\b/],
  ['liquibase', /^--\s*liquibase\s+formatted\s+sql/i],
  ['bun', /^--bun:split/],
  ['yoyo', /^--\s*depends:/],
];

function byContent(text: string, comments: readonly Token[]): string | null {
  const lines = commentLines(text, comments);
  // A breakpoint may follow the semicolon on the same line, where no other tool looks for its own.
  if (comments.some(({ start }) => text.startsWith('--> statement-breakpoint', start))) return 'drizzle';
  return SIGNATURES.find(([, pattern]) => lines.some((line) => pattern.test(line.text)))?.[0] ?? null;
}
