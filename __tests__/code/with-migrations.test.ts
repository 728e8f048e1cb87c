import { beforeAll, describe, expect, test } from '@jest/globals';
import { changedCode, type ChangedCode } from '../../src/code/changed-code.js';
import { parsePatch } from '../../src/code/patch.js';
import { preflight, type DeployOrder } from '../../src/preflight.js';
import type { Finding } from '../../src/report/report.js';
import { loadParser } from '../../src/sql/parse.js';
import { inputOf } from '../engine-input.js';

beforeAll(loadParser);

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int, gift_note text, gift_count int);';
const WAIT = "SET lock_timeout = '2s';\n";

/** `path`, then the rows of a hunk that begins at line 10 of both versions. */
function code(path: string, ...rows: readonly string[]): ChangedCode {
  const count = (sign: string) => rows.filter((row) => row.startsWith(' ') || row.startsWith(sign)).length;
  const patch = `@@ -10,${count('-')} +10,${count('+')} @@\n${rows.join('\n')}\n`;
  const [file] = changedCode([{ path, hunks: () => parsePatch(patch) }]);
  if (file === undefined) throw new Error(`${path} is not looked at`);
  return file;
}

function findings(
  sql: string,
  changed: readonly ChangedCode[],
  deployOrder: DeployOrder = 'unknown',
): readonly Finding[] {
  const input = inputOf([{ path: '0001_x.sql', text: WAIT + sql }], SCHEMA, { code: changed });
  return preflight({ ...input, settings: { ...input.settings, deployOrder } }).findings;
}

function finding(rule: string, all: readonly Finding[]): Finding {
  const found = all.find((one) => one.rule === rule);
  if (found === undefined) throw new Error(`no ${rule}`);
  return found;
}

describe('the order of deploys changes how bad it is, and not what is found', () => {
  test.each([
    ['migrations-first', 'note'],
    ['unknown', 'caution'],
    ['code-first', 'unsafe'],
  ] as const)('code that needs a new column, %s: %s', (order, severity) => {
    const all = findings('ALTER TABLE orders ADD COLUMN gift_wrap text;', [code('a.ts', '+giftWrap')], order);
    expect(finding('code-with-its-migration', all)).toMatchObject({
      severity,
      mode: 'replica-schema-drift',
      startLine: 2,
    });
  });

  test.each([
    ['migrations-first', 'unsafe'],
    ['unknown', 'unsafe'],
    ['code-first', 'caution'],
  ] as const)('a drop with its last use, %s: %s', (order, severity) => {
    const all = findings('ALTER TABLE orders DROP COLUMN gift_note;', [code('a.ts', '-giftNote')], order);
    expect(finding('drop-with-its-last-use', all)).toMatchObject({ severity, mode: 'replica-schema-drift' });
  });

  test('a drop of what new code uses is no better where the code goes first', () => {
    const changed = [code('a.ts', '-giftNote'), code('b.ts', '+giftNote')];
    const all = findings('ALTER TABLE orders DROP COLUMN gift_note;', changed, 'code-first');
    expect(finding('drop-with-its-last-use', all).severity).toBe('unsafe');
  });
});

describe('a finding names the lines', () => {
  test('that need what the migration makes, as they stand afterwards', () => {
    const changed = [
      code('src/orders.ts', ' a', '-b', '+giftWrap', ' c', '+giftWrap'),
      code('app/orders.py', '+    order.gift_wrap'),
    ];
    const { message, related } = finding(
      'code-with-its-migration',
      findings('ALTER TABLE orders ADD COLUMN gift_wrap text;', changed),
    );
    expect(message).toContain('`gift_wrap` of `orders` (`app/orders.py` line 10 and `src/orders.ts` lines 11, 13)');
    expect(related).toEqual([
      { path: 'app/orders.py', startLine: 10, endLine: 10 },
      { path: 'src/orders.ts', startLine: 11, endLine: 11 },
      { path: 'src/orders.ts', startLine: 13, endLine: 13 },
    ]);
  });

  test('that the running code uses, as they stood before', () => {
    const changed = [code('app/orders.py', ' a', '+b', ' c', '-    order.gift_note')];
    const { message, related } = finding(
      'drop-with-its-last-use',
      findings('ALTER TABLE orders DROP COLUMN gift_note;', changed),
    );
    expect(message).toContain('before it, `app/orders.py` line 12)');
    expect(related).toEqual([]);
  });

  test('and not all of many', () => {
    const changed = [code('a.ts', ...Array.from({ length: 20 }, () => '+giftWrap'))];
    const { message, related } = finding(
      'code-with-its-migration',
      findings('ALTER TABLE orders ADD COLUMN gift_wrap text;', changed),
    );
    expect(message).toContain('`a.ts` lines 10, 11, 12, 13, 14, 15 and 14 more lines');
    expect(related).toHaveLength(6);
  });

  test('whatever order the files come in', () => {
    const changed = [code('b.ts', '+giftWrap'), code('a.ts', '+giftWrap')];
    const sql = 'ALTER TABLE orders ADD COLUMN gift_wrap text;';
    expect(findings(sql, changed)).toEqual(findings(sql, changed.toReversed()));
  });
});

describe('a rename tells where code has the old name', () => {
  test('of a column', () => {
    const changed = [code('a.ts', '-giftNote', '+remark'), code('b.py', '+order.gift_note')];
    const { message, related } = finding(
      'rename-column',
      findings('ALTER TABLE orders RENAME COLUMN gift_note TO remark;', changed),
    );
    expect(message).toContain('The code that runs today says so in `a.ts` line 10.');
    expect(message).toContain('Code that this change adds still says so: `b.py` line 10.');
    expect(related).toEqual([{ path: 'b.py', startLine: 10, endLine: 10 }]);
  });

  test('of a table', () => {
    const changed = [code('a.rb', '-class Order < ApplicationRecord', '+class Purchase < ApplicationRecord')];
    const { message } = finding('rename-table', findings('ALTER TABLE orders RENAME TO purchases;', changed));
    expect(message).toContain('The code that runs today says so in `a.rb` line 10.');
  });

  test('and says nothing where the change shows none', () => {
    const { message } = finding('rename-column', findings('ALTER TABLE orders RENAME COLUMN gift_note TO remark;', []));
    expect(message).not.toContain('says so');
  });
});

describe('a column of another type tells where the code of the change has it', () => {
  const RETYPE = 'ALTER TABLE orders ALTER COLUMN gift_count TYPE bigint;';

  test('also where a line only says it in other words', () => {
    const changed = [
      code('a.ts', '-sum + giftCount', '+sum + Number(giftCount)'),
      code('b.ts', ' giftCount', '+other'),
    ];
    const { message, related } = finding('driver-reads-other-type', findings(RETYPE, changed));
    expect(message).toContain('Code that changes with it has to work with both: `a.ts` line 10.');
    expect(related).toEqual([{ path: 'a.ts', startLine: 10, endLine: 10 }]);
  });

  test('and says nothing of code where none does', () => {
    expect(finding('driver-reads-other-type', findings(RETYPE, [])).message).not.toContain('changes with it');
  });
});
