import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../src/errors.js';
import { readConfigFile } from '../src/settings/config-file.js';
import { RULE_NAMES } from '../src/rules/names.js';
import { mergeSettings } from '../src/settings/merge.js';
import { nearestName } from '../src/settings/nearest.js';

function refusal(text: string): string {
  try {
    readConfigFile(text, 'c.yml', RULE_NAMES);
  } catch (error) {
    if (error instanceof ConfigError) return `${error.message}. ${error.advice}`;
    throw error;
  }
  return 'accepted';
}

describe('the config file', () => {
  test.each([[''], ['\n'], ['# nothing yet\n'], ['---\n'], ['{}\n'], ['\ufefffail-on: unsafe\n']])(
    'with the text %j is read as the defaults',
    (text) => {
      expect(mergeSettings(readConfigFile(text, 'c.yml', RULE_NAMES))).toEqual(mergeSettings());
    },
  );

  test('holds every setting that is not bound to one run', () => {
    const text = `
paths:
  - 'db/migrations/**'
  - '!db/migrations/old/**'
postgres-version: 12
fail-on: caution
review-comments: false
summary-comment: false
max-inline-comments: 5
check-name: migrations
on-unscannable: warn
deploy-order: code-first
key: billing
report-file: out.json
sarif-file: out.sarif
suppressions: approved
suppression-approvers: [octocat, acme/dba]
require-checklist: true
forbid-suppression: [drop-table, drop-column]
rules:
  cached-plan-broken: off
  rename-table: caution
ignore:
  - rule: drop-table
    reason: the tables of 2019 are empty
    paths: db/old/**
    until: 2027-01-31
  - rule: drop-column
    reason: agreed
baseline: .github/baseline.json
schema: db/schema.sql
framework: flyway
transaction: statement
assumed-lock-timeout: 2s
assumed-statement-timeout: 1min
pooler: transaction
hot-tables: [orders, billing.*]
small-tables: countries
table-sizes: sizes.csv
overrides:
  - paths: legacy/**
    postgres-version: 11
    severity: caution
    rules: { drop-table: off }
  - paths: [ops/**, '*.ops.sql']
    framework: none
    transaction: run
    assumed-lock-timeout: 0
`;
    expect(mergeSettings(readConfigFile(text, 'c.yml', RULE_NAMES))).toEqual({
      paths: ['db/migrations/**', '!db/migrations/old/**'],
      postgresVersion: 12,
      failOn: 'caution',
      reviewComments: false,
      summaryComment: false,
      maxInlineComments: 5,
      checkName: 'migrations',
      onUnscannable: 'warn',
      deployOrder: 'code-first',
      key: 'billing',
      reportFile: 'out.json',
      sarifFile: 'out.sarif',
      pullRequest: null,
      suppressions: 'approved',
      suppressionApprovers: ['octocat', 'acme/dba'],
      requireChecklist: true,
      forbidSuppression: ['drop-table', 'drop-column'],
      rules: new Map([
        ['cached-plan-broken', 'off'],
        ['rename-table', 'caution'],
      ]),
      ignore: [
        new Map([
          ['rule', 'drop-table'],
          ['reason', 'the tables of 2019 are empty'],
          ['paths', 'db/old/**'],
          ['until', '2027-01-31'],
        ]),
        new Map([
          ['rule', 'drop-column'],
          ['reason', 'agreed'],
        ]),
      ],
      baseline: '.github/baseline.json',
      schema: 'db/schema.sql',
      framework: 'flyway',
      transaction: 'statement',
      assumedLockTimeout: 2_000,
      assumedStatementTimeout: 60_000,
      pooler: 'transaction',
      hotTables: ['orders', 'billing.*'],
      smallTables: ['countries'],
      tableSizes: 'sizes.csv',
      overrides: [
        {
          paths: ['legacy/**'],
          framework: null,
          transaction: null,
          postgresVersion: 11,
          assumedLockTimeout: null,
          assumedStatementTimeout: null,
          severity: 'caution',
          rules: new Map([['drop-table', 'off']]),
        },
        {
          paths: ['ops/**', '*.ops.sql'],
          framework: 'none',
          transaction: 'run',
          postgresVersion: null,
          assumedLockTimeout: 0,
          assumedStatementTimeout: null,
          severity: null,
          rules: new Map(),
        },
      ],
    });
  });

  test('may hold paths as one text with a glob a line, as the input does', () => {
    expect(mergeSettings(readConfigFile('paths: |\n  a/**\n  b/**\n', 'c.yml', RULE_NAMES)).paths).toEqual([
      'a/**',
      'b/**',
    ]);
  });

  test.each([
    [
      'fail-on: sometimes\n',
      'c.yml, line 1, column 10: `fail-on` is "sometimes". Write `unsafe`, `caution` or `never`.',
    ],
    [
      '# x\npostgres-version: 9\n',
      'c.yml, line 2, column 19: `postgres-version` is 9. Write a whole number from 10 to 18.',
    ],
    ['review-comments: "yes"\n', 'c.yml, line 1, column 18: `review-comments` is "yes". Write `true` or `false`.'],
    [
      'max-inline-comments: 1.5\n',
      'c.yml, line 1, column 22: `max-inline-comments` is 1.5. Write a whole number from 0 to 1000.',
    ],
    [
      'key: {a: 1}\n',
      'c.yml, line 1, column 6: `key` is {"a":1}. Write at most 50 letters, digits, spaces and `. _ / : + -`.',
    ],
    [
      'forbid-suppression:\n  - drop-table\n  - Drop Table\n',
      'c.yml, line 3, column 5: `forbid-suppression` is "Drop Table". Write rule names, such as `drop-table`.',
    ],
    [
      'forbid-suppression: [1]\n',
      'c.yml, line 1, column 22: `forbid-suppression` is 1. Write rule names, such as `drop-table`.',
    ],
    [
      'rules:\n  drop-table: loud\n',
      'c.yml, line 2, column 15: `rules` is "loud". Write `unsafe`, `caution`, `note` or `off`.',
    ],
    [
      'rules:\n  drop-tabel: off\n',
      'c.yml, line 2, column 3: `rules` names no rule: "drop-tabel". Did you mean `drop-table`? `pg-preflight explain` lists all rules.',
    ],
    [
      'forbid-suppression:\n  - drop-table\n  - drop-tabel\n',
      'c.yml, line 3, column 5: `forbid-suppression` names no rule: "drop-tabel". Did you mean `drop-table`? `pg-preflight explain` lists all rules.',
    ],
    [
      'rules: {unreadable-migration: off}\n',
      'c.yml, line 1, column 9: `rules` cannot speak of `unreadable-migration`, since nobody knows what the file would do. Make the file readable, or leave it out with `paths`.',
    ],
    [
      'ignore:\n  - rule: drop-table\n',
      'c.yml, line 2, column 5: `reason` of `ignore` is missing. Write why it is accepted, on one line.',
    ],
    [
      'ignore:\n  - rule: drop-table\n    reason: x\n    until: soon\n',
      'c.yml, line 4, column 12: `until` of `ignore` is "soon". Write a day such as `2027-01-31`.',
    ],
    [
      'ignore:\n  - rule: drop-table\n    reason: x\n    path: db/**\n',
      'c.yml, line 4, column 5: "path" is no part of `ignore`. Did you mean `paths`? An entry may hold `rule`, `reason`, `paths` or `until`.',
    ],
    [
      'assumed-lock-timeout: 5\n',
      'c.yml, line 1, column 23: `assumed-lock-timeout` is 5. Write a time with its unit, such as `2s` or `500ms`, or `0` for none.',
    ],
    [
      'hot-tables: [a.b.c]\n',
      'c.yml, line 1, column 14: `hot-tables` is "a.b.c". Write names of tables, such as `orders`, `billing.invoices` or `audit.*`.',
    ],
    [
      'overrides:\n  - paths: a/**\n    transactoin: file\n',
      'c.yml, line 3, column 5: "transactoin" is no part of `overrides`. Did you mean `transaction`? An entry may hold `paths`, `framework`, `transaction`, `postgres-version`, `assumed-lock-timeout`, `assumed-statement-timeout`, `severity` or `rules`.',
    ],
    [
      'overrides:\n  - paths: a/**\n    postgres-version: 9\n',
      'c.yml, line 3, column 23: `postgres-version` of `overrides` is 9. Write a whole number from 10 to 18.',
    ],
    [
      'overrides:\n  - transaction: file\n',
      'c.yml, line 2, column 5: `paths` of `overrides` is missing. Write globs relative to the root of the repository, without `!`.',
    ],
    [
      'overrides:\n  - paths: /db/**\n    severity: note\n',
      'c.yml, line 2, column 12: `paths` of `overrides` is "/db/**". Write globs relative to the root of the repository, without `!`.',
    ],
    [
      "overrides:\n  - paths: ['a/**', '!b/**']\n",
      'c.yml, line 2, column 21: `paths` of `overrides` is "!b/**". Write globs relative to the root of the repository, without `!`.',
    ],
    [
      'overrides:\n  - paths: a/**\n    rules:\n      drop-tabel: off\n',
      'c.yml, line 4, column 7: `overrides` names no rule: "drop-tabel". Did you mean `drop-table`? `pg-preflight explain` lists all rules.',
    ],
    [
      'overrides:\n  - paths: a/**\n    rules: {drop-table: loud}\n',
      'c.yml, line 3, column 25: `rules` of `overrides` is "loud". Write `unsafe`, `caution`, `note` or `off`.',
    ],
    [
      'overrides:\n  - paths: a/**\n    severity: off\n',
      'c.yml, line 3, column 15: `severity` of `overrides` is "off". Write `caution` or `note`.',
    ],
    [
      'ignore: [drop-table]\n',
      'c.yml, line 1, column 10: `ignore` holds no map here. Write `rule`, `reason`, `paths` or `until` in it.',
    ],
  ])('%j is refused at line and column', (text, told) => {
    expect(refusal(text)).toBe(told);
  });

  test.each([
    [
      'fial-on: never\n',
      /^c\.yml, line 1, column 1: "fial-on" is no setting\. Did you mean `fail-on`\? A config file may hold `paths`, /,
    ],
    ['key: a\nfailOn: never\n', /^c\.yml, line 2, column 1: "failOn" is no setting\. Did you mean `fail-on`\?/],
    ['nonsense: 1\n', /^c\.yml, line 1, column 1: "nonsense" is no setting\. A config file may hold /],
    [
      'pull-request: 3\n',
      /^c\.yml, line 1, column 1: `pull-request` cannot stand in a config file\. Set it as an input/,
    ],
    ['github-token: x\n', /^c\.yml, line 1, column 1: `github-token` cannot stand in a config file\./],
    ['fail-on:\n', /^c\.yml, line 1, column \d+: `fail-on` is null\. Write /],
    ['fail-on: never\nfail-on: unsafe\n', /^c\.yml, line 2, column 1: .*unique/],
    ['paths: [a\n', /^c\.yml, line \d+, column \d+: .* Correct the YAML\.$/],
    ['a: 1\n---\nb: 2\n', /^c\.yml, line 2, column 1: .* Correct the YAML\.$/],
    ['paths:\n  - !old/**\n', /^c\.yml, line 2, column 5: .* Put quotes around a value that begins with `!`/],
    ['paths:\n  - *.sql\n', /^c\.yml, line 2, column 5: an alias cannot stand here\. .*quotes/],
    ['- fail-on\n', /^c\.yml holds no settings\. Write one `name: value` a line/],
    ['unsafe\n', /^c\.yml holds no settings\./],
    ['constructor: 1\n', /"constructor" is no setting/],
    ['__proto__: 1\n', /"__proto__" is no setting|cannot stand/],
  ])('%j is refused', (text, told) => {
    expect(refusal(text)).toMatch(told);
  });

  test.each([
    ['deeply nested', `key: ${'['.repeat(20_000)}\n`, /^c\.yml/],
    ['too large', `# ${'x'.repeat(200_000)}\n`, /^c\.yml is larger than 100000 characters\./],
  ])('a %s file is refused', (_, text, told) => {
    expect(refusal(text)).toMatch(told);
  });

  test('an alias bomb is refused instead of being expanded', () => {
    const levels = Array.from(
      { length: 20 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(9)}]`,
    );
    expect(refusal(`l0: &l0 [x]\n${levels.join('\n')}\n`)).toMatch(/^c\.yml, line 2, column \d+: an alias/);
  });
});

describe('the nearest name', () => {
  test.each([
    ['fail_on', 'fail-on'],
    ['posgres-version', 'postgres-version'],
    ['sarif', null],
    ['', null],
  ])('to %j is %j', (written, nearest) => {
    expect(nearestName(written, ['fail-on', 'postgres-version', 'sarif-file'])).toBe(nearest);
  });
});
