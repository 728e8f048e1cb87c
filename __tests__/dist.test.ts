import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that holds a copy of dist/ and nothing else of ours: no package.json above it, no node_modules. */
const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-dist-'));
const dist = join(folder, 'dist');

beforeAll(() => cpSync('dist', dist, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('dist/ copied to an empty folder', () => {
  it('holds the action, the command line, the child and the parser, byte for byte the one that is installed', () => {
    expect(readdirSync(dist)).toEqual(
      expect.arrayContaining(['child.js', 'cli.js', 'index.js', 'libpg-query.wasm', 'package.json']),
    );
    const installed = readFileSync('node_modules/libpg-query/wasm/libpg-query.wasm');
    expect(readFileSync(join(dist, 'libpg-query.wasm')).equals(installed)).toBe(true);
  });

  it('tells its version', () => {
    const { stdout, status } = cli('--version');
    expect(stdout).toContain(version());
    expect(status).toBe(0);
  });

  it('finds the unsafe statement of a file and exits 1', () => {
    const { stdout, status } = check("SET lock_timeout = '2s';\nCREATE INDEX i ON orders (user_id);\n");
    const report = JSON.parse(stdout);
    expect(report.verdict).toBe('unsafe');
    expect(report.files[0].statements).toHaveLength(2);
    expect(report.findings[0]).toMatchObject({ mode: 'lock-queue-freeze', startLine: 2, severity: 'unsafe' });
    expect(status).toBe(1);
  });

  it('calls a safe file safe and exits 0', () => {
    const { stdout, status } = check("SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;\n");
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'safe', findings: [] });
    expect(status).toBe(0);
  });

  it('sends a file that could hang the parser to its child and still answers', () => {
    const { stdout, status } = check(`${'/*'.repeat(60_000)}\nDROP TABLE orders;\n`);
    expect(JSON.parse(stdout).verdict).toBe('unsafe');
    expect(status).toBe(1);
  }, 60_000);

  it('starts as an action, which without a token or an event fails with an annotation', () => {
    const { stdout, status } = run(join(dist, 'index.js'), []);
    expect(stdout).toMatch(/^::error/m);
    expect(status).toBe(1);
  });

  it('tells in words that the event file is broken', () => {
    const event = join(folder, 'event.json');
    writeFileSync(event, '{');
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event, GITHUB_REPOSITORY: 'acme/shop' };
    const { stdout, status } = run(join(dist, 'index.js'), [], env);
    expect(stdout).toMatch(/^::error title=pg-preflight::the event file .* cannot be read/m);
    expect(status).toBe(1);
  });

  it('names no file of the machine that built it', () => {
    for (const name of readdirSync(dist).filter((file) => !file.endsWith('.wasm'))) {
      expect(readFileSync(join(dist, name), 'utf8')).not.toContain(process.cwd());
    }
  });

  it('runs as a program of its own', () => {
    expect(readFileSync(join(dist, 'cli.js'), 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  });
});

function check(sql: string): { stdout: string; status: number | null } {
  const file = join(folder, '0001_change.sql');
  writeFileSync(file, sql);
  return cli('check', '--format', 'json', file);
}

function cli(...args: readonly string[]): { stdout: string; status: number | null } {
  return run(join(dist, 'cli.js'), args);
}

/** With an environment of its own, so that nothing of the CI run around the test reaches the program. */
function run(
  program: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): { stdout: string; status: number | null } {
  const env = { PATH: process.env['PATH'] ?? '', ...more };
  return spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8', env });
}

function version(): string {
  return JSON.parse(readFileSync('package.json', 'utf8')).version;
}
