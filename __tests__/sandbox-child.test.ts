import { describe, expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import type { PreflightInput, SourceFile } from '../src/preflight.js';
import { runPreflight } from '../src/sandbox/run-preflight.js';
import { inputOf, sourceFile } from './engine-input.js';

/** The child as it is shipped; `npm run build` makes it. */
const limits = { child: resolve('dist/child.js'), fileMs: 4_000, runMs: 20_000 };

const INDEX = "SET lock_timeout = '2s';\nCREATE INDEX i ON orders (user_id);\n";
const SOUND = sourceFile('1.sql', INDEX);

describe('a bomb for the real parser', () => {
  test('of 391 KiB of nested comments is taken out in time, and the other file is judged', async () => {
    const started = performance.now();
    const report = await judge([
      SOUND,
      sourceFile('2.sql', `${'/*'.repeat(100_000)}${'*/'.repeat(100_000)}\nDROP TABLE orders;`),
    ]);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ path: '1.sql', startLine: 2, severity: 'unsafe' }),
    );
    expect(toldOf(report, '2.sql')).toBe(true);
    expect(report.verdict).toBe('unsafe');
  }, 30_000);

  test.each([
    ['operators in a chain', `SELECT ${'1+'.repeat(200_000)}1;`],
    ['casts in a chain', `SELECT 1${'::int'.repeat(100_000)};`],
    ['deep parentheses', `SELECT ${'('.repeat(200_000)}1${')'.repeat(200_000)};`],
    ['many statements, each beyond the stack', `SELECT ${'1+'.repeat(60_000)}1;\n`.repeat(8)],
    ['an unterminated comment', `/*${' x'.repeat(300_000)}`],
  ])(
    'of %s is told, and the other files are judged',
    async (_what, sql) => {
      const report = await judge([SOUND, sourceFile('2.sql', sql), sourceFile('3.sql', INDEX.replace(' i ', ' j '))]);
      expect(report.findings.filter(({ severity }) => severity === 'unsafe').map(({ path }) => path)).toEqual([
        '1.sql',
        '2.sql',
        '3.sql',
      ]);
      expect(toldOf(report, '2.sql')).toBe(true);
    },
    60_000,
  );

  test('gives ordinary files the same report as this process does', async () => {
    const { loadParser } = await import('../src/sql/parse.js');
    const { preflight } = await import('../src/preflight.js');
    await loadParser();
    // Longer than what is read in this process, and sound all the same.
    const long = sourceFile('2.sql', `SELECT ${'1+'.repeat(1_500)}1;`);
    expect(await judge([SOUND, long])).toEqual(JSON.parse(JSON.stringify(preflight(input([SOUND, long])))));
  }, 30_000);
});

async function judge(files: readonly SourceFile[]) {
  return runPreflight(input(files), limits);
}

/** Whether the report says that a file was not read, as a finding or in the list. */
function toldOf(report: Awaited<ReturnType<typeof judge>>, path: string): boolean {
  const finding = report.findings.some((found) => found.path === path && found.rule === 'unreadable-migration');
  return finding || report.notScanned.some((file) => file.path === path);
}

function input(files: readonly SourceFile[]): PreflightInput {
  return inputOf([], '', { files });
}
