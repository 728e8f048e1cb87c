import { describe, expect, test } from '@jest/globals';
import { includesOf, readIncludes, withIncludes } from '../../src/history/includes.js';
import type { ContentOf } from '../../src/history/schema-texts.js';

function tree(files: Readonly<Record<string, string>>): ContentOf {
  return (path) => {
    const text = files[path];
    return text === undefined ? null : { kind: 'text', text };
  };
}

describe('files that a migration of the history runs', () => {
  test('stand in the place of the command, however deep', () => {
    const contentOf = tree({
      'db/sql/orders.sql': 'CREATE TABLE orders (id int);\n\\ir items.sql\n',
      'db/sql/items.sql': 'CREATE TABLE items (id int);',
    });
    const text = 'SELECT 1;\n\\i sql/orders.sql\nSELECT 2;\n';
    expect(withIncludes('db/deploy/a.sql', text, contentOf)).toBe(
      'SELECT 1;\nCREATE TABLE orders (id int);\nCREATE TABLE items (id int);\n\nSELECT 2;\n',
    );
  });

  test('are looked for from the root, from the folders above, or beside the file', () => {
    expect(includesOf('db/deploy/a.sql', "\\i 'x.sql'\n\\include_relative ../y.sql;\n")).toEqual([
      'x.sql',
      'db/deploy/x.sql',
      'db/x.sql',
      'db/y.sql',
    ]);
  });

  test('stay commands where they are not there, outside the tree, named by a variable, or run themselves', () => {
    for (const line of ['\\i x.sql', '\\ir ../../../x.sql', '\\i :dir/x.sql', '\\i /etc/passwd'])
      expect(withIncludes('db/a.sql', line, tree({}))).toBe(line);
    expect(withIncludes('a.sql', '\\i a.sql', tree({ 'a.sql': '\\i a.sql' }))).toBe('\\i a.sql');
    expect(includesOf('db/a.sql', '\\i /etc/passwd\n\\ir ../../x.sql\n')).toEqual([]);
  });

  test('are asked for in one request a depth', async () => {
    const stored = tree({ 'b.sql': '\\i c.sql\n\\i d.sql\n', 'c.sql': 'SELECT 1;', 'd.sql': 'SELECT 2;' });
    const read = new Set(['a.sql']);
    const asked: string[][] = [];
    const contentOf: ContentOf = (path) =>
      path === 'a.sql' ? { kind: 'text', text: '\\i b.sql\n' } : read.has(path) ? stored(path) : null;
    await readIncludes(['a.sql'], contentOf, async (paths) => {
      asked.push([...paths]);
      for (const path of paths) read.add(path);
    });
    expect(asked).toEqual([['b.sql'], ['c.sql', 'd.sql']]);
  });
});
