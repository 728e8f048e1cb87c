import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { Report } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int);';

function review(text: string): Report {
  return preflight(inputOf([{ path: '0001_x.sql', text: `SET lock_timeout = '2s';\n${text}` }], SCHEMA));
}

/** Columns whose drop somebody has accepted. */
function accepted(report: Report): readonly string[] {
  const drops = report.findings.filter(({ rule, suppressed }) => rule === 'drop-column' && suppressed !== null);
  return drops.map(({ title }) => /\b[ab]\b/.exec(title)?.[0] ?? '');
}

const ALLOW = '-- pg-preflight: allow drop-column -- unused since May';
const DROP_A = 'ALTER TABLE orders DROP COLUMN a;';
const DROP_B = 'ALTER TABLE orders DROP COLUMN b;';

describe('a suppression speaks of one statement', () => {
  test('at the end of a line of the last that begins there', () => {
    expect(accepted(review(`${DROP_A} ${DROP_B} ${ALLOW}`))).toEqual(['b']);
    expect(accepted(review(`${DROP_A} ALTER TABLE orders ${ALLOW}\n  DROP COLUMN b;`))).toEqual(['b']);
  });

  test('on the line before of the first that begins on the next', () => {
    expect(accepted(review(`${ALLOW}\n${DROP_A} ${DROP_B}`))).toEqual(['a']);
  });

  test('of both with a comment for each', () => {
    expect(accepted(review(`${ALLOW}\n${DROP_A} ${DROP_B} ${ALLOW}`))).toEqual(['a', 'b']);
  });

  test('of none where none begins, and says so', () => {
    for (const text of [
      `ALTER TABLE orders\n  DROP COLUMN a; ${ALLOW}`,
      `${ALLOW}\n\n${DROP_A}`,
      `${DROP_A}\n${ALLOW}`,
    ]) {
      const report = review(text);
      expect(accepted(report)).toEqual([]);
      expect(report.idleSuppressions.map(({ why }) => why)).toEqual([
        expect.stringMatching(/^no statement begins on (?:the next|its) line$/),
      ]);
    }
  });
});

describe('a suppression without effect is told, with its line', () => {
  test.each([
    ['of a rule that has nothing to say', `-- pg-preflight: allow drop-table -- old\n${DROP_A}`, '`drop-table`'],
    ['without a reason', `-- pg-preflight: allow drop-column\n${DROP_A}`, 'reason'],
    ['of a rule that there is not', `-- pg-preflight: allow drop-colum -- old\n${DROP_A}`, '`drop-colum`'],
  ])('%s', (_words, text, why) => {
    const report = review(text);
    expect(accepted(report)).toEqual([]);
    expect(report.idleSuppressions).toEqual([{ path: '0001_x.sql', line: 2, why: expect.stringContaining(why) }]);
  });

  test('but one that suppresses is not', () => {
    expect(review(`${ALLOW}\n${DROP_A}`).idleSuppressions).toEqual([]);
  });
});

describe('what cannot be read cannot be accepted', () => {
  test.each([
    '-- pg-preflight: allow unreadable-migration -- the tool fills it in\nALTER TABEL orders ADD COLUMN c int;',
    'ALTER TABEL orders ADD COLUMN c int; -- pg-preflight: allow unreadable-migration -- the tool fills it in',
    '-- pg-preflight: allow drop-column, unreadable-migration -- both\nALTER TABEL orders ADD COLUMN c int;',
  ])('%s', (text) => {
    const report = review(text);
    expect(report.verdict).toBe('unsafe');
    expect(report.findings.map(({ rule, suppressed }) => [rule, suppressed])).toEqual([['unreadable-migration', null]]);
    expect(report.idleSuppressions.map(({ why }) => why)).toEqual([
      expect.stringContaining('`unreadable-migration` cannot be suppressed'),
    ]);
  });
});
