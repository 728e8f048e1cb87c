import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../src/errors.js';
import { readActionInputs } from '../src/settings/action-inputs.js';
import { failsCheck } from '../src/settings/gate.js';
import { mergeSettings } from '../src/settings/merge.js';
import { resolveActionSettings } from '../src/settings/resolve.js';

const inputs = (values: Record<string, string> = {}) =>
  readActionInputs((name) => values[name] ?? (name === 'github-token' ? 'a-token' : ''));

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return `${error.message}. ${error.advice}`;
    throw error;
  }
  return 'accepted';
}

describe('settings', () => {
  test('without inputs and config file every setting has the default of the contract', () => {
    expect(resolveActionSettings(inputs(), null, '.github/pg-preflight.yml')).toEqual({
      paths: [],
      postgresVersion: 14,
      failOn: 'unsafe',
      reviewComments: true,
      summaryComment: true,
      maxInlineComments: 20,
      checkName: 'pg-preflight',
      onUnscannable: 'fail',
      deployOrder: 'unknown',
      key: '',
      reportFile: null,
      sarifFile: null,
      pullRequest: null,
      suppressions: 'free',
      suppressionApprovers: [],
      requireChecklist: false,
      forbidSuppression: [],
      rules: new Map(),
      ignore: [],
      baseline: null,
      schema: null,
      framework: null,
      transaction: null,
      assumedLockTimeout: null,
      assumedStatementTimeout: null,
      pooler: 'none',
      hotTables: [],
      smallTables: [],
      tableSizes: null,
      overrides: [],
    });
  });

  test('an input wins over the config file and the config file over the default', () => {
    const config = 'fail-on: caution\npostgres-version: 12\n';
    const settings = resolveActionSettings(inputs({ 'postgres-version': '16' }), config, 'c.yml');
    expect(settings).toMatchObject({ postgresVersion: 16, failOn: 'caution', maxInlineComments: 20 });
  });

  test('every kind of value is read from inputs', () => {
    const given = inputs({
      'pull-request': '42',
      paths: 'db/**/*.sql\n\n  !db/seeds/**  \n',
      'review-comments': 'False',
      'max-inline-comments': '0',
      key: 'services/billing',
      'report-file': 'out/report.json',
    });
    expect(resolveActionSettings(given, null, 'c.yml')).toMatchObject({
      pullRequest: 42,
      paths: ['db/**/*.sql', '!db/seeds/**'],
      reviewComments: false,
      maxInlineComments: 0,
      key: 'services/billing',
      reportFile: 'out/report.json',
    });
  });

  test.each([['none'], ['  none ']])('the input check-name %j means that no check run is published', (written) => {
    expect(mergeSettings(inputs({ 'check-name': written }).given).checkName).toBe('');
  });

  test('an empty check-name in the config file means that no check run is published', () => {
    expect(resolveActionSettings(inputs(), 'check-name: ""\n', 'c.yml').checkName).toBe('');
  });

  test('a config path is the default unless the workflow names one', () => {
    expect(inputs()).toMatchObject({ config: '.github/pg-preflight.yml', configGiven: false });
    expect(inputs({ config: './db/preflight.yml' })).toMatchObject({ config: 'db/preflight.yml', configGiven: true });
  });

  test.each([
    ['fail-on', 'sometimes', 'input `fail-on` is "sometimes". Write `unsafe`, `caution` or `never`.'],
    ['fail-on', 'Unsafe', 'input `fail-on` is "Unsafe". Write `unsafe`, `caution` or `never`.'],
    ['pull-request', 'abc', 'input `pull-request` is "abc". Write a whole number from 1 to 2147483647.'],
    ['pull-request', '0', 'input `pull-request` is "0". Write a whole number from 1 to 2147483647.'],
    ['pull-request', '1e3', 'input `pull-request` is "1e3". Write a whole number from 1 to 2147483647.'],
    ['postgres-version', '9', 'input `postgres-version` is "9". Write a whole number from 10 to 18.'],
    ['postgres-version', '14.2', 'input `postgres-version` is "14.2". Write a whole number from 10 to 18.'],
    ['review-comments', 'yes', 'input `review-comments` is "yes". Write `true` or `false`.'],
    ['max-inline-comments', '-1', 'input `max-inline-comments` is "-1". Write a whole number from 0 to 1000.'],
    ['on-unscannable', 'ignore', 'input `on-unscannable` is "ignore". Write `fail` or `warn`.'],
  ])('the input %s: %j is refused with what to write', (name, written, told) => {
    expect(refusal(() => inputs({ [name]: written }))).toBe(told);
  });

  test.each([
    ['/db/migrations/**'],
    ['../db/**'],
    ['db/../**'],
    ['db\\migrations'],
    ['!'],
    ['!!db/**'],
    ['ok/**\n/no/**'],
  ])('the glob %j, which can never match, is refused', (written) => {
    expect(refusal(() => inputs({ paths: written }))).toMatch(/^input `paths` is .* relative to the root/);
  });

  test.each([['a --> b'], ['@team'], ['x'.repeat(51)], ['two\nlines'], ['<b>']])(
    'the key %j, which could break the marker, is refused',
    (written) => {
      expect(refusal(() => inputs({ key: written }))).toMatch(/^input `key` is /);
    },
  );

  test.each([['../other.yml'], ['/etc/passwd'], ['a//b.yml'], ['a\\b.yml']])(
    'the config path %j is refused',
    (path) => {
      expect(refusal(() => inputs({ config: path }))).toMatch(/^input `config` is .*relative to the root/);
    },
  );

  test('a missing token is refused by its name', () => {
    expect(refusal(() => readActionInputs(() => ''))).toMatch(/^input `github-token` is empty\. /);
  });

  test('a wrong value is told on one short line without control characters', () => {
    const told = refusal(() => inputs({ 'fail-on': `a\u001b[2J\n::error::\u202e${'x'.repeat(500)}` }));
    expect(told).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(told.length).toBeLessThan(200);
  });

  test.each([
    ['safe', 'unsafe', false],
    ['caution', 'unsafe', false],
    ['unsafe', 'unsafe', true],
    ['safe', 'caution', false],
    ['caution', 'caution', true],
    ['unsafe', 'caution', true],
    ['unsafe', 'never', false],
  ] as const)('verdict %s with fail-on %s fails the check: %s', (verdict, failOn, fails) => {
    expect(failsCheck(verdict, failOn)).toBe(fails);
  });
});
