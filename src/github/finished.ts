import { CHANGED_FILES } from '../report/report.js';
import type { Report } from '../report/report.js';
import type { Thread } from './host.js';
import { marked, markerOf } from './marker.js';

/** A thread that has nothing left to say, and why. */
export interface Finished {
  readonly thread: Thread;
  readonly why: 'fixed' | 'accepted' | 'twin';
}

/** `left` are the threads that no finding wants, `kept` those that one does. */
export function finishedThreads(
  left: readonly Thread[],
  kept: readonly Thread[],
  accepted: ReadonlySet<string>,
  report: Report,
): readonly Finished[] {
  const unread = unreadIn(report);
  const whyOf = (thread: Thread): Finished['why'] => {
    if (kept.some((one) => one.path === thread.path && idOf(one) === idOf(thread))) return 'twin';
    return accepted.has(idOf(thread)) ? 'accepted' : 'fixed';
  };
  const finished = left.map((thread) => ({ thread, why: whyOf(thread) }));
  // A thread that a person resolved is settled, and of what was not read nobody knows whether it was fixed.
  return finished.filter(({ thread, why }) => !thread.resolved && (why === 'twin' || !unread(thread.path)));
}

const WORDS = {
  fixed: (sha: string) => `**Fixed** in ${sha}: what pg-preflight reported here is gone.`,
  accepted: (sha: string) => `**Accepted** as of ${sha}: the summary tells by whom and why.`,
  twin: () => 'The same stands in another thread of pg-preflight.',
} as const satisfies Record<Finished['why'], (sha: string) => string>;

/** The text of a comment that is over, where it cannot be deleted because somebody answered. */
export function lastWords({ thread, why }: Finished, headSha: string): string | null {
  const marker = markerOf(thread.body);
  if (marker === null || marker.kind === 'summary') return null;
  return marked({ kind: 'fixed', key: marker.key, id: marker.id }, WORDS[why](`\`${headSha.slice(0, 7)}\``));
}

function unreadIn({ notScanned, files }: Report): (path: string) => boolean {
  const named = new Set(notScanned.map(({ path }) => path));
  const read = new Set(files.map(({ path }) => path));
  return (path) => named.has(path) || (named.has(CHANGED_FILES) && !read.has(path));
}

function idOf({ body }: Thread): string {
  const marker = markerOf(body);
  return marker === null || marker.kind === 'summary' ? '' : marker.id;
}
