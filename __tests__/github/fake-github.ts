import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initialState } from './fake/described-state.js';
import type { RepositoryDescription } from './fake/description.js';
import type { Fault } from './fake/faults.js';
import { faultScript } from './fake/faults.js';
import { loadOpenApi } from './fake/openapi.js';
import type { Permissions } from './fake/permissions.js';
import type { LoggedRequest } from './fake/request-log.js';
import { requestText, requestsText } from './fake/request-log.js';
import type { World } from './fake/server.js';
import { serve } from './fake/server.js';
import type { GitHubState, Viewer } from './fake/state.js';

export { actionsViewer, addCommit, askedPermissions, moveHead } from './fake/described-state.js';
export { onePullRequest } from './fake/description.js';
export type {
  CommitDescription,
  OnePull,
  PullDescription,
  RepositoryDescription,
  WorkflowRunDescription,
} from './fake/description.js';
export type { EventDetails, EventKind } from './fake/event-payload.js';
export { eventPayload } from './fake/event-payload.js';
export type { Fault, Mishap } from './fake/faults.js';
export { blobSha, commitSha } from './fake/git-objects.js';
export type { FileContent, FileTree } from './fake/git-objects.js';
export { addIssueComment } from './fake/issue-comments.js';
export type { Permissions } from './fake/permissions.js';
export { readOnlyPermissions } from './fake/permissions.js';
export type { LoggedRequest } from './fake/request-log.js';
export { addReview } from './fake/reviews.js';
export { addReply } from './fake/review-comments.js';
export { pullFiles } from './fake/state.js';
export type { GitHubState, PullState, Viewer } from './fake/state.js';

export interface FakeSettings {
  readonly token?: string;
  readonly viewer?: Viewer;
  /** Default: what the README asks for (`askedPermissions`). */
  readonly permissions?: Partial<Permissions>;
  /** `patch` is left out above this many changed lines. Default 2,000. */
  readonly maxPatchLines?: number;
  readonly faults?: readonly Fault[];
}

export interface FakeGitHub {
  /** For `GITHUB_API_URL` and Octokit's `baseUrl`; GraphQL is `/graphql` below it. */
  readonly url: string;
  readonly token: string;
  readonly state: GitHubState;
  readonly requests: readonly LoggedRequest[];
  /** One text for each request, in the order of arrival: `METHOD path`, and the body of a write as YAML. */
  readonly log: readonly string[];
  /** The log as a golden file; reads between two writes are sorted. */
  requestsText(): string;
  /** Requests that GitHub's own description does not allow; a test expects none. */
  readonly violations: readonly string[];
  /** Replaces the script of mishaps; counting starts anew. */
  setFaults(faults: readonly Fault[]): void;
  /** Forgets the requests and violations so far, before a second run. */
  clearLog(): void;
  close(): Promise<void>;
}

export async function startFakeGitHub(
  repository: RepositoryDescription,
  settings: FakeSettings = {},
): Promise<FakeGitHub> {
  const world = worldOf(repository, settings);
  const server = createServer((request, response) => {
    serve(world, request, response).catch((error: unknown) => {
      world.violations.push(
        `the fake itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    token: world.token,
    state: world.state,
    requests: world.requests,
    get log() {
      return world.requests.map(requestText);
    },
    requestsText: () => requestsText(world.requests),
    violations: world.violations,
    setFaults: (faults) => {
      world.faults = faultScript(faults);
    },
    clearLog: () => {
      world.requests.length = 0;
      world.violations.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function worldOf(repository: RepositoryDescription, settings: FakeSettings): World {
  const state = initialState(repository);
  state.viewer = settings.viewer ?? state.viewer;
  state.permissions = { ...state.permissions, ...settings.permissions };
  state.maxPatchLines = settings.maxPatchLines ?? state.maxPatchLines;
  return {
    state,
    openApi: loadOpenApi(),
    token: settings.token ?? 'fake-token',
    requests: [],
    violations: [],
    faults: faultScript(settings.faults ?? []),
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The fake is not listening on a port');
  return address.port;
}
