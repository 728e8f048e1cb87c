import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from '../../src/cli/run.js';
import type { Report } from '../../src/report/report.js';
import { runPreflight } from '../../src/sandbox/run-preflight.js';
import { NO_TOOLS } from '../../src/frameworks/tool.js';
import { databasesOf } from '../../src/databases.js';
import { schemaBefore } from '../../src/schema-before.js';
import { loadParser } from '../../src/sql/parse.js';
import { onePullRequest, startFakeGitHub } from '../github/fake-github.js';
import type { FileTree } from '../github/fake-github.js';
import { runAction } from '../github/publish-world.js';

beforeAll(loadParser);

const COUNT = 1_000;
const TIMEOUT = "SET lock_timeout = '2s';\n";
const WIDEN = `${TIMEOUT}ALTER TABLE orders ALTER COLUMN code TYPE varchar(100);\n`;

/** File 12 makes `orders`; around it tables, columns, keys, indexes, functions and rows, as a real history has them. */
const HISTORY: FileTree = Object.fromEntries(
  Array.from({ length: COUNT }, (_, at) => [pathOf(at + 1), textOf(at + 1)]),
);
const CHANGE: FileTree = {
  [pathOf(COUNT + 1)]: WIDEN,
  [pathOf(COUNT + 2)]: `${TIMEOUT}ALTER TABLE orders ADD COLUMN hint text;\n`,
  [pathOf(COUNT + 3)]: `${TIMEOUT}ALTER TABLE table_90 ADD COLUMN hint text;\n`,
};

describe('a repository with 1,000 migrations and a pull request of three', () => {
  test('is read in at most 6 more requests and replayed in less than 2 seconds, and file 12 makes file 1,001 safe', async () => {
    const without = await pullRequest({}, CHANGE);
    const whole = await pullRequest(HISTORY, { ...HISTORY, ...CHANGE });
    const started = performance.now();
    if (whole.input === null) throw new Error('nothing was judged');
    schemaBefore(whole.input, databasesOf(whole.input.schema, []), NO_TOOLS, () => undefined);
    const replay = performance.now() - started;
    process.stdout.write(
      `1,000 migrations: ${whole.forHistory} requests for the history, replayed in ${replay.toFixed(0)} ms\n`,
    );
    expect(whole.forHistory).toBeLessThanOrEqual(6);
    expect(replay).toBeLessThan(2_000);
    expect(without.report?.findings.map(({ rule }) => rule)).toContain('column-type-rewrite');
    expect(whole.report?.verdict).toBe('safe');
    expect(whole.report?.assumptions[0]).toBe('Schema from 1000 migrations.');
    expect(whole.violations).toEqual([]);
  }, 60_000);

  test('gives the same on the command line with --base', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-'));
    try {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd: folder });
      write(folder, HISTORY);
      git('init', '-q', '-b', 'main');
      git('add', '-A');
      git('commit', '-q', '-m', 'x');
      write(folder, CHANGE);
      let out = '';
      const code = await runCli(['check', '--base', 'main', '--format', 'json'], {
        cwd: folder,
        width: 100,
        color: false,
        print: async (text) => void (out += text),
        printError: async (text) => void (out += text),
      });
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        verdict: 'safe',
        files: [{}, {}, {}],
        schemaSource: { kind: 'migrations', migrations: COUNT, notUnderstood: [] },
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

async function pullRequest(baseFiles: FileTree, headFiles: FileTree) {
  const kept = { 'README.md': 'Shop\n' };
  const fake = await startFakeGitHub(
    onePullRequest({ baseFiles: { ...kept, ...baseFiles }, headFiles: { ...kept, ...headFiles } }),
  );
  try {
    const reports: Report[] = [];
    const { input } = await runAction(fake, {
      preflight: async (given) => {
        const report = await runPreflight(given);
        reports.push(report);
        return report;
      },
    });
    const forHistory = fake.log.filter((request) => /\/git\/trees\/|PgPreflightBlobs/.test(request)).length;
    return { input, report: reports[0], forHistory, violations: [...fake.violations] };
  } finally {
    await fake.close();
  }
}

function pathOf(number: number): string {
  return `db/migrations/${String(number).padStart(4, '0')}_step.sql`;
}

function textOf(number: number): string {
  if (number === 12) return 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(50) NOT NULL);\n';
  const table = `table_${Math.floor(number / 10) * 10}`;
  switch (number % 10) {
    case 0:
      return `CREATE TABLE ${table} (id bigserial PRIMARY KEY, name varchar(80) NOT NULL, made timestamptz NOT NULL DEFAULT now());\nCREATE INDEX ${table}_name ON ${table} (name);\n`;
    case 1:
      return `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS note text, ADD COLUMN total numeric(10,2) DEFAULT 0;\n`;
    case 2:
      return `CREATE FUNCTION touch_${number}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.made := now(); RETURN NEW; END $$;\nCREATE TRIGGER touch BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION touch_${number}();\n`;
    case 3:
      return `INSERT INTO ${table} (name) VALUES ${Array.from({ length: 40 }, (_, at) => `('name ${at}')`).join(', ')};\n`;
    case 4:
      return `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'kind_${number}') THEN CREATE TYPE kind_${number} AS ENUM ('a', 'b'); END IF; END $$;\n`;
    case 5:
      return `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${table}_made ON ${table} (made);\n`;
    case 6:
      return `ALTER TABLE ${table} ADD CONSTRAINT ${table}_total CHECK (total >= 0) NOT VALID;\nALTER TABLE ${table} VALIDATE CONSTRAINT ${table}_total;\n`;
    case 7:
      return `CREATE OR REPLACE VIEW view_${number} AS SELECT id, name, note FROM ${table} WHERE total > 0;\n`;
    case 8:
      return `COMMENT ON TABLE ${table} IS 'A table of ${number}';\nGRANT SELECT ON ${table} TO PUBLIC;\n`;
    default:
      return `UPDATE ${table} SET note = 'none' WHERE note IS NULL;\nALTER TABLE ${table} ALTER COLUMN note SET DEFAULT 'none';\n`;
  }
}

function write(folder: string, files: FileTree): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : '');
  }
}
