// Prints how fast the engine is beside the bare parser, and the command line beside bare Node: npm run bench
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { hasSqlDetails, parseSync } from 'libpg-query';
import { inputOf, sourceFile } from '../__tests__/engine-input.js';
import { preflight, type PreflightInput } from '../src/preflight.js';
import type { Report } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { corpusMigrations, corpusSchema, type SqlFile } from './bench/corpus.js';

const WARM_UP = 3;
const ROUNDS = 11;
const STARTS = 15;

await loadParser();
const engine = measureEngine();
const start = measureStart();
printTable([
  ['engine', 'parse only', 'ratio', 'target'],
  [ms(engine.whole), ms(engine.parse), (engine.whole / engine.parse).toFixed(2), '≤ 2'],
  ['process to verdict', 'node -e 0', 'ratio', 'target'],
  [ms(start.cli), ms(start.node), (start.cli / start.node).toFixed(2), '≤ 3'],
  ['statements', 'files', 'statements/s', ''],
  [
    String(engine.statements),
    String(engine.files),
    Math.round(engine.statements / (engine.whole / 1000)).toString(),
    '',
  ],
]);

/** Milliseconds of one pass over the corpus: rounds alternate, so that a busy machine slows both alike. */
function measureEngine(): { whole: number; parse: number; statements: number; files: number } {
  const migrations = corpusMigrations().filter(parses);
  const schema = corpusSchema();
  const input = engineInput(migrations, schema);
  const whole: number[] = [];
  const parse: number[] = [];
  let report: Report | undefined;
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const parseTime = time(() => [schema, ...migrations].forEach((file) => parseSync(file.text)));
    const wholeTime = time(() => (report = preflight(input)));
    if (round < WARM_UP) continue;
    parse.push(parseTime);
    whole.push(wholeTime);
  }
  const statements = (report?.files ?? []).reduce((sum, file) => sum + file.statements.length, 0);
  return { whole: median(whole), parse: median(parse), statements, files: migrations.length };
}

/** psql commands and placeholders are ours alone to read; the bare parser refuses such a file. */
function parses(file: SqlFile): boolean {
  try {
    parseSync(file.text);
    return true;
  } catch (error) {
    if (hasSqlDetails(error)) return false;
    throw error;
  }
}

function engineInput(migrations: readonly SqlFile[], schema: SqlFile): PreflightInput {
  const files = migrations.map(({ path, text }) => sourceFile(path, text, { status: 'given' }));
  return inputOf([], '', { files, schema: [{ ...schema, kind: 'dump' }], sets: 'each', subject: 'files' });
}

/** Milliseconds from starting a process to its exit, on a file of one statement. */
function measureStart(): { cli: number; node: number } {
  const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-bench-'));
  const file = join(folder, '0001_add_email.sql');
  writeFileSync(file, 'ALTER TABLE orders ADD COLUMN user_email varchar(255);\n');
  const check = [resolve('dist/cli.js'), 'check', '--fail-on', 'never', file];
  const cli: number[] = [];
  const node: number[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    node.push(time(() => run(folder, ['-e', '0'])));
    cli.push(time(() => run(folder, check)));
  }
  rmSync(folder, { recursive: true });
  return { cli: median(cli), node: median(node) };
}

function run(folder: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
}

function time(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function printTable(rows: readonly (readonly string[])[]): void {
  const { version } = process;
  console.log(`Node ${version}, dist ${(readFileSync('dist/cli.js').length / 1024).toFixed(0)} KiB, medians\n`);
  for (const row of rows)
    console.log(
      row
        .map((cell) => cell.padEnd(20))
        .join('')
        .trimEnd(),
    );
}
