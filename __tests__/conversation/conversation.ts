import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { selectMigrations } from '../../src/frameworks/detect.js';
import { runPreflight } from '../../src/sandbox/run-preflight.js';
import { commitSha, moveHead, onePullRequest, startFakeGitHub } from '../github/fake-github.js';
import type {
  FakeGitHub,
  FakeSettings,
  Fault,
  FileContent,
  OnePull,
  PullState,
  LoggedRequest,
  WorkflowRunDescription,
} from '../github/fake-github.js';
import { outcome } from '../github/fake/request-log.js';
import { operationOf } from '../github/fake/server.js';
import { runAction } from '../github/publish-world.js';
import type { RunChange, RunResult } from '../github/publish-world.js';

/** By hand only, as with the golden pull requests. */
const UPDATE = process.env['UPDATE_GOLDENS'] === '1' && process.env['CI'] === undefined;

/** The bombs that the parser must not meet in this process. */
const LIMITS = { child: resolve('dist/child.js'), fileMs: 3_000, runMs: 20_000 };

const ENGINE = {
  preflight: (input: Parameters<typeof runPreflight>[0]) => runPreflight(input, LIMITS),
  selectMigrations,
  version: '1.0.0',
  docsBase: 'https://example.com/docs/rules',
};

type Files = Readonly<Record<string, FileContent>>;

/** One pull request from its first run to its last, with the engine and against the fake, and what was said meanwhile. */
export interface Conversation {
  readonly fake: FakeGitHub;
  readonly run: (change?: RunChange) => Promise<RunResult>;
  readonly push: (files: Files) => void;
  readonly pull: () => PullState;
  /** All that runs wrote for people to read. */
  readonly told: () => readonly string[];
  /** Every run's requests and what stands at the end, as a text that somebody has read. */
  readonly transcript: () => string;
}

export const REST: Files = {
  'db/schema.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, note text);\n',
};

interface Around {
  readonly settings?: FakeSettings;
  readonly workflowRuns?: readonly WorkflowRunDescription[];
}

export async function conversation(
  headFiles: Files,
  more: Partial<Omit<OnePull, 'headFiles'>> & Around = {},
): Promise<Conversation> {
  const { settings = {}, workflowRuns = [], baseFiles = {}, ...pullRequest } = more;
  const kept = { ...REST, ...baseFiles };
  const described = onePullRequest({ ...pullRequest, baseFiles: kept, headFiles: { ...kept, ...headFiles } });
  const fake = await startFakeGitHub({ ...described, workflowRuns }, settings);
  const said: string[] = [];
  const told = new Set<LoggedRequest>();
  const texts: string[] = [];
  let [runs, pushes] = [0, 0];
  const pull = (): PullState => {
    const found = fake.state.repository.pulls.get(7);
    if (found === undefined) throw new Error('no pull request 7');
    return found;
  };
  return {
    fake,
    pull,
    run: async (change = {}) => {
      const number = (runs += 1);
      const before = fake.requests.length;
      const result = await runAction(fake, { engine: ENGINE, env: { GITHUB_RUN_ID: `${100 + number}` }, ...change });
      // A run that began and ended while an answer of this one was held has told its own.
      const own = fake.requests.slice(before).filter((request) => !told.has(request));
      for (const request of own) told.add(request);
      texts.push(result.log, result.summary, JSON.stringify([result.outputs, own.map(({ body }) => body)]));
      said.push(`run ${number}: exit ${result.exitCode}, ${result.outputs['verdict'] ?? 'nothing judged'}`);
      said.push(...requestLines(own));
      return result;
    },
    push: (files) => {
      pushes += 1;
      moveHead(fake.state.repository, 7, {
        sha: commitSha(`push ${pushes}`),
        files: { ...REST, ...baseFiles, ...files },
      });
      said.push(`push ${pushes}`);
    },
    told: () => texts,
    transcript: () => `${[...said, 'at the end', ...stateLines(fake, pull())].join('\n')}\n`,
  };
}

/** Compares with the file of that name; what must hold is in the test itself. */
export function accepted(name: string, text: string): string {
  const file = join('__tests__', 'conversation', 'expected', `${name}.txt`);
  if (UPDATE) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return existsSync(file) ? readFileSync(file, 'utf8') : `no ${file} yet: run once with UPDATE_GOLDENS=1`;
}

export function always(on: RegExp, what: Fault['what']): Fault {
  return { on, times: Infinity, what };
}

/** Requests between two writes go out in any order. */
function requestLines(requests: readonly LoggedRequest[]): readonly string[] {
  const lines: string[] = [];
  let reads: string[] = [];
  for (const request of requests) {
    const line = `  ${requestLine(request)}`;
    if (isRead(request)) {
      reads.push(line);
      continue;
    }
    lines.push(...reads.sort(), line);
    reads = [];
  }
  return [...lines, ...reads.sort()];
}

function isRead({ method, body }: LoggedRequest): boolean {
  return method === 'GET' || JSON.stringify(body)?.includes('"query":"query') === true;
}

function requestLine(request: LoggedRequest): string {
  const { method, path, body } = request;
  const operation = operationOf(body).replace(/^PgPreflight/, '');
  const short = path.replace('/repos/acme/shop/', '').replace(/[0-9a-f]{40}/g, (sha) => sha.slice(0, 7));
  return `${method} ${operation === '' ? short : `graphql ${operation}`}${outcome(request)}`;
}

function stateLines(fake: FakeGitHub, pull: PullState): readonly string[] {
  const heading = (body: string): string => /^(?:##|\*\*)? ?[^<\n].*$/m.exec(body)?.[0] ?? '';
  return [
    ...pull.comments.map(({ id, author, body }) => `  comment ${id} by ${author}: ${heading(body)}`),
    ...pull.reviewComments.map(({ id, path, line, minimized, thread }) => {
      const fate = pull.resolvedThreads.has(thread) ? ', resolved' : minimized === null ? '' : `, ${minimized}`;
      return `  thread ${id} at ${path}:${line ?? 'file'}${fate}`;
    }),
    ...fake.state.repository.checkRuns.map(
      ({ id, headSha, conclusion, title, annotations }) =>
        `  check run ${id} on ${headSha.slice(0, 7)}: ${conclusion ?? ''}, ${title ?? ''}, ${annotations.length} annotations`,
    ),
  ];
}
