import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../src/github/engine.js';
import { run } from '../../src/github/run.js';
import type { PreflightInput, SourceFile } from '../../src/preflight.js';
import type { Finding, Report, Severity, StatementReport } from '../../src/report/report.js';
import { eventPayload } from './fake-github.js';
import type { EventDetails, EventKind, FakeGitHub } from './fake-github.js';

export interface RunResult {
  readonly exitCode: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the engine was given; null when nothing was scanned. */
  readonly input: PreflightInput | null;
  readonly folder: string;
}

export interface RunChange {
  readonly event?: string;
  readonly payload?: unknown;
  readonly details?: EventDetails;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of the one that a test can predict. */
  readonly preflight?: Engine['preflight'];
  /** The whole of it. */
  readonly engine?: Engine;
}

/** One run of the action against the fake, in this process, with an engine that a test can predict. */
export async function runAction(fake: FakeGitHub, change: RunChange = {}): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-'));
  const file = (name: string): string => join(folder, name);
  const event = change.event ?? 'pull_request';
  writeFileSync(file('event.json'), JSON.stringify(change.payload ?? payloadOf(fake, event, change.details)));
  for (const name of ['output', 'summary']) writeFileSync(file(name), '');
  const inputs = { 'github-token': fake.token, ...change.inputs };
  let log = '';
  let input: PreflightInput | null = null;
  const exitCode = await run({
    env: {
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_API_URL: fake.url,
      GITHUB_SHA: fake.state.repository.branches.get('main'),
      GITHUB_RUN_ID: '100',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_WORKSPACE: folder,
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/pg-preflight.yml@refs/heads/main',
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...change.env,
    },
    print: (text) => {
      log += text;
    },
    engine:
      change.engine ??
      engineThat(change.preflight, (given) => {
        input = given;
      }),
    patience: {
      patienceMs: 8_000,
      answerMs: change.preflight === undefined && change.engine === undefined ? 700 : 3_000,
    },
  });
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  return { exitCode, log, summary: read('summary'), outputs: outputsOf(read('output')), input, folder };
}

/** Calls each line that begins with UNSAFE, CAUTION or NOTE a statement with such a finding. */
function engineThat(preflight: Engine['preflight'] | undefined, sees: (input: PreflightInput) => void): Engine {
  return {
    preflight: async (input) => {
      sees(input);
      return (await preflight?.(input)) ?? judged(input);
    },
    selectMigrations: (paths, globs) => ({
      sql: paths.filter((path) => path.endsWith('.sql') && (globs.length === 0 || globs.includes(path))),
      code: paths.filter((path) => /\.(?:rb|py)$/.test(path)),
    }),
    version: '1.0.0',
    docsBase: 'https://example.com/docs/rules',
  };
}

function judged({ files, listCut, settings }: PreflightInput): Report {
  const read = files.filter(({ content }) => content.kind === 'text');
  const findings = read.flatMap((file) => statementsOf(file).map((line, index) => findingOf(file, line, index)));
  const unread = files.flatMap(({ path, content }) =>
    content.kind === 'unscannable' ? [{ path, why: content.why }] : [],
  );
  const severities = findings.map(({ severity }) => severity);
  const failed = unread.length > 0 || listCut !== null;
  return {
    schemaVersion: 1,
    tool: { name: 'pg-preflight', version: '1.0.0' },
    subject: 'change',
    postgresVersion: settings.postgresVersion,
    verdict: failed || severities.includes('unsafe') ? 'unsafe' : severities.includes('caution') ? 'caution' : 'safe',
    files: read.map((file) => ({
      path: file.path,
      framework: 'plain-sql',
      direction: 'up',
      transaction: 'file',
      statements: statementsOf(file).map(statementOf),
    })),
    findings,
    checklist: severities.includes('unsafe')
      ? [{ phase: 'before', text: 'Is `orders` small?', done: false, identity: 'b0', cleared: false, sql: 'SELECT 1;' }]
      : [],
    runbook: [],
    notScanned: unread,
    schemaSource: { kind: 'none', path: null, migrations: 0, notUnderstood: [], problem: null },
    assumptions: [],
    idleSuppressions: [],
    sources: {},
  };
}

interface Line {
  readonly number: number;
  readonly text: string;
}

function statementsOf({ content }: SourceFile): readonly Line[] {
  if (content.kind !== 'text') return [];
  const lines = content.text.split('\n').map((text, index) => ({ number: index + 1, text }));
  return lines.filter(({ text }) => /^(UNSAFE|CAUTION|NOTE)/.test(text));
}

function statementOf({ number, text }: Line, index: number): StatementReport {
  const nothing = { locks: [], rewrites: [], scans: [], mayRewrite: [], mayScan: [], rebuildsIndexes: [] };
  return {
    index,
    kind: 'CREATE INDEX',
    startLine: number,
    endLine: number,
    identity: Buffer.from(text).toString('hex').slice(0, 24),
    effects: { ...nothing, writes: 'none', fails: null },
  };
}

function findingOf({ path, changedLines }: SourceFile, { number, text }: Line, index: number): Finding {
  const severity: Severity = text.startsWith('UNSAFE') ? 'unsafe' : text.startsWith('CAUTION') ? 'caution' : 'note';
  return {
    mode: 'lock-queue-freeze',
    alsoModes: [],
    rule: 'create-index-not-concurrently',
    identity: `${path}:${text}`,
    severity,
    path,
    statement: index,
    startLine: number,
    endLine: number,
    related: [],
    title: `blocks writes ${text}`,
    message: `This statement blocks writes: \`${text}\`.`,
    fix: 'CREATE INDEX CONCURRENTLY i ON orders (user_id);',
    fixFiles: [],
    docs: 'https://example.com/docs/rules/create-index-not-concurrently.md',
    suppressed: null,
    suggestion: null,
    inDiff:
      changedLines === null || changedLines.some(({ startLine, endLine }) => startLine <= number && number <= endLine),
  };
}

function payloadOf(fake: FakeGitHub, event: string, details: EventDetails | undefined): unknown {
  const kinds: readonly EventKind[] = [
    'pull_request',
    'pull_request_target',
    'workflow_dispatch',
    'push',
    'merge_group',
  ];
  const kind = kinds.find((each) => each === event);
  return kind === undefined ? {} : eventPayload(fake.state, kind, 7, details);
}

function outputsOf(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name, , value]) => [name ?? '', value ?? '']));
}
