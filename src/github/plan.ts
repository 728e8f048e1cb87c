import { createHash } from 'node:crypto';
import { renderReviewComment } from '../render/review-comment.js';
import { worstFirst } from '../render/tally.js';
import type { FileReport, Finding, Report, Severity } from '../report/report.js';
import type { Hunk } from './diff.js';
import type { Thread } from './host.js';
import { marked, markerOf, sameBody } from './marker.js';
import type { Marker } from './marker.js';
import { placeOf, withFittingSuggestions } from './placement.js';
import type { Place } from './placement.js';

export interface NewComment {
  readonly path: string;
  readonly place: Place;
  readonly body: string;
}

export interface CommentUpdate {
  readonly thread: Thread;
  readonly body: string;
}

/** What to do about inline comments, before doing it. */
export interface PublishPlan {
  readonly create: readonly NewComment[];
  readonly update: readonly CommentUpdate[];
  /** Their findings are gone. */
  readonly finished: readonly Thread[];
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
    body: bodyOf(wanted, placeNow(thread), report, options),
  }));
  const update = bodies.filter(({ thread, body }) => !sameBody(thread.body, body));
  const free = Math.max(0, options.limit - matched.length);
  return {
    create: missing.slice(0, free).map((wanted) => ({
      path: wanted.path,
      place: wanted.place,
      body: bodyOf(wanted, wanted.place, report, options),
    })),
    update,
    // A thread that a person resolved is settled, whatever became of its finding.
    finished: left.filter(({ resolved }) => !resolved),
    keep: bodies.filter(({ thread, body }) => sameBody(thread.body, body)).map(({ thread }) => thread),
    overLimit: Math.max(0, missing.length - free),
  };
}

/** The text of a comment whose finding is gone, where it cannot be deleted because somebody answered. */
export function fixedBody(thread: Thread, headSha: string): string | null {
  const marker = markerOf(thread.body);
  if (marker === null || marker.kind === 'summary') return null;
  const words = `**Fixed** in \`${headSha.slice(0, 7)}\`: what pg-preflight reported here is gone.`;
  return marked({ kind: 'fixed', key: marker.key, id: marker.id }, words);
}

interface Wanted {
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

/** The same statement may stand in two files: the path decides first, and a renamed file keeps its threads. */
function matches(wanted: readonly Wanted[], threads: readonly Thread[]) {
  const left = [...threads];
  const take = ({ kind, id, path }: Wanted, samePath: boolean): Thread | null => {
    const at = left.findIndex((thread) => isFor(thread, kind, id) && (!samePath || thread.path === path));
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

function isFor(thread: Thread, kind: Wanted['kind'], id: string): boolean {
  const marker = markerOf(thread.body);
  return marker !== null && marker.kind === kind && marker.id === id;
}

/** A comment that says "fixed" is history; a finding that comes back gets a new one. */
function isOurs(marker: Marker | null, key: string): boolean {
  return marker !== null && marker.key === key && (marker.kind === 'statement' || marker.kind === 'file');
}

function bodyOf({ kind, id, findings }: Wanted, place: Place, report: Report, { key }: PlanOptions): string {
  return marked({ kind, key, id }, renderReviewComment(withFittingSuggestions(findings, place), report));
}

/** Where an earlier comment stands now; an outdated one stands nowhere, so no suggestion fits it. */
function placeNow({ startLine, line }: Thread): Place {
  return line === null ? { kind: 'file' } : { kind: 'lines', startLine, line };
}

/** A path holds what a marker must not, and is as long as its author likes. */
function pathIdentity(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
