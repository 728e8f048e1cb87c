import { describe, expect, test } from '@jest/globals';
import { helpText } from '../src/cli/help.js';
import { ConfigError } from '../src/errors.js';
import { explain } from '../src/explain.js';
import { CHECK_FLAGS, parseCliArgs } from '../src/settings/cli-args.js';

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return `${error.message}. ${error.advice}`;
    throw error;
  }
  return 'accepted';
}

describe('the command line', () => {
  test('check without anything is the changed migrations as text', () => {
    expect(parseCliArgs(['check'])).toEqual({
      command: 'check',
      paths: [],
      base: null,
      schema: null,
      config: null,
      format: 'text',
      output: null,
      given: new Map(),
    });
  });

  test('flags may stand anywhere, with a space or an equals sign', () => {
    const argv = ['check', 'a.sql', '--fail-on=caution', '--format', 'json', '!b.sql', '--postgres-version', '12'];
    expect(parseCliArgs([...argv, '--output', '-', '--base=a=b', '--', '--odd.sql'])).toMatchObject({
      paths: ['a.sql', '!b.sql', '--odd.sql'],
      base: 'a=b',
      format: 'json',
      output: '-',
      given: new Map([
        ['postgres-version', '12'],
        ['fail-on', 'caution'],
      ]),
    });
  });

  test.each([
    [['--help'], { command: 'help' }],
    [['-h'], { command: 'help' }],
    [['check', '--help'], { command: 'help' }],
    [['--version'], { command: 'version' }],
    [['explain'], { command: 'explain', topic: null }],
    [['explain', 'a'], { command: 'explain', topic: 'a' }],
    [['check', '--', '--help'], { command: 'check', paths: ['--help'] }],
  ])('%j is understood', (argv, call) => {
    expect(parseCliArgs(argv)).toMatchObject(call);
  });

  test.each([
    [[], 'no command is given. Write `pg-preflight check`. See `pg-preflight --help`.'],
    [['chekc'], '"chekc" is no command. Did you mean `check`? See `pg-preflight --help`.'],
    [
      ['check', '--fial-on', 'x'],
      '`check` has no flag "--fial-on". Did you mean `--fail-on`? See `pg-preflight --help`.',
    ],
    [['check', '-x'], '`check` has no flag "-x". See `pg-preflight --help`.'],
    [['check', '--fail-on', 'sometimes'], '`--fail-on` is "sometimes". Write `unsafe`, `caution` or `never`.'],
    [['check', '--postgres-version=9'], '`--postgres-version` is "9". Write a whole number from 10 to 18.'],
    [
      ['check', '--format', 'xml'],
      '`--format` is "xml". Write `text`, `json`, `sarif`, `markdown`, `github` or `gitlab`.',
    ],
    [['check', '--base'], '`--base` needs a value. Write `--base REF`.'],
    [['check', '--base', '--format', 'json'], '`--base` needs a value. Write `--base REF`.'],
    [['check', '--schema='], '`--schema` needs a value. Write `--schema FILE`.'],
    [['check', '--base', 'a', '--base', 'b'], '`--base` is given twice. Give it once.'],
    [['explain', 'a', 'b'], '`explain` takes one mode or rule. See `pg-preflight --help`.'],
    [['explain', '--all'], '`explain` has no flag "--all". See `pg-preflight --help`.'],
  ])('%j is refused', (argv, told) => {
    expect(refusal(() => parseCliArgs(argv))).toBe(told);
  });

  test('the help names every flag with its default and fits 120 columns', () => {
    const help = helpText();
    for (const flag of CHECK_FLAGS) expect(help).toContain(`--${flag.name} ${flag.placeholder}`);
    expect(help).toContain('(default: unsafe)');
    expect(help.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });
});

describe('explain', () => {
  const plain = { width: 80, color: false };
  const docs = {
    'create-index-not-concurrently': {
      mode: 'lock-queue-freeze',
      markdown:
        '# Building an index blocks writes\n\nWhy.\n\n```sql unsafe\n-- # kept\nCREATE INDEX i ON t (c);\n```\n',
    },
    'unreadable-migration': { mode: '', markdown: '# A file that cannot be read\n' },
  };

  test('shows a rule as a terminal shows it', () => {
    expect(explain('create-index-not-concurrently', docs, plain)).toBe(
      'Building an index blocks writes\n\nWhy.\n\n    -- # kept\n    CREATE INDEX i ON t (c);\n',
    );
  });

  test.each([['a'], ['A'], ['lock-queue-freeze']])(
    'shows the mode %s with its signal, its fix and its rules',
    (topic) => {
      const page = explain(topic, docs, plain);
      expect(page).toMatch(/^a {2}Lock-queue freeze \(lock-queue-freeze\)\n/);
      expect(page).toContain('Signal in production\n  table frozen');
      expect(page).toContain('Durable fix\n  `lock_timeout`');
      expect(page).toContain('Rules\n  create-index-not-concurrently\n');
    },
  );

  test('lists all nine modes and every rule, also those without a mode', () => {
    const page = explain(null, docs, plain);
    expect(page.match(/^[a-i] {2}/gm)).toHaveLength(9);
    expect(page).toContain('Without a mode\n  unreadable-migration\n');
  });

  test.each([
    ['create-index-not-concurently', /Did you mean `create-index-not-concurrently`\?/],
    ['constructor', /^there is no mode or rule "constructor"\./],
    ['z', /^there is no mode or rule "z"\./],
  ])('%s is refused', (topic, told) => {
    expect(refusal(() => explain(topic, docs, plain))).toMatch(told);
  });
});
