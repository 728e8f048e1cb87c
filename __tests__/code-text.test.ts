import { describe, expect, test } from '@jest/globals';
import { revisionOf } from '../src/frameworks/code-revision.js';
import { differsInCode } from '../src/frameworks/code-text.js';

/** Most characters of a text that is looked at. */
const MOST = 65_000;

describe('a text of a stranger is read in time that grows with its length', () => {
  const units = [
    'a',
    'a:b',
    '): Promise<',
    'import {\n',
    'from x import (',
    '"\\',
    "'\\",
    '`\\',
    '/* ',
    '<!-- ',
    '""" ',
    'def ',
  ];
  test.each(['0001_a.py', '0001_a.ts', '0001_a.xml'])('%s', (path) => {
    const long = [...units.map((unit) => unit.repeat(MOST / unit.length)), `a:${'b'.repeat(MOST - 2)}`];
    const slow = long.filter((text) => {
      const start = performance.now();
      differsInCode(path, text, `${text}x`);
      return performance.now() - start > 1_000;
    });
    expect(slow.map((text) => text.slice(0, 20))).toEqual([]);
  });

  test('also where it tells what it follows', () => {
    const start = performance.now();
    revisionOf('app/migrations/0002_a.py', '    dependencies = [\n'.repeat(MOST / 21));
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('what is opened and not closed hides nothing behind it', () => {
  test.each([
    ['0001_a.ts', 'const path = /[/*]/;\nawait sql("SELECT 1");'],
    ['0001_a.py', '"""\nop.execute("SELECT 1")'],
    ['0001_a.xml', '<!-- <sql>SELECT 1</sql>'],
  ])('%s %j', (path, text) => {
    expect(differsInCode(path, text, text.replace('SELECT 1', 'SELECT 2'))).toBe(true);
  });

  test('and what is closed is a comment', () => {
    expect(differsInCode('0001_a.ts', '/* one */ up();', '/* two */ up();')).toBe(false);
    expect(differsInCode('0001_a.py', '"""One."""\nup()', '"""Two."""\nup()')).toBe(false);
    expect(differsInCode('0001_a.xml', '<!-- one --><up/>', '<!-- two --><up/>')).toBe(false);
  });
});
