import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../src/errors.js';
import { expandPaths, readSource } from '../src/disk/files.js';
import {
  baseCommit,
  changedLines,
  changesSince,
  filesAt,
  openRepository,
  parseHunks,
  readBlobs,
} from '../src/disk/git.js';
import { globRoot } from '../src/disk/glob.js';
import { readSchemaFile } from '../src/disk/schema-file.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content: string | Uint8Array = 'SELECT 1;\n'): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function refusal(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ConfigError) return `${error.message}. ${error.advice}`;
    throw error;
  }
  return 'accepted';
}

describe('path arguments', () => {
  beforeEach(async () => {
    for (const path of [
      'db/2_b.sql',
      'db/1_a.sql',
      'db/old/0.sql',
      'db/node_modules/x.sql',
      'app/[id].sql',
      'db/n.md',
    ]) {
      await write(path);
    }
  });

  test.each([
    [['db/2_b.sql', './db/1_a.sql'], ['db/1_a.sql', 'db/2_b.sql'], [], false],
    [['db'], [], ['db/1_a.sql', 'db/2_b.sql', 'db/n.md', 'db/old/0.sql'], true],
    [['db/'], [], ['db/1_a.sql', 'db/2_b.sql', 'db/n.md', 'db/old/0.sql'], true],
    [['db/*.sql'], [], ['db/1_a.sql', 'db/2_b.sql'], false],
    [['**/*.sql', '!db/old'], [], ['app/[id].sql', 'db/1_a.sql', 'db/2_b.sql'], false],
    [['**/*.sql', '!db/**'], [], ['app/[id].sql'], false],
    [['app/[id].sql'], ['app/[id].sql'], [], false],
    [['db', 'db/1_a.sql', '!db/old', '!**/*.md'], ['db/1_a.sql'], ['db/2_b.sql'], true],
  ])('%j are the right files', async (args, named, found, hasFolder) => {
    expect(await expandPaths(args, folder)).toEqual({ named, found, hasFolder });
  });

  test.each([
    ['missing.sql', 'missing.sql does not exist. Name files, folders or globs that do.'],
    ['db/1_a.sql/x', 'db/1_a.sql/x does not exist. Name files, folders or globs that do.'],
    ['nowhere/*.sql', 'nowhere/*.sql matches no file. Check the glob, or name a folder.'],
  ])('%s is refused', async (argument, told) => {
    expect(await refusal(() => expandPaths([argument], folder))).toBe(told);
  });

  test('a link inside a folder is not followed, so that it cannot print a secret; a named one is', async () => {
    await write('secret.txt', 'the secret\n');
    await symlink(join(folder, 'secret.txt'), join(folder, 'db/9_evil.sql'));
    const path = join(folder, 'db/9_evil.sql');
    expect((await expandPaths(['db'], folder)).found).toContain('db/9_evil.sql');
    expect(await readSource(path, 'refuse')).toEqual({
      kind: 'unscannable',
      why: 'it is a symbolic link, which is not followed',
    });
    expect(await readSource(path, 'follow')).toEqual({ kind: 'text', text: 'the secret\n' });
  });

  test('a file above the size limit is not read', async () => {
    await write('big.sql', `-- ${'x'.repeat(1024 * 1024)}`);
    expect(await readSource(join(folder, 'big.sql'), 'follow')).toMatchObject({ kind: 'unscannable' });
  });
});

describe('globs', () => {
  test.each([
    ['db/**/x', 'db'],
    ['*.sql', '.'],
    ['a/b/c*/d', 'a/b'],
    ['/*.sql', '/'],
  ])('%s begins in %s', (glob, root) => {
    expect(globRoot(glob)).toBe(root);
  });
});

describe('git', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  const commit = () => {
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
  };

  beforeEach(() => {
    git('init', '-q', '-b', 'main');
  });

  test('the changes of a branch are those since the merge base, uncommitted and new files included', async () => {
    for (const path of ['m/1.sql', 'm/2.sql', 'm/3.sql']) await write(path, `SELECT '${path}';\n`.repeat(5));
    commit();
    git('checkout', '-q', '-b', 'topic');
    await write('m/4.sql');
    await rename(join(folder, 'm/3.sql'), join(folder, 'm/3b.sql'));
    commit();
    await rm(join(folder, 'm/1.sql'));
    await write('m/2.sql', 'SELECT 2;\n');
    await write('m/5 ünï\t.sql');
    const repository = await openRepository(join(folder, 'm'));
    const changes = await changesSince(repository, await baseCommit(repository, null));
    expect(changes).toEqual([
      { path: 'm/1.sql', previousPath: null, status: 'removed' },
      { path: 'm/2.sql', previousPath: null, status: 'modified' },
      { path: 'm/3b.sql', previousPath: 'm/3.sql', status: 'renamed' },
      { path: 'm/4.sql', previousPath: null, status: 'added' },
      { path: 'm/5 ünï\t.sql', previousPath: null, status: 'added' },
    ]);
  });

  test('a file that was untracked but is still there is modified', async () => {
    await write('m/1.sql');
    commit();
    git('rm', '-q', '--cached', 'm/1.sql');
    const repository = await openRepository(folder);
    expect(await changesSince(repository, await baseCommit(repository, 'HEAD'))).toEqual([
      { path: 'm/1.sql', previousPath: null, status: 'modified' },
    ]);
  });

  test('the changed lines are those of the new text', async () => {
    await write('*.sql', 'a\nb\nc\nd\ne\nf\n');
    await write('other.sql', 'a\n');
    commit();
    await write('*.sql', 'a\nB\nc\nd\nf\nnew\nnewer\n');
    await write('other.sql', 'b\n');
    const repository = await openRepository(folder);
    const change = { path: '*.sql', previousPath: null, status: 'modified' } as const;
    expect(await changedLines(repository, await baseCommit(repository, 'HEAD'), change)).toEqual([
      { startLine: 2, endLine: 2 },
      { startLine: 4, endLine: 5 },
      { startLine: 6, endLine: 7 },
    ]);
  });

  test('a hunk at the very beginning that only removes touches the first line', () => {
    expect(parseHunks('@@ -1,2 +0,0 @@\n-a\n-@@ -1 +9 @@\n')).toEqual([{ startLine: 1, endLine: 1 }]);
  });

  test('files and their texts are read as a commit has them', async () => {
    await write('m/1.sql', 'one\n');
    await write('m/2.sql', 'two\n');
    await write('n/3.sql', 'three\n');
    await symlink('1.sql', join(folder, 'm/link.sql'));
    commit();
    await write('m/1.sql', 'changed\n');
    const repository = await openRepository(folder);
    const files = await filesAt(repository, await baseCommit(repository, 'main'), 'm');
    expect([...files.keys()]).toEqual(['m/1.sql', 'm/2.sql']);
    expect(await readBlobs(repository, [...files.values()])).toEqual([
      { kind: 'text', text: 'one\n' },
      { kind: 'text', text: 'two\n' },
    ]);
    expect((await filesAt(repository, await baseCommit(repository, 'main'), '.')).size).toBe(3);
  });

  test('the default branch of the remote comes first', async () => {
    await write('1.sql');
    commit();
    git('update-ref', 'refs/remotes/origin/develop', 'HEAD');
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop');
    git('checkout', '-q', '-b', 'topic');
    await write('2.sql');
    commit();
    git('branch', '-f', 'main', 'HEAD');
    const repository = await openRepository(folder);
    const changes = await changesSince(repository, await baseCommit(repository, null));
    expect(changes.map((change) => change.path)).toEqual(['2.sql']);
  });

  test.each([['--output=stolen'], ['-x'], ['nowhere'], ['a\nb'], ['HEAD:1.sql']])(
    'the base %j is refused',
    async (ref) => {
      await write('1.sql');
      commit();
      const repository = await openRepository(folder);
      expect(await refusal(() => baseCommit(repository, ref))).toMatch(/^`--base` names no commit of this repository/);
      expect((await filesAt(repository, await baseCommit(repository, 'HEAD'), '.')).has('stolen')).toBe(false);
    },
  );

  test('no default branch and no common history are told apart', async () => {
    git('checkout', '-q', '-b', 'topic');
    await write('1.sql');
    commit();
    const repository = await openRepository(folder);
    expect(await refusal(() => baseCommit(repository, null))).toMatch(
      /^the default branch is not known here\. .*--base REF/,
    );
    git('checkout', '-q', '--orphan', 'other');
    await write('2.sql');
    commit();
    expect(await refusal(() => baseCommit(repository, 'topic'))).toMatch(/^topic and HEAD have no common commit/);
  });

  test('a diff driver of the repository is not run', async () => {
    await write('1.sql');
    await write('.gitattributes', '*.sql diff=evil\n');
    commit();
    git('config', 'diff.evil.command', `touch ${join(folder, 'pwned.txt')}`);
    git('config', 'diff.evil.textconv', `touch ${join(folder, 'pwned.txt')};cat`);
    await write('1.sql', 'SELECT 2;\n');
    const repository = await openRepository(folder);
    const base = await baseCommit(repository, 'HEAD');
    await changedLines(repository, base, { path: '1.sql', previousPath: null, status: 'modified' });
    expect((await changesSince(repository, base)).map((change) => change.path)).toEqual(['1.sql']);
  });

  test('outside a repository the message says to name files', async () => {
    await rm(join(folder, '.git'), { recursive: true });
    expect(await refusal(() => openRepository(folder))).toMatch(/^there is no git work tree here .*check PATH/);
  });
});

describe('the schema file', () => {
  test('is read without a byte order mark, and above the limit of a migration', async () => {
    await write('s.sql', `\ufeff-- ü\n${'SELECT 1;\n'.repeat(200_000)}`);
    expect(await readSchemaFile(join(folder, 's.sql'), 's.sql')).toMatch(/^-- ü\nSELECT 1;\n/);
  });

  test.each([
    ['a NUL byte', Buffer.from('a\0b'), /holds a NUL byte: s\.sql/],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff]), /is not valid UTF-8: s\.sql/],
  ])('with %s is refused', async (_, bytes, told) => {
    await write('s.sql', bytes);
    expect(await refusal(() => readSchemaFile(join(folder, 's.sql'), 's.sql'))).toMatch(told);
  });
});
