import type { Answer } from './answer.js';
import { refused } from './answer.js';
import { moveHead } from './described-state.js';
import type { CommitDescription } from './description.js';
import type { GitHubState } from './state.js';

/** What goes wrong, and with which requests. */
export interface Fault {
  /** Matched against `METHOD path` without the query, and for GraphQL against `POST /graphql Operation` as well. */
  readonly on: RegExp;
  /** The first matching request that it hits, counted from 1. Default 1. */
  readonly nth?: number;
  /** How many matching requests in a row. Default 1; `Infinity` for an outage. */
  readonly times?: number;
  readonly what: Mishap;
}

export type Mishap =
  | { readonly kind: 'secondary-limit'; readonly status?: 403 | 429; readonly retryAfter?: number }
  /** The hourly budget is used up; `resetIn` seconds from now it is full again. */
  | { readonly kind: 'primary-limit'; readonly resetIn: number }
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** The connection breaks before anything happened. */
  | { readonly kind: 'reset' }
  /** The request takes effect, and the answer never arrives. */
  | { readonly kind: 'lost-answer' }
  /** No answer and no end. */
  | { readonly kind: 'hang' }
  /** The request is answered, and then somebody pushes to the pull request. */
  | { readonly kind: 'move-head'; readonly pull: number; readonly commit: CommitDescription }
  /** The same for anything else a test wants to happen between two requests. */
  | { readonly kind: 'then'; readonly happens: (state: GitHubState) => void }
  /** The request takes effect, and its answer is held until this has ended. */
  | { readonly kind: 'meanwhile'; readonly happens: () => Promise<unknown> };

/** Mishaps that a request meets, in the order of the script; counts every request it is asked about. */
export type FaultScript = (request: string, operation: string) => readonly Mishap[];

export function faultScript(faults: readonly Fault[]): FaultScript {
  const seen = new Map<Fault, number>();
  return (request, operation) =>
    faults.flatMap((fault) => {
      if (!fault.on.test(request) && !fault.on.test(`${request} ${operation}`)) return [];
      const count = (seen.get(fault) ?? 0) + 1;
      seen.set(fault, count);
      const first = fault.nth ?? 1;
      return count >= first && count < first + (fault.times ?? 1) ? [fault.what] : [];
    });
}

/** The answer given in place of the real one; null for mishaps of another sort. */
export function answerInstead(mishap: Mishap): Answer | null {
  switch (mishap.kind) {
    case 'secondary-limit': {
      const { status = 403, retryAfter } = mishap;
      const headers = retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` };
      return {
        ...refused(status, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'),
        headers,
      };
    }
    case 'primary-limit': {
      const reset = Math.floor(Date.now() / 1000) + mishap.resetIn;
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${reset}` };
      return { ...refused(403, 'API rate limit exceeded for installation.'), headers };
    }
    case 'status':
      return refused(mishap.status, mishap.message ?? 'Server Error');
    default:
      return null;
  }
}

export async function happenMeanwhile(mishap: Mishap): Promise<void> {
  if (mishap.kind === 'meanwhile') await mishap.happens();
}

export function happenAfter(mishap: Mishap, state: GitHubState): void {
  if (mishap.kind === 'move-head') moveHead(state.repository, mishap.pull, mishap.commit);
  if (mishap.kind === 'then') mishap.happens(state);
}
