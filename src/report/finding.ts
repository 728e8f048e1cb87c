import type { Migration } from '../migration.js';
import type { Edit, Judgement, Place } from '../rules/rule.js';
import type { Span } from '../sql/positions.js';
import { restorePlaceholders, type Placeholder } from '../sql/source.js';
import type { Step } from '../timeline.js';
import { fingerprint } from './identity.js';
import type { Finding, LineRange, Suggestion } from './report.js';

/** What turning offsets into lines needs, by path. */
export interface Located {
  readonly migration: Migration;
  readonly lineOf: (offset: number) => number;
  /** Identity of each piece, by its index. */
  readonly identities: readonly string[];
  readonly placeholders: readonly Placeholder[];
  /** A CR alone ends a line for Postgres and not for GitHub, so the two count lines differently. */
  readonly loneReturns: boolean;
}

export type Locations = ReadonlyMap<string, Located>;

/** A judgement as the report's finding: lines instead of offsets, an identity, the address of its page. */
export function findingOf(judgement: Judgement, locations: Locations, docsBase: string): Finding {
  const place = placeOf(judgement.at, locations);
  const located = place.path === null ? undefined : locations.get(place.path);
  const words = (text: string): string =>
    located === undefined ? text : restorePlaceholders(text, located.placeholders);
  const mode = judgement.mode;
  const softened =
    judgement.at.kind === 'statement' &&
    judgement.at.step.section.direction === 'down' &&
    mode !== 'destructive-rollback';
  return {
    mode,
    alsoModes: (judgement.alsoModes ?? []).filter((other) => other !== mode),
    rule: judgement.rule,
    identity: fingerprint(judgement.rule, place.identity, ...positionOf(judgement.at)),
    // A down migration runs when something has gone wrong already; only losing data is held against it in full.
    severity: softened && judgement.severity === 'unsafe' ? 'caution' : judgement.severity,
    path: place.path,
    statement: place.statement,
    startLine: place.lines?.startLine ?? null,
    endLine: place.lines?.endLine ?? null,
    related: [
      ...(judgement.related ?? []).flatMap((step) => statementPlace(step, locations)),
      ...(judgement.places ?? []),
    ],
    title: words(judgement.title),
    message: words(judgement.message),
    fix: words(judgement.fix),
    fixFiles: judgement.fixFiles.map((file) => ({ ...file, about: words(file.about), sql: words(file.sql) })),
    docs: `${docsBase}/${judgement.rule}.md`,
    suppressed: null,
    suggestion: located === undefined ? null : suggestionOf(judgement.edits, located),
    inDiff:
      place.lines === null || located === undefined || touches(place.lines, located.migration.source.changedLines),
  };
}

function statementPlace(step: Step, locations: Locations): Finding['related'] {
  const located = locations.get(step.migration.path);
  return located === undefined ? [] : [{ path: step.migration.path, ...linesOf(spanOf(step), located.lineOf) }];
}

/** The first line of a statement in its file. */
export function lineAt(step: Step, locations: Locations): number {
  return locations.get(step.migration.path)?.lineOf(spanOf(step).start) ?? 1;
}

export function linesOf(span: Span, lineOf: (offset: number) => number): LineRange {
  return { startLine: lineOf(span.start), endLine: lineOf(Math.max(span.start, span.end - 1)) };
}

/** Of the statement at a place, or of its file. */
export function identityAt(at: Place, locations: Locations): string {
  return placeOf(at, locations).identity;
}

interface Placed {
  readonly path: string | null;
  readonly statement: number | null;
  readonly lines: LineRange | null;
  readonly identity: string;
}

function placeOf(at: Place, locations: Locations): Placed {
  switch (at.kind) {
    case 'statement': {
      const { migration, statement } = at.step;
      return inFile(migration.path, statement.index, spanOf(at.step, at.part), locations);
    }
    case 'piece': {
      const span = at.migration.pieces[at.index]?.span ?? { start: 0, end: 0 };
      return inFile(at.migration.path, at.index, span, locations);
    }
    case 'comment':
      return atComment(at, locations);
    case 'file':
      return { path: at.path, statement: null, lines: null, identity: at.path };
    case 'changeset':
      return { path: null, statement: null, lines: null, identity: '' };
  }
}

/** An acknowledgement stands above the statement that the comment was to be about. */
function atComment({ migration, span }: Extract<Place, { kind: 'comment' }>, locations: Locations): Placed {
  const located = locations.get(migration.path);
  const statement = migration.pieces.find((piece) => piece.span.start >= span.end)?.index ?? null;
  const lines = located === undefined ? null : linesOf(span, located.lineOf);
  return { path: migration.path, statement, lines, identity: migration.path };
}

/** The place in the file of a statement or its n-th subcommand, also where a body runs it. */
function spanOf({ statement, within }: Step, nth: number | null = null): Span {
  const part = nth === null ? undefined : statement.parts[nth];
  if (within === null) return part ?? statement.span;
  if (part === undefined || within.shift === null) return within.span;
  return { start: part.start + within.shift, end: part.end + within.shift };
}

function inFile(path: string, statement: number, span: Span, locations: Locations): Placed {
  const located = locations.get(path);
  if (located === undefined) return { path, statement, lines: null, identity: path };
  return { path, statement, lines: linesOf(span, located.lineOf), identity: located.identities[statement] ?? path };
}

/** The subcommand, and the place in the caller's body. */
function positionOf(at: Place): string[] {
  if (at.kind !== 'statement') return ['0'];
  const part = String(at.part ?? 0);
  return at.step.within === null ? [part] : [part, String(at.step.within.nth)];
}

function touches(lines: LineRange, changed: readonly LineRange[] | null): boolean {
  if (changed === null) return true;
  return changed.some((range) => range.startLine <= lines.endLine && range.endLine >= lines.startLine);
}

/** What a person still overlooks at a glance, and what a diff shows in one piece. */
const MOST_LINES = 30;

/** The edited lines, whole: a suggestion replaces lines, not characters. */
function suggestionOf(edits: readonly Edit[] | null, { migration, lineOf, loneReturns }: Located): Suggestion | null {
  if (edits === null || edits.length === 0) return null;
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  const first = sorted[0]?.span ?? { start: 0, end: 0 };
  const last = sorted.at(-1)?.span ?? first;
  const text = migration.text;
  const start = Math.max(text.lastIndexOf('\n', first.start - 1), text.lastIndexOf('\r', first.start - 1)) + 1;
  const newline = text.slice(last.end).search(/[\r\n]/);
  const end = newline < 0 ? text.length : last.end + newline;
  let replaced = '';
  let at = start;
  for (const edit of sorted) {
    replaced += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  replaced += text.slice(at, end);
  const range = { startLine: lineOf(start), endLine: lineOf(Math.max(start, end - 1)) };
  if (range.endLine - range.startLine >= MOST_LINES || loneReturns) return null;
  return { ...range, lines: replaced.split(/\r?\n/) };
}
