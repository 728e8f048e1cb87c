import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ConfigError } from '../errors.js';
import type { RunStamp } from './marker.js';
import type { Repository } from './octokit-host.js';
import type { Environment } from './runner.js';

/** What the runner tells a step about itself, validated once. */
export interface Step {
  readonly event: string;
  readonly payload: unknown;
  readonly commit: string;
  readonly repository: Repository;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly run: RunStamp;
  /** Path of the workflow file in the repository. */
  readonly workflow: string;
  /** A fork or Dependabot: the token of `pull_request` is read-only then, whatever the workflow asks for. */
  readonly readOnlyByEvent: boolean;
}

const environment = z.object({
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_EVENT_PATH: z.string().min(1),
  GITHUB_REPOSITORY: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  GITHUB_SHA: z.string().default(''),
  GITHUB_API_URL: z.url().default('https://api.github.com'),
  GITHUB_SERVER_URL: z.url().default('https://github.com'),
  GITHUB_RUN_ID: z.coerce.number().int().nonnegative().catch(0),
  GITHUB_RUN_ATTEMPT: z.coerce.number().int().positive().catch(1),
  GITHUB_WORKFLOW_REF: z.string().default(''),
  GITHUB_ACTOR: z.string().default(''),
});

const forkPayload = z.object({
  pull_request: z.object({
    head: z.object({ repo: z.object({ full_name: z.string() }).nullable() }),
    base: z.object({ repo: z.object({ full_name: z.string() }) }),
  }),
});

export function readStep(env: Environment): Step {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'GITHUB_EVENT_NAME');
    throw new ConfigError(
      `the environment variable ${name} is missing or wrong`,
      'Run pg-preflight as a step of a workflow',
    );
  }
  const given = parsed.data;
  const [owner = '', repo = ''] = given.GITHUB_REPOSITORY.split('/');
  const payload = readPayload(given.GITHUB_EVENT_PATH);
  return {
    event: given.GITHUB_EVENT_NAME,
    payload,
    commit: given.GITHUB_SHA,
    repository: { owner, repo },
    apiUrl: given.GITHUB_API_URL,
    serverUrl: given.GITHUB_SERVER_URL.replace(/\/+$/, ''),
    run: { id: given.GITHUB_RUN_ID, attempt: given.GITHUB_RUN_ATTEMPT },
    workflow: /\/(\.github\/workflows\/[^@]+)@/.exec(given.GITHUB_WORKFLOW_REF)?.[1] ?? '',
    readOnlyByEvent:
      given.GITHUB_EVENT_NAME === 'pull_request' && (isFork(payload) || given.GITHUB_ACTOR === 'dependabot[bot]'),
  };
}

function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof Error && 'code' in error)) throw error;
    throw new ConfigError(
      'the event file that GITHUB_EVENT_PATH names cannot be read',
      'Run pg-preflight as a step of a workflow',
    );
  }
}

function isFork(payload: unknown): boolean {
  const parsed = forkPayload.safeParse(payload);
  if (!parsed.success) return false;
  const { head, base } = parsed.data.pull_request;
  return head.repo?.full_name !== base.repo.full_name;
}
