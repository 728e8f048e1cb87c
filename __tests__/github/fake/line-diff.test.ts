import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobSha } from './git-objects.js';
import { diffLines, hunksOf, patchText } from './line-diff.js';
import { numberedLines } from './test-world.js';

test('a blob has the id that git gives it', () => {
  expect(blobSha('')).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  expect(blobSha('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
});

describe('a patch turns the old text into the new one by `git apply`', () => {
  test.each([
    [
      'two distant changes',
      numberedLines(40),
      numberedLines(40).replace('line 5\n', 'x\n').replace('line 30\n', 'y\n'),
    ],
    ['two near changes', numberedLines(20), numberedLines(20).replace('line 5\n', 'x\n').replace('line 12\n', 'y\n')],
    ['a missing line end added', 'a\nb', 'a\nb\n'],
    ['a missing line end kept', 'a\nb', 'x\nb'],
    ['a change of line ends', 'a\nb\n', 'a\r\nb\n'],
    ['a single line replaced', 'a\n', 'b\n'],
    ['everything removed but one line', numberedLines(9), '-- line 4\n'],
    ['moved lines', 'create\ntable\na\nb\nc\nd\ne\nf\n', 'a\nb\nc\nd\ne\nf\ncreate\ntable\n'],
  ])('%s', (_, before, after) => {
    expect(appliedByGit(before, patchText(hunksOf(diffLines(before, after))))).toBe(after);
  });
});

function appliedByGit(before: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'patch-'));
  try {
    writeFileSync(join(folder, 'file'), before);
    const input = `--- a/file\n+++ b/file\n${patch}\n`;
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input,
      env: { GIT_CEILING_DIRECTORIES: tmpdir() },
    });
    return readFileSync(join(folder, 'file'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
