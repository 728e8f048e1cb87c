import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { collectChanged } from '../../src/cli/changed-files.js';
import { mentionsOf, namesToSearch } from '../../src/code/base-search.js';
import { parseGrep } from '../../src/disk/search.js';
import { preflight } from '../../src/preflight.js';
import type { Finding } from '../../src/report/report.js';
import { parseCliArgs } from '../../src/settings/cli-args.js';
import { readConfigFile } from '../../src/settings/config-file.js';
import { mergeSettings } from '../../src/settings/merge.js';
import { loadParser } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';

beforeAll(loadParser);

describe('names worth a search', () => {
  test.each([
    ['ALTER TABLE orders DROP COLUMN gift_note, DROP COLUMN IF EXISTS gift_wrap;', ['gift_note', 'gift_wrap']],
    ['alter table orders drop gift_note', ['gift_note']],
    ['ALTER TABLE orders DROP COLUMN "giftNote";', ['giftNote']],
    ['DROP TABLE IF EXISTS shop.order_items, invoices CASCADE;', ['order_items', 'invoices']],
    ['ALTER TABLE orders RENAME COLUMN gift_note TO remark;', ['gift_note']],
    ['ALTER TABLE ONLY orders RENAME TO purchases;', ['orders']],
    ['ALTER TABLE orders DROP COLUMN status;', []],
    ['ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;', []],
    ['CREATE TABLE orders (id bigint);', []],
  ])('%s: %j', (text, names) => expect(namesToSearch([text])).toEqual(names));
});

describe('what was found', () => {
  const found = (path: string, text: string) =>
    mentionsOf(['gift_note'], [{ path, line: 3, text }], (one) => one.endsWith('.up.sql'))[0]?.places;

  test.each([
    ['src/a.ts', 'x.giftNote'],
    ['src/a.ts', 'getGiftNote()'],
    ['app/a.rb', 'find_by_gift_note(x)'],
    ['config/export.yml', 'columns: [gift_note]'],
    ['web/a.hbs', 'gift-note'],
    ['src/a.ts', '// giftNote'],
  ])('counts in %s: %s', (path, text) => expect(found(path, text)).toEqual([{ path, line: 3 }]));

  test.each([
    ['db/migrations/0001_x.up.sql', 'gift_note text'],
    ['db/structure.sql', 'gift_note text'],
    ['tests/test_a.py', 'gift_note'],
    ['docs/a.md', 'gift_note'],
    ['app/models/order.rb', 'self.ignored_columns += ["gift_note"]'],
    ['prisma/schema.prisma', '  giftNote String? @map("gift_note") @ignore'],
    ['src/a.ts', 'gift'],
  ])('counts for nothing in %s: %s', (path, text) => expect(found(path, text)).toEqual([]));

  test('in a form that nobody expects is no answer', () => {
    expect(parseGrep('abc:src/a b.ts\x003\x00 a: giftNote\n', 'abc')).toEqual([
      { path: 'src/a b.ts', line: 3, text: ' a: giftNote' },
    ]);
    expect(parseGrep('', 'abc')).toEqual([]);
    expect(parseGrep('abc:src/a.ts:3:giftNote\n', 'abc')).toBeNull();
  });
});

describe('a drop whose name no file of the base commit has any more', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
    git('init', '-q', '-b', 'main');
    await write(
      'db/migrations/0001_x.sql',
      'CREATE TABLE orders (id bigint PRIMARY KEY, gift_note text, status text);\n',
    );
    await write('db/migrations/0002_x.sql', 'CREATE TABLE order_items (id bigint PRIMARY KEY);\n');
    await write('src/orders.ts', 'select(id)\n');
    await write('tests/orders.test.ts', 'giftNote, OrderItem\n');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  function git(...args: readonly string[]): void {
    execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  }

  async function write(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }

  /** Findings but notes, of a migration and whatever else `change` writes on top of the base. */
  async function judged(
    sql: string,
    change: () => Promise<void> = async () => {},
    config: ReturnType<typeof readConfigFile> = new Map(),
  ): Promise<readonly Finding[]> {
    git('add', '.');
    git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-qm', 'base');
    git('switch', '-qc', 'topic');
    await write('db/migrations/0003_x.sql', `SET lock_timeout = '2s';\n${sql}\n`);
    await change();
    const call = parseCliArgs(['check', '--base', 'main']);
    if (call.command !== 'check') throw new Error('not a check');
    const { notes: _, ...collected } = await collectChanged(call, mergeSettings(call.given, config), folder);
    return preflight(inputOf([], '', collected)).findings.filter(({ severity }) => severity !== 'note');
  }

  test.each([
    ['ALTER TABLE orders DROP COLUMN gift_note;', 'drop-column'],
    ['DROP TABLE order_items;', 'drop-table'],
  ])('is the last step of expand and contract: %s', async (sql, rule) => {
    expect(await judged(sql)).toMatchObject([
      {
        rule,
        severity: 'caution',
        alsoModes: expect.arrayContaining(['rename-in-rolling-deploy']),
        message: expect.stringContaining('No file of the base commit names it any more'),
      },
    ]);
  });

  test('also where only the files of a runner of their own have it, which the config names', async () => {
    await write('ops/orders.sql', 'UPDATE orders SET gift_note = NULL WHERE id = 1;\n');
    const config = readConfigFile('overrides:\n  - paths: ["ops/**"]\n    transaction: statement\n', 'c.yml', []);
    const found = await judged('ALTER TABLE orders DROP COLUMN gift_note;', undefined, config);
    expect(found).toMatchObject([{ rule: 'drop-column', severity: 'caution' }]);
  });

  test('is unsafe where a file still has it, and that file is named', async () => {
    await write('src/orders.ts', 'a\norder.giftNote\n');
    const [found] = await judged('ALTER TABLE orders DROP COLUMN gift_note;');
    expect(found).toMatchObject({ rule: 'drop-column', severity: 'unsafe' });
    expect(found?.message).toContain('The base commit still names it: `src/orders.ts` line 2.');
  });

  test('is unsafe where one of two tables is still named', async () => {
    await write('src/orders.ts', 'prisma.order.findMany()\n');
    expect(await judged('DROP TABLE order_items, orders;')).toMatchObject([{ rule: 'drop-table', severity: 'unsafe' }]);
  });

  test('is unsafe where the name is too common to be searched for', async () => {
    const [found] = await judged('ALTER TABLE orders DROP COLUMN status;');
    expect(found).toMatchObject({ rule: 'drop-column', severity: 'unsafe' });
    expect(found?.message).not.toContain('base commit');
  });

  test.each([
    ['no file has the word', 'src/a.ts', 'orders.find(1)\n', 'caution'],
    ['only files have it that do not name the table', 'src/pets.ts', 'pet.nickname\n', 'caution'],
    ['a file has it that names the table', 'src/a.ts', 'const order = load();\nuse(order.nickname);\n', 'unsafe'],
    ['a file has it that is called after the table', 'app/orders/view.rb', 'nickname\n', 'unsafe'],
  ] as const)('of one word, where %s', async (_what, path, text, severity) => {
    await write('db/migrations/0002_y.sql', 'ALTER TABLE orders ADD COLUMN nickname text;\n');
    await write(path, text);
    const [found] = await judged('ALTER TABLE orders DROP COLUMN nickname;');
    expect(found).toMatchObject({ rule: 'drop-column', severity });
    expect(found?.message).toContain(
      severity === 'caution'
        ? 'No file of the base commit that names the table has the word any more'
        : `still has the word: \`${path}\``,
    );
  });

  test('is unsafe where the change adds a use', async () => {
    const found = await judged('ALTER TABLE orders DROP COLUMN gift_note;', () =>
      write('src/later.ts', 'order.giftNote\n'),
    );
    const rules = found.map(({ rule, severity }) => `${rule} ${severity}`).sort();
    expect(rules).toEqual(['drop-column unsafe', 'drop-with-its-last-use unsafe']);
  });

  test('is unsafe where the change itself gave the name', async () => {
    const found = await judged('ALTER TABLE order_items RENAME TO old_items; DROP TABLE old_items;');
    expect(found.filter(({ rule }) => rule === 'drop-table')).toMatchObject([{ severity: 'unsafe' }]);
  });

  test('is unsafe where models find out their columns, until they are told to leave it alone', async () => {
    await write('app/models/order.rb', 'class Order < ApplicationRecord\nend\n');
    const [found] = await judged('ALTER TABLE orders DROP COLUMN gift_note;');
    expect(found).toMatchObject({ rule: 'drop-column', severity: 'unsafe' });
    expect(found?.message).toContain('has to say `ignored_columns`');
  });

  test('is the last step where models were told to leave it alone', async () => {
    const model = 'class Order < ApplicationRecord\n  self.ignored_columns += ["gift_note"]\nend\n';
    await write('app/models/order.rb', model);
    const sql = 'ALTER TABLE orders DROP COLUMN gift_note;';
    const found = await judged(sql, () => write('app/models/order.rb', 'class Order < ApplicationRecord\nend\n'));
    expect(found).toMatchObject([{ rule: 'drop-column', severity: 'caution' }]);
  });

  test('of a rename is part of its message', async () => {
    await write('src/orders.ts', 'a\norder.giftNote\n');
    const [found] = await judged('ALTER TABLE orders RENAME COLUMN gift_note TO remark;');
    expect(found?.message).toContain('The code that runs today says so in `src/orders.ts` line 2.');
  });
});

test('where nothing was searched, a drop says what would tell', () => {
  const file = { path: '0001_x.sql', text: "SET lock_timeout = '2s';\nDROP TABLE orders;" };
  const [found] = preflight(inputOf([file], 'CREATE TABLE orders (id int);')).findings;
  expect(found).toMatchObject({ rule: 'drop-table', severity: 'unsafe' });
  expect(found?.message).toContain('Whether code still names it, `pg-preflight check --base REF` in a clone can tell.');
});
