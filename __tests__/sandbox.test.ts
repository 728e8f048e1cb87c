import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreflightInput, SourceFile } from '../src/preflight.js';
import { withinLimits } from '../src/sandbox/limits.js';
import { runPreflight } from '../src/sandbox/run-preflight.js';
import { inputOf, sourceFile } from './engine-input.js';

/** Works as child.ts does, but for words in the texts on which it hangs, dies or is late; the report shows its input. */
const FAKE_CHILD = `
let said = 0;
process.on('message', (json) => {
  const input = JSON.parse(json);
  const send = (message) => process.send(JSON.stringify(message));
  const texts = [...input.schema, ...input.files.map((file) => ({ path: file.path, text: (file.content.text ?? '') + (file.baseText ?? '') }))];
  for (const { path, text } of texts) {
    if (text === '') continue;
    send({ kind: 'file', path });
    const has = (word) => text.includes(word);
    if (has('SLOW')) for (const end = Date.now() + 300; Date.now() < end;);
    if (has('HANG')) for (;;);
    if (has('ABORT')) process.abort();
    if (has('EXIT')) process.exit(3);
    if (has('MEMORY')) for (const held = []; ; ) held.push(new Array(100_000).fill(said++));
    if (has('EXHAUST')) return send({ kind: 'exhausted', why: 'it is nested too deep' });
    if (has('BUG')) return send({ kind: 'failed', message: 'cannot read of undefined' });
    if (has('NONSENSE')) return process.send('{"kind":"report","report":{}}');
  }
  const notScanned = input.files.filter((file) => file.content.kind === 'unscannable').map((file) => ({ path: file.path, why: file.content.why }));
  const files = input.files.filter((file) => file.content.kind === 'text').map((file) => ({ path: file.path }));
  const environment = Object.keys(process.env).filter((name) => !name.startsWith('NODE_CHANNEL'));
  const assumptions = [JSON.stringify({ environment, schema: input.schema.map(({ path, kind, text }) => (text === '' ? path + ' ' + kind : path)) })];
  send({ kind: 'report', report: { schemaVersion: 1, files, findings: [], notScanned, assumptions } });
});
`;

const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-sandbox-'));
const child = join(folder, 'child.mjs');
const limits = { child, fileMs: 1_500, runMs: 10_000 };

beforeAll(() => writeFileSync(child, FAKE_CHILD));
afterAll(() => rmSync(folder, { recursive: true }));

/** What makes a text need the child: the comment openers that cost the real lexer minutes. */
const BOMB = '/*'.repeat(10_000);

describe('a file on which the parser does not come back is taken out, and the rest is judged', () => {
  test.each([
    ['it hangs', 'HANG', 'the parser did not finish within 1.5 s'],
    ['it aborts', 'ABORT', 'the parser crashed on it (SIGABRT)'],
    ['it exits', 'EXIT', 'the parser crashed on it (exit code 3)'],
    ['it says that it is exhausted', 'EXHAUST', 'it is nested too deep'],
  ])('%s', async (_title, word, why) => {
    const report = await run([
      sourceFile('1.sql', 'A'),
      sourceFile('2.sql', `${BOMB}${word}`),
      sourceFile('3.sql', 'B'),
    ]);
    expect(report.files.map(({ path }) => path)).toEqual(['1.sql', '3.sql']);
    expect(report.notScanned).toEqual([{ path: '2.sql', why }]);
  });

  test('it uses up its memory', async () => {
    const slow = { ...limits, fileMs: 20_000, runMs: 30_000 };
    const report = await runPreflight(input([sourceFile('1.sql', 'A'), sourceFile('2.sql', `${BOMB}MEMORY`)]), slow);
    expect(report.files.map(({ path }) => path)).toEqual(['1.sql']);
    expect(report.notScanned[0]?.why).toMatch(/^the parser crashed on it/);
  }, 60_000);

  test('several of them', async () => {
    const report = await run([
      sourceFile('1.sql', `${BOMB}HANG`),
      sourceFile('2.sql', `${BOMB}EXIT`),
      sourceFile('3.sql', `${BOMB}fine`),
    ]);
    expect(report.files.map(({ path }) => path)).toEqual(['3.sql']);
    expect(report.notScanned.map(({ path }) => path)).toEqual(['1.sql', '2.sql']);
  });

  test('it hangs on the version before, which goes with the file', async () => {
    const changed: SourceFile = { ...sourceFile('1.sql', 'A'), status: 'modified', baseText: `${BOMB}HANG` };
    const report = await run([changed, sourceFile('2.sql', 'B')]);
    expect(report.files.map(({ path }) => path)).toEqual(['2.sql']);
  });

  test('it hangs on a text of the schema before, which is named and stays as one that nobody has read', async () => {
    const schema = [text('0.sql', 'A'), text('00.sql', `${BOMB}HANG`)];
    const report = await runPreflight(input([sourceFile('1.sql', 'A')], schema), limits);
    expect(report.files.map(({ path }) => path)).toEqual(['1.sql']);
    expect(seen(report.assumptions).schema).toEqual(['0.sql', '00.sql unread']);
    expect(report.notScanned).toEqual([
      { path: '00.sql', why: 'the parser did not finish within 1.5 s (schema before)' },
    ]);
  });
});

describe('when the time of the whole run is over', () => {
  test('what was read and what is ordinary is judged, the rest is told', async () => {
    const bombs = Array.from({ length: 20 }, (_, at) => sourceFile(`b${at}.sql`, `${BOMB}HANG`));
    const started = performance.now();
    const report = await runPreflight(input([sourceFile('a.sql', `${BOMB}fine`), ...bombs, sourceFile('z.sql', 'A')]), {
      ...limits,
      runMs: 5_000,
    });
    expect(performance.now() - started).toBeLessThan(9_000);
    expect(report.files.map(({ path }) => path)).toEqual(['a.sql', 'z.sql']);
    expect(report.notScanned).toHaveLength(20);
    expect(new Set(report.notScanned.map(({ why }) => why))).toEqual(
      new Set(['the parser did not finish within 1.5 s', 'it was not reached within the 5 s of one run']),
    );
  }, 20_000);

  test('time counts for each file, not for all that came before it', async () => {
    const files = Array.from({ length: 8 }, (_, at) => sourceFile(`${at}.sql`, `${BOMB}SLOW`));
    expect((await run(files)).files).toHaveLength(8);
  });
});

describe('what is not the fault of a file fails the run', () => {
  test.each([
    ['a bug of ours', 'BUG', 'cannot read of undefined'],
    ['an answer that is no report', 'NONSENSE', 'no known kind'],
  ])('%s', async (_title, word, message) => {
    await expect(run([sourceFile('1.sql', BOMB + word)])).rejects.toThrow(message);
  });

  test('a child that is not there', async () => {
    const lost = runPreflight(input([sourceFile('1.sql', BOMB)]), { ...limits, child: join(folder, 'missing.mjs') });
    await expect(lost).rejects.toThrow('stopped outside any file');
  });
});

test('the child is given no environment, so no token', async () => {
  process.env['INPUT_GITHUB-TOKEN'] = 'secret';
  const report = await run([sourceFile('1.sql', BOMB)]);
  delete process.env['INPUT_GITHUB-TOKEN'];
  expect(seen(report.assumptions).environment).toEqual([]);
});

describe('limits', () => {
  test('a file above 1 MiB is not read, and neither is one whose version before was', () => {
    const long = 'A'.repeat(1024 * 1024 + 1);
    const before: SourceFile = { ...sourceFile('2.sql', 'A'), baseText: long };
    expect(whys([sourceFile('1.sql', long), before, sourceFile('3.sql', 'A')])).toEqual([
      'it is 1.0 MiB; files above 1 MiB are not read',
      'it is 1.0 MiB; files above 1 MiB are not read',
      null,
    ]);
  });

  test('a file of more than 10,000 statements is not read', () => {
    expect(whys([sourceFile('1.sql', 'A;'.repeat(10_001)), sourceFile('2.sql', 'A;'.repeat(10_000))])).toEqual([
      'it holds 10001 statements; of files above 10000 none is read',
      null,
    ]);
  });

  test('of 201 files the last is told', () => {
    const files = Array.from({ length: 201 }, (_, at) => sourceFile(`${at}.sql`, 'A'));
    expect(whys(files).filter((why) => why !== null)).toEqual([
      'one run reads 200 files, and this one comes after them',
    ]);
    expect(whys(files).at(-1)).not.toBeNull();
  });

  test('beyond 5 MiB in all, what still fits is read', () => {
    const files = Array.from({ length: 6 }, (_, at) => sourceFile(`${at}.sql`, 'é'.repeat(450_000)));
    const beyond = 'one run reads 5 MiB of migrations, and this one is beyond';
    expect(whys([...files, sourceFile('7.sql', 'A')])).toEqual([null, null, null, null, null, beyond, null]);
  });

  test('of a schema before that is too long the rest is looked at for names only, and is named itself', () => {
    const half = ' '.repeat(3 * 1024 * 1024);
    const { input: cut, leftOut } = withinLimits(input([], [text('a', half), text('b', half), text('c', 'A')]));
    expect(cut.schema.map(({ path, kind }) => [path, kind])).toEqual([
      ['a', 'migration'],
      ['b', 'names'],
      ['c', 'migration'],
    ]);
    expect(leftOut.map(({ path }) => path)).toEqual(['b']);
  });
});

async function run(files: readonly SourceFile[]) {
  return runPreflight(input(files), limits);
}

function whys(files: readonly SourceFile[]): readonly (string | null)[] {
  return withinLimits(input(files)).input.files.map(({ content }) =>
    content.kind === 'unscannable' ? content.why : null,
  );
}

function seen(assumptions: readonly string[]): { environment: string[]; schema: string[] } {
  return JSON.parse(assumptions[0] ?? '');
}

function text(path: string, sql: string): PreflightInput['schema'][number] {
  return { path, text: sql, kind: 'migration' };
}

function input(files: readonly SourceFile[], schema: PreflightInput['schema'] = []): PreflightInput {
  return inputOf([], '', { files, schema });
}
