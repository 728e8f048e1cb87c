import {
  addedText,
  changedLines,
  commentableLines,
  countLines,
  parsePatch,
  textBefore,
} from '../../src/github/diff.js';
import type { Hunk } from '../../src/github/diff.js';

const OLD = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n';
const NEW = 'a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nl\nm\n';
const PATCH = `@@ -1,5 +1,5 @@
 a
-b
+B
 c
 d
 e
@@ -8,5 +8,5 @@ some heading
 h
 i
 j
-k
 l
+m`;

describe('parsePatch', () => {
  test('reads hunks with their places on both sides', () => {
    const hunks = parsed(PATCH);
    expect(hunks.map(({ oldStart, newStart, newLines }) => [oldStart, newStart, newLines])).toEqual([
      [1, 1, 5],
      [8, 8, 5],
    ]);
    expect(countLines(hunks, 'new')).toBe(2);
    expect(countLines(hunks, 'old')).toBe(2);
  });

  test('takes a missing count for one line', () => {
    expect(parsed('@@ -3 +3 @@\n-x\n+y').map(({ newStart, newLines }) => [newStart, newLines])).toEqual([[3, 1]]);
  });

  test('keeps lines whose text looks like a header or a marker', () => {
    const hunks = parsed('@@ -0,0 +1,3 @@\n+@@ -1 +1 @@\n+--- a\n++++ b');
    expect(addedText(hunks)).toBe('@@ -1 +1 @@\n--- a\n+++ b\n');
  });

  test.each([
    ['is cut in the middle of a hunk', '@@ -1,3 +1,3 @@\n a\n-b'],
    ['has a row of an unknown kind', '@@ -1,2 +1,2 @@\n a\n?b'],
    ['has text after its last hunk', '@@ -1 +1 @@\n-a\n+b\n c'],
    ['removes more lines than it says', '@@ -1,1 +1,2 @@\n-a\n-b\n+c\n+d'],
    ['is a note about a binary file', 'Binary files differ'],
  ])('gives null for a patch that %s', (_what, patch) => {
    expect(parsePatch(patch)).toBeNull();
  });
});

describe('commentableLines', () => {
  test('are all lines of a hunk, context included', () => {
    expect(commentableLines(parsed(PATCH))).toEqual([
      { startLine: 1, endLine: 5 },
      { startLine: 8, endLine: 12 },
    ]);
  });

  test('leave out a hunk that only deletes', () => {
    expect(commentableLines(parsed('@@ -1,2 +0,0 @@\n-a\n-b'))).toEqual([]);
  });
});

describe('changedLines', () => {
  test('are the added lines and the neighbours of a deletion', () => {
    expect(changedLines(parsed(PATCH))).toEqual([
      { startLine: 2, endLine: 2 },
      { startLine: 10, endLine: 12 },
    ]);
  });
});

describe('textBefore', () => {
  test('takes a patch back', () => {
    expect(textBefore(NEW, parsed(PATCH))).toBe(OLD);
  });

  test('keeps carriage returns and a missing last line end', () => {
    const patch = '@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\r\n\\ No newline at end of file';
    expect(textBefore('a\r\nc\r', parsed(patch))).toBe('a\r\nb');
  });

  test('gives back a file that was emptied', () => {
    expect(textBefore('', parsed('@@ -1,2 +0,0 @@\n-a\n-b'))).toBe('a\nb\n');
  });

  test('refuses a patch that does not fit the text', () => {
    expect(textBefore('a\nX\n', parsed(PATCH))).toBeNull();
  });
});

describe('addedText', () => {
  test('is the text of a file that the patch adds whole', () => {
    expect(addedText(parsed('@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file'))).toBe('a\nb');
  });

  test('is null where anything stood there before', () => {
    expect(addedText(parsed(PATCH))).toBeNull();
  });
});

function parsed(patch: string): readonly Hunk[] {
  const hunks = parsePatch(patch);
  if (hunks === null) throw new Error(`not a patch: ${patch}`);
  return hunks;
}
