import * as z from 'zod';
import { ConfigError } from '../errors.js';

/** What to scan. `rescan` is a scan by hand: it may also start the pull request's own run again. */
export type ScanTarget =
  | { readonly kind: 'pull-request'; readonly number: number; readonly rescan: boolean }
  /** `queued`: the pull request that a merge group was made for, where its branch names one. */
  | { readonly kind: 'range'; readonly base: string; readonly head: string; readonly queued: number | null }
  /** A pushed branch that did not exist before: compared with the default branch. */
  | { readonly kind: 'new-branch'; readonly head: string; readonly defaultBranch: string | null }
  | { readonly kind: 'tree'; readonly head: string }
  | { readonly kind: 'nothing'; readonly why: string };

const sha = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
const NO_COMMIT = /^0+$/;

const pullRequestPayload = z.object({ pull_request: z.object({ number: z.int().positive() }) });
const mergeGroupPayload = z.object({
  merge_group: z.object({ base_sha: sha, head_sha: sha, head_ref: z.string().optional() }),
});
const pushPayload = z.object({
  before: sha,
  after: sha,
  deleted: z.boolean().optional(),
  repository: z.object({ default_branch: z.string().min(1) }).optional(),
});

/**
 * The event's payload is validated here and nowhere else. `pullRequest` is the input of that name; with it every event
 * is a scan by hand. `commit` is GITHUB_SHA.
 */
export function scanTarget(event: string, payload: unknown, pullRequest: number | null, commit: string): ScanTarget {
  if (pullRequest !== null) return { kind: 'pull-request', number: pullRequest, rescan: true };
  switch (event) {
    case 'pull_request':
    case 'pull_request_target':
      return {
        kind: 'pull-request',
        number: read(event, pullRequestPayload, payload).pull_request.number,
        rescan: false,
      };
    case 'merge_group': {
      const group = read(event, mergeGroupPayload, payload).merge_group;
      return { kind: 'range', base: group.base_sha, head: group.head_sha, queued: queuedNumber(group.head_ref ?? '') };
    }
    case 'push':
      return pushTarget(read(event, pushPayload, payload));
    case 'workflow_dispatch':
      return { kind: 'tree', head: commitOf(commit) };
    default:
      throw new ConfigError(
        `the event "${event}" is not one that pg-preflight scans`,
        'Use pull_request, pull_request_target, merge_group, push or workflow_dispatch, or give the input pull-request',
      );
  }
}

function pushTarget(push: z.infer<typeof pushPayload>): ScanTarget {
  if (push.deleted === true || NO_COMMIT.test(push.after)) return { kind: 'nothing', why: 'the branch was deleted' };
  if (!NO_COMMIT.test(push.before)) return { kind: 'range', base: push.before, head: push.after, queued: null };
  return { kind: 'new-branch', head: push.after, defaultBranch: push.repository?.default_branch ?? null };
}

/** `refs/heads/gh-readonly-queue/main/pr-7-<commit>` */
function queuedNumber(ref: string): number | null {
  const number = Number(/\/pr-(\d{1,9})-[0-9a-f]+$/.exec(ref)?.[1] ?? 0);
  return number > 0 ? number : null;
}

function read<T>(event: string, schema: z.ZodType<T>, payload: unknown): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new ConfigError(
    `the payload of the event "${event}" lacks ${where === '' ? 'what it should hold' : where}`,
    'The file that GITHUB_EVENT_PATH names should be the one that GitHub wrote',
  );
}

function commitOf(value: string): string {
  const parsed = sha.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigError('GITHUB_SHA does not name a commit', 'Run pg-preflight as a step of a workflow');
}
