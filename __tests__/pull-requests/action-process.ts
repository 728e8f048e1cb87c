import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventPayload } from '../github/fake-github.js';
import type { EventDetails, EventKind, FakeGitHub } from '../github/fake-github.js';

/** What one run of the built action left behind. */
export interface ActionRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly jobSummary: string;
  /** null where the run wrote none. */
  readonly json: string | null;
  readonly sarif: string | null;
}

export interface ActionCall {
  readonly event: EventKind;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly details?: EventDetails;
  readonly runId: number;
}

const ACTION = resolve('dist/index.js');

/** Starts `dist/index.js` as a runner does: a child with nothing but its own environment and a real event file. */
export async function runBuiltAction(fake: FakeGitHub, call: ActionCall): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-'));
  try {
    const env = environmentOf(fake, call, folder);
    const { exitCode, stdout, stderr } = await ended(folder, env);
    const written = (name: string): string | null =>
      existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null;
    return {
      exitCode,
      stdout,
      stderr,
      outputs: outputsOf(written('output') ?? ''),
      jobSummary: written('job-summary') ?? '',
      json: written('out/report.json'),
      sarif: written('out/report.sarif'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function environmentOf(fake: FakeGitHub, call: ActionCall, folder: string): NodeJS.ProcessEnv {
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('event.json'), JSON.stringify(eventPayload(fake.state, call.event, 7, call.details)));
  for (const name of ['output', 'job-summary']) writeFileSync(file(name), '');
  const inputs = {
    'github-token': fake.token,
    'report-file': 'out/report.json',
    'sarif-file': 'out/report.sarif',
    ...call.inputs,
  };
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: call.event,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_API_URL: fake.url,
    GITHUB_GRAPHQL_URL: `${fake.url}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: fake.state.repository.branches.get('main'),
    GITHUB_ACTOR: 'contributor',
    GITHUB_RUN_ID: `${call.runId}`,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('job-summary'),
    GITHUB_WORKSPACE: folder,
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/pg-preflight.yml@refs/heads/main',
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
}

function ended(
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((settle, fail) => {
    const child = spawn(process.execPath, [ACTION], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', fail);
    child.on('close', (code) =>
      settle({ exitCode: code ?? -1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

function outputsOf(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name, , value]) => [name ?? '', value ?? '']));
}
