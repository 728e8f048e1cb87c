import { createHash } from 'node:crypto';
import { renderReviewComment } from '../render/review-comment.js';
import { worstFirst } from '../render/tally.js';
import type { FileReport, Finding, Report, Severity } from '../report/report.js';
import type { Hunk } from './diff.js';
import { finishedThreads } from './finished.js';
import type { Finished } from './finished.js';
import type { Thread } from './host.js';
import { marked, markerOf, sameBody } from './marker.js';
import type { Marker } from './marker.js';
import { placeOf, withFittingSuggestions } from './placement.js';
import type { Place } from './placement.js';

export interface PlacedBody {
  readonly place: Place;
  readonly body: string;
}

export interface NewComment extends PlacedBody {
  readonly path: string;
  /** Where else it may stand if GitHub refuses it there, the next best first. */
  readonly otherwise: readonly PlacedBody[];
}

export interface CommentUpdate {
  readonly thread: Thread;
  readonly body: string;
}

/** What to do about inline comments, before doing it. */
export interface PublishPlan {
  readonly create: readonly NewComment[];
  readonly update: readonly CommentUpdate[];
  /** Nothing wants them any more. */
  readonly finished: readonly Finished[];
  readonly keep: readonly Thread[];
  /** Statements that the limit left without a comment. */
  readonly overLimit: number;
}

export interface PlanOptions {
  readonly key: string;
  /** Most inline comments on the pull request, those already there included. */
  readonly limit: number;
}

/** `diffs` holds the changed files: null hunks where GitHub gave no patch. `threads` are those that we began. */
export function publishPlan(
  report: Report,
  diffs: ReadonlyMap<string, readonly Hunk[] | null>,
  threads: readonly Thread[],
  options: PlanOptions,
): PublishPlan {
  const open = threads.filter((thread) => isOurs(markerOf(thread.body), options.key));
  const { matched, missing, left } = matches(wantedComments(report, diffs), open);
  const bodies = matched.map(({ wanted, thread }) => ({
    thread,
    body: bodyOf({ ...wanted, kind: kindOf(thread) }, placeNow(thread), report, options),
  }));
  const update = bodies.filter(({ thread, body }) => !sameBody(thread.body, body));
  const free = Math.max(0, options.limit - matched.length);
  return {
    create: missing.slice(0, free).map((wanted) => {
      const [best = { place: wanted.place, body: '' }, ...otherwise] = places(wanted).map((one) => ({
        place: one.place,
        body: bodyOf(one, one.place, report, options),
      }));
      return { path: wanted.path, ...best, otherwise };
    }),
    update,
    finished: finishedThreads(
      left,
      matched.map(({ thread }) => thread),
      acceptedIn(report),
      report,
    ),
    keep: bodies.filter(({ thread, body }) => sameBody(thread.body, body)).map(({ thread }) => thread),
    overLimit: Math.max(0, missing.length - free),
  };
}

interface Wanted {
  /** What the comment sits on: a comment on a file names the lines of its findings. */
  readonly kind: 'statement' | 'file';
  readonly id: string;
  readonly path: string;
  readonly place: Place;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

const RANK: Readonly<Record<Severity, number>> = { unsafe: 0, caution: 1, note: 2 };

/** One comment a statement, one for a file that has no patch; worst first, then in the report's order. */
function wantedComments(report: Report, diffs: ReadonlyMap<string, readonly Hunk[] | null>): readonly Wanted[] {
  const wanted = report.files.flatMap((file) => wantedInFile(file, report, diffs.get(file.path)));
  return wanted
    .map((comment, order) => ({ comment, order, rank: RANK[comment.findings[0]?.severity ?? 'note'] }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ comment }) => comment);
}

function wantedInFile(file: FileReport, report: Report, hunks: readonly Hunk[] | null | undefined): readonly Wanted[] {
  const findings = report.findings.filter((finding) => finding.path === file.path && finding.suppressed === null);
  if (hunks === null) return wantedComment('file', pathIdentity(file.path), file.path, findings, null);
  if (hunks === undefined) return [];
  return groups(file, findings).flatMap(([id, group]) => wantedComment('statement', id, file.path, group, hunks));
}

function wantedComment(
  kind: Wanted['kind'],
  id: string,
  path: string,
  group: readonly Finding[],
  hunks: readonly Hunk[] | null,
): readonly Wanted[] {
  const findings = worstFirst(group);
  // Notes ask for no action and untouched statements are not this author's; both are in the summary.
  if (!findings.some(({ severity, inDiff }) => severity !== 'note' && inDiff)) return [];
  const place = placeOf(findings, hunks);
  return place === null ? [] : [{ kind, id, path, place, findings }];
}

/** By statement; a finding that has lines but no statement stands alone. */
function groups(file: FileReport, findings: readonly Finding[]): readonly (readonly [string, readonly Finding[]])[] {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.startLine === null) continue;
    const statement = file.statements.find(({ index }) => index === finding.statement);
    const id = statement?.identity ?? finding.identity;
    found.set(id, [...(found.get(id) ?? []), finding]);
  }
  return [...found];
}

/** A range, its first line, the file. */
function places(wanted: Wanted): readonly Wanted[] {
  if (wanted.place.kind === 'file') return [wanted];
  const { startLine } = wanted.place;
  const shorter =
    startLine === null ? [] : [{ ...wanted, place: { kind: 'lines', startLine: null, line: startLine } } as const];
  return [wanted, ...shorter, { ...wanted, kind: 'file', place: { kind: 'file' } }];
}

/** Identities of what somebody accepted: a statement, or a file for the comment that speaks of all of it. */
function acceptedIn({ files, findings }: Report): ReadonlySet<string> {
  const accepted = findings.filter(({ suppressed }) => suppressed !== null);
  return new Set(
    files.flatMap((file) => {
      const here = accepted.filter(({ path }) => path === file.path);
      return here.length === 0 ? [] : [pathIdentity(file.path), ...groups(file, here).map(([id]) => id)];
    }),
  );
}

/** The same statement may stand in two files: the path decides first, and a renamed file keeps its threads. */
function matches(wanted: readonly Wanted[], threads: readonly Thread[]) {
  const left = [...threads];
  const take = ({ id, path }: Wanted, samePath: boolean): Thread | null => {
    const at = left.findIndex((thread) => isFor(thread, id) && (!samePath || thread.path === path));
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null);
  };
  const first = wanted.map((one) => ({ wanted: one, thread: take(one, true) }));
  const second = first.map(({ wanted: one, thread }) => ({ wanted: one, thread: thread ?? take(one, false) }));
  return {
    matched: second.flatMap(({ wanted: one, thread }) => (thread === null ? [] : [{ wanted: one, thread }])),
    missing: second.flatMap(({ wanted: one, thread }) => (thread === null ? [one] : [])),
    left,
  };
}

function isFor(thread: Thread, id: string): boolean {
  const marker = markerOf(thread.body);
  return marker !== null && marker.kind !== 'summary' && marker.id === id;
}

function kindOf(thread: Thread): Wanted['kind'] {
  return markerOf(thread.body)?.kind === 'file' ? 'file' : 'statement';
}

/** A comment that says "fixed" is history; a finding that comes back gets a new one. */
function isOurs(marker: Marker | null, key: string): boolean {
  return marker !== null && marker.key === key && (marker.kind === 'statement' || marker.kind === 'file');
}

function bodyOf({ kind, id, findings }: Wanted, place: Place, report: Report, { key }: PlanOptions): string {
  return marked(
    { kind, key, id },
    renderReviewComment(withFittingSuggestions(findings, place), report, kind === 'file'),
  );
}

/** Where an earlier comment stands now; an outdated one stands nowhere, so no suggestion fits it. */
function placeNow({ startLine, line }: Thread): Place {
  return line === null ? { kind: 'file' } : { kind: 'lines', startLine, line };
}

/** A path holds what a marker must not, and is as long as its author likes. */
function pathIdentity(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
