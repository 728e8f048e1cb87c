import type { Report } from '../report/report.js';
import type { IssueComment } from './host.js';
import { isNewer, markerOf, marked, sameBody } from './marker.js';
import type { RunStamp } from './marker.js';

export interface SummaryPlan {
  readonly action:
    | { readonly kind: 'none'; readonly why: 'nothing to say' | 'a newer run wrote it' | 'unchanged' }
    | { readonly kind: 'create'; readonly body: string }
    | { readonly kind: 'update'; readonly id: number; readonly body: string };
  /** Twins of the sticky comment, left by two runs that posted at the same time. */
  readonly remove: readonly number[];
}

export interface SummaryStamp {
  readonly key: string;
  readonly head: string;
  readonly run: RunStamp;
}

/** The sticky comment of this key and its twins, the oldest first; `comments` are the viewer's own. */
export function earlierSummaries(comments: readonly IssueComment[], key: string): readonly IssueComment[] {
  return comments
    .filter(({ body }) => {
      const marker = markerOf(body);
      return marker?.kind === 'summary' && marker.key === key;
    })
    .sort((a, b) => a.id - b.id);
}

/** Boxes to tick are something to say; notes alone are not. What was suppressed or not read is never passed over. */
export function hasSomethingToSay(report: Report): boolean {
  const { findings, checklist, notScanned } = report;
  return (
    checklist.length > 0 ||
    notScanned.length > 0 ||
    findings.some(({ severity, suppressed }) => severity !== 'note' || suppressed !== null)
  );
}

/** `earlier` as `earlierSummaries` gives them. `allClear` replaces an earlier summary when there is nothing to say. */
export function summaryPlan(
  earlier: readonly IssueComment[],
  texts: { readonly summary: string | null; readonly allClear: string },
  stamp: SummaryStamp,
): SummaryPlan {
  const [sticky, ...twins] = earlier;
  const remove = twins.map(({ id }) => id);
  const body = marked({ kind: 'summary', ...stamp }, texts.summary ?? texts.allClear);
  if (sticky === undefined) {
    const nothing = { kind: 'none', why: 'nothing to say' } as const;
    return { action: texts.summary === null ? nothing : { kind: 'create', body }, remove };
  }
  if (isSuperseded(earlier, stamp)) {
    const older = twins.filter((comment) => !isFromNewerRun(comment, stamp));
    return { action: { kind: 'none', why: 'a newer run wrote it' }, remove: older.map(({ id }) => id) };
  }
  if (sameBody(withoutMarker(sticky.body), withoutMarker(body)))
    return { action: { kind: 'none', why: 'unchanged' }, remove };
  return { action: { kind: 'update', id: sticky.id, body }, remove };
}

/** Whether a newer run of the same head has spoken already. `earlier` as `earlierSummaries` gives them. */
export function isSuperseded(earlier: readonly IssueComment[], stamp: SummaryStamp): boolean {
  return earlier.some((comment) => isFromNewerRun(comment, stamp));
}

/** What this very run wrote beside an older summary. */
export function ownTwins(comments: readonly IssueComment[], { key, run }: SummaryStamp): readonly number[] {
  const [, ...twins] = earlierSummaries(comments, key);
  const own = twins.filter(({ body }) => {
    const marker = markerOf(body);
    return marker?.kind === 'summary' && marker.run.id === run.id && marker.run.attempt === run.attempt;
  });
  return own.map(({ id }) => id);
}

/** A newer run that judged another head saw something that is no longer the pull request. */
function isFromNewerRun({ body }: IssueComment, stamp: SummaryStamp): boolean {
  const marker = markerOf(body);
  return marker?.kind === 'summary' && marker.head === stamp.head && isNewer(marker.run, stamp.run);
}

function withoutMarker(body: string): string {
  return body.slice(body.indexOf('\n') + 1);
}
