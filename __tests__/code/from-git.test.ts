import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { collectChanged } from '../../src/cli/changed-files.js';
import type { ChangedCode } from '../../src/code/changed-code.js';
import { parseCliArgs } from '../../src/settings/cli-args.js';
import { mergeSettings } from '../../src/settings/merge.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
  git('init', '-q', '-b', 'main');
  await write('src/orders.ts', 'a\nb\nc\n');
  await write('src/old name.ts', `${'line\n'.repeat(20)}end\n`);
  await write('src/gone.ts', 'gone\n');
  await write('db/migrations/0001_x.sql', 'SELECT 1;\n');
  git('add', '.');
  git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-qm', 'base');
  git('switch', '-qc', 'topic');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function code(...args: readonly string[]): Promise<readonly ChangedCode[]> {
  const call = parseCliArgs(['check', '--base', 'main', ...args]);
  if (call.command !== 'check') throw new Error('not a check');
  return (await collectChanged(call, mergeSettings(call.given), folder)).code;
}

/** `path:line sign text` of every changed line. */
function rows(files: readonly ChangedCode[]): readonly string[] {
  return files.flatMap(({ path, hunks }) =>
    hunks.flatMap(({ lines }) =>
      lines.flatMap(({ side, text }) =>
        side === 'both' ? [] : [`${path} ${side === 'old' ? '-' : '+'}${text.trim()}`],
      ),
    ),
  );
}

describe('the code beside the migrations, from git', () => {
  test('is what changed, was added, renamed or deleted, committed or not', async () => {
    await write('db/migrations/0002_x.sql', 'SELECT 2;\n');
    await write('src/orders.ts', 'a\nB\nc\n');
    git('mv', 'src/old name.ts', 'src/new näme.ts');
    await write('src/new näme.ts', `${'line\n'.repeat(20)}END\n`);
    git('rm', '-q', 'src/gone.ts');
    await write('src/untracked.ts', 'new\nlast');
    expect(rows(await code())).toEqual([
      'src/gone.ts -gone',
      'src/new näme.ts -end',
      'src/new näme.ts +END',
      'src/orders.ts -b',
      'src/orders.ts +B',
      'src/untracked.ts +new',
      'src/untracked.ts +last',
    ]);
  });

  test('leaves migrations, tests, docs and data out', async () => {
    await write('db/migrations/0002_x.sql', 'SELECT 2;\n');
    for (const path of ['db/migrate/20260101000000_x.rb', 'src/a.test.ts', 'README.md', 'data.json', 'db/schema.rb'])
      await write(path, 'x\n');
    expect(await code()).toEqual([]);
  });

  test('is read wherever PATH points to, and not at all without a changed migration', async () => {
    await write('src/orders.ts', 'a\nB\nc\n');
    expect(await code()).toEqual([]);
    await write('db/migrations/0002_x.sql', 'SELECT 2;\n');
    expect(rows(await code('db'))).toEqual(['src/orders.ts -b', 'src/orders.ts +B']);
  });

  test('does not depend on how the repository writes its diffs', async () => {
    for (const [key, value] of [
      ['diff.noprefix', 'true'],
      ['diff.mnemonicPrefix', 'true'],
      ['core.quotePath', 'true'],
      ['diff.context', '0'],
      ['color.ui', 'always'],
    ] as const)
      git('config', key, value);
    await write('db/migrations/0002_x.sql', 'SELECT 2;\n');
    await write('src/orders.ts', 'a\nB\nc\n');
    expect(await code()).toMatchObject([{ path: 'src/orders.ts', hunks: [{ oldStart: 1, newStart: 1, newLines: 3 }] }]);
  });
});
