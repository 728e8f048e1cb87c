import { setTimeout as sleep } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { ThrottlingOptions } from '@octokit/plugin-throttling';
import * as z from 'zod';
import { SUMMARY_MUTATION } from './queries.js';

export interface ClientOptions {
  /** GITHUB_API_URL; a GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  readonly token: string;
  /** Failed requests and the pauses after them take no more than this in one run. */
  readonly patienceMs: number;
  /** A connection that is open and silent counts as a failure after this time. */
  readonly answerMs: number;
}

export const PATIENT = { patienceMs: 60_000, answerMs: 15_000 } as const;

export type Client = ReturnType<typeof getOctokit>;

/** GitHub asks for a second between writes, and GraphQL, once there are many; a run of a few need not wait. */
const WRITES_WITHOUT_PAUSE = 8;
const WRITE_PAUSE_MS = 1_000;

/** The retry plugin waits 1, then 4 seconds. */
const LONGEST_BACKOFF_MS = 4_000;

/** Octokit's client with throttling, retries for what is safe to repeat, and one limit on the patience of a run. */
export async function octokitClient(options: ClientOptions): Promise<Client> {
  // The module reads the event file when it is imported, and a broken one must meet our own message first.
  const { getOctokit: create } = await import('@actions/github');
  const client = create(
    options.token,
    {
      baseUrl: options.apiUrl.replace(/\/+$/, ''),
      log: { debug: silent, info: silent, warn: silent, error: silent },
      throttle: throttlingOptions(),
      // 403 and 429 are answered by `patience`, which knows how long is too long.
      retry: {
        retries: 2,
        doNotRetry: [400, 401, 403, 404, 406, 409, 410, 413, 422, 429, 451],
      },
    },
    patience(options),
    throttling,
    retry,
  );
  // Octokit shares one `request` object among all requests, and its plugins write their counts into it.
  client.hook.before('request', (request) => {
    request.request = { ...request.request, ...(isRepeatable(request) ? {} : { retries: 0 }) };
  });
  return client;
}

/**
 * Limits are answered by `patience`, so the plugin never waits for one. Its fixed pauses (one second a write, three a
 * comment) are for programs that write all day; a run writes a handful, and only more than that is slowed down.
 */
function throttlingOptions(): ThrottlingOptions {
  const limits: ThrottlingOptions = { onRateLimit: never, onSecondaryRateLimit: never };
  return Object.assign(limits, { write: writeQueue(), triggersNotification: () => false });
}

function writeQueue() {
  let writes = 0;
  let free = Promise.resolve();
  const schedule = (_priority: unknown, job: () => Promise<void>): Promise<void> => {
    writes += 1;
    if (writes > WRITES_WITHOUT_PAUSE) free = free.then(() => sleep(WRITE_PAUSE_MS));
    return free.then(job);
  };
  return { key: () => ({ schedule }) };
}

/**
 * The innermost hook, around each single request: a limit on its time, a short Retry-After obeyed, an exhausted hourly
 * budget not waited for, and no retry once failing and waiting have used up the patience of the run.
 */
function patience({ patienceMs, answerMs }: ClientOptions) {
  let left = patienceMs;
  /** Milliseconds until the same request is sent once more; null where this hook gives up. */
  const pauseAfter = (error: unknown, request: Record<string, unknown>): number | null => {
    const wait = askedPause(error);
    if (wait !== null && wait + answerMs <= left) return wait;
    // The retry plugin, one hook further out, reads this number after each failure and waits itself.
    if (left < LONGEST_BACKOFF_MS + answerMs) request['retries'] = 0;
    else if (isOutage(error)) left -= LONGEST_BACKOFF_MS;
    return null;
  };
  return (octokit: Pick<Client, 'hook'>): Record<string, never> => {
    octokit.hook.wrap('request', async (request, options) => {
      for (;;) {
        const started = Date.now();
        try {
          // In place: the hooks further in were bound to this very object.
          options.request.signal = AbortSignal.timeout(answerMs);
          return await request(options);
        } catch (error) {
          left -= Date.now() - started;
          const wait = pauseAfter(error, options.request);
          if (wait === null) throw error;
          left -= wait;
          await sleep(wait);
        }
      }
    });
    return {};
  };
}

/**
 * A POST that got no answer may have taken effect: repeating it could post a second comment. The publisher reads again
 * first. GraphQL is a POST too, but all that we send but the summary changes nothing the second time.
 */
function isRepeatable(options: Readonly<Record<string, unknown>> & { readonly url: string }): boolean {
  if (options['method'] !== 'POST') return true;
  return options.url.endsWith('/graphql') && options['query'] !== SUMMARY_MUTATION;
}

const refusal = z.object({
  status: z.union([z.literal(403), z.literal(429)]),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number()]).optional()) }),
});

const outage = z.object({ status: z.int().min(500) });

function isOutage(error: unknown): boolean {
  return outage.safeParse(error).success;
}

/** Milliseconds that GitHub asks to wait for; null where it asks for nothing, or its hourly budget is used up. */
function askedPause(error: unknown): number | null {
  const parsed = refusal.safeParse(error);
  if (!parsed.success) return null;
  const { headers } = parsed.data.response;
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return String(headers['x-ratelimit-remaining']) === '0' || !(seconds >= 0) ? null : seconds * 1000;
}

function never(): boolean {
  return false;
}

function silent(): void {
  // Octokit prints requests and foreign error texts; what matters reaches the log through HostError.
}
