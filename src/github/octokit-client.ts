import { setTimeout as sleep } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { ThrottlingOptions } from '@octokit/plugin-throttling';

export interface ClientOptions {
  /** GITHUB_API_URL; a GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  readonly token: string;
  /** From the first failure on, all waiting and trying again of one run ends within this time. */
  readonly patienceMs: number;
  /** A connection that is open and silent counts as a failure after this time. */
  readonly answerMs: number;
}

export const PATIENT = { patienceMs: 60_000, answerMs: 15_000 } as const;

export type Client = ReturnType<typeof getOctokit>;

/** GitHub asks for a second between writes once there are many; a run of a few need not wait. */
const WRITES_WITHOUT_PAUSE = 6;
const WRITE_PAUSE_MS = 1_000;

/** Octokit's client with throttling, retries for what is safe to repeat, and one limit on the patience of a run. */
export function octokitClient(options: ClientOptions): Client {
  return getOctokit(
    options.token,
    {
      baseUrl: options.apiUrl.replace(/\/+$/, ''),
      log: { debug: silent, info: silent, warn: silent, error: silent },
      throttle: throttlingOptions(),
      // 403 and 429 are answered by `patience`, which knows how long is too long.
      retry: { doNotRetry: [400, 401, 403, 404, 406, 409, 410, 413, 422, 429, 451] },
    },
    patience(options),
    throttling,
    retry,
  );
}

/** One queue for all writes of the process: GitHub counts by token. */
function throttlingOptions(): ThrottlingOptions {
  return { onRateLimit: never, onSecondaryRateLimit: never };
}

/**
 * The innermost hook, around each single request: a limit on its time, a short Retry-After obeyed, an exhausted hourly
 * budget not waited for, and no retry that could end after the run's patience.
 */
function patience({ patienceMs, answerMs }: ClientOptions) {
  let firstFailure: number | null = null;
  const left = (): number => (firstFailure === null ? patienceMs : firstFailure + patienceMs - Date.now());
  return (octokit: Pick<Client, 'hook'>): Record<string, never> => {
    octokit.hook.wrap('request', async (request, options) => {
      for (;;) {
        try {
          return await request({ ...options, request: { ...options.request, signal: AbortSignal.timeout(answerMs) } });
        } catch (error) {
          firstFailure ??= Date.now();
          const wait = waitMs(error);
          if (wait === null || wait + answerMs > left()) {
            // The retry plugin reads this number after each failure.
            if (left() < answerMs + 10_000 || !isSafeToRepeat(options)) options.request.retries = 0;
            throw error;
          }
          await sleep(wait);
        }
      }
    });
    return {};
  };
}
