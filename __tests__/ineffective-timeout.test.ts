import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { Finding } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const ALTER = 'ALTER TABLE orders ADD COLUMN note text;';

function finding(sql: string): Finding | undefined {
  const files = [{ path: 'db/migrations/0001_change.sql', text: sql }];
  const { findings } = preflight(inputOf(files, 'CREATE TABLE orders (id bigint PRIMARY KEY);'));
  return findings.find(({ rule }) => rule === 'lock-without-timeout');
}

describe('a lock_timeout that stands in the file and does not help is told in the finding about the wait', () => {
  test.each([
    ['off', `SET lock_timeout = 0;\n${ALTER}`, /`SET lock_timeout = 0` means no timeout at all\.$/],
    ['too long', `SET lock_timeout = '1min';\n${ALTER}`, /a timeout of 1 min is too long to prevent an outage\.$/],
    ['a setting of another name', `SET app.lock_timeout = '2s';\n${ALTER}`, /makes a setting of its own/],
    ['outside a transaction', `COMMIT;\nSET LOCAL lock_timeout = '2s';\n${ALTER}`, /only warns and changes nothing\.$/],
    ['too late', `${ALTER}\nSET lock_timeout = '2s';`, /`SET lock_timeout = '2s'` comes after it\.$/],
    [
      'taken back',
      `SET lock_timeout = '2s';\nRESET lock_timeout;\n${ALTER}`,
      /`RESET lock_timeout` comes before it and takes the timeout of 2 s back\.$/,
    ],
    ['rolled back', `BEGIN;\nSET lock_timeout = '2s';\nROLLBACK;\n${ALTER}`, /taken back by the ROLLBACK/],
    ['ended', `BEGIN;\nSET LOCAL lock_timeout = '2s';\nCOMMIT;\n${ALTER}`, /ended with its transaction\.$/],
  ])('%s', (_words, sql, expected) => {
    expect(finding(sql)?.message).toMatch(expected);
    expect(finding(sql)?.related).toHaveLength(1);
  });

  test('without any there is nothing to tell', () => {
    expect(finding(ALTER)?.message).toMatch(/no `lock_timeout` is in effect to end the wait\.$/);
    expect(finding(ALTER)?.related).toEqual([]);
  });
});
