import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { NO_POLICY, type Policy } from '../src/report/policy.js';
import type { Report } from '../src/report/report.js';
import { loadParser } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const SCHEMA = 'CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int);';
const DROP = "SET lock_timeout = '2s';\nALTER TABLE orders DROP COLUMN a;\n";

function review(policy: Partial<Policy>, text = DROP, path = 'db/old/0001_x.sql'): Report {
  const input = inputOf([{ path, text }], SCHEMA);
  return preflight({ ...input, settings: { ...input.settings, policy: { ...NO_POLICY, ...policy } } });
}

function drops({ findings }: Report): readonly (readonly [string, string | null])[] {
  return findings
    .filter(({ rule }) => rule === 'drop-column')
    .map(({ severity, suppressed }) => [severity, suppressed?.by ?? null]);
}

test('without a policy the finding is unsafe', () => {
  expect(drops(review({}))).toEqual([['unsafe', null]]);
});

describe('the severity of a rule', () => {
  test.each(['note', 'caution', 'unsafe'] as const)('%s is that of its findings, and of the verdict', (severity) => {
    const report = review({ severities: [{ rule: 'drop-column', severity }] });
    expect(drops(report)).toEqual([[severity, null]]);
    expect(report.verdict).toBe(severity === 'note' ? 'safe' : severity);
  });

  test('off leaves its findings and their boxes out, and is said', () => {
    const report = review({ severities: [{ rule: 'drop-column', severity: 'off' }] });
    expect([drops(report), report.verdict]).toEqual([[], 'safe']);
    expect(report.checklist.some(({ text }) => text.includes('backup'))).toBe(false);
    expect(report.assumptions).toContain('The config turns off `drop-column`.');
  });
});

test('where the config lets no comment suppress, the finding stands and the comment is told', () => {
  const allowed = DROP.replace('ALTER', '-- pg-preflight: allow drop-column -- unused since May\nALTER');
  expect(drops(review({}, allowed))).toEqual([['unsafe', 'comment']]);
  const report = review({ comments: { allows: 'none', why: 'by `suppressions: none`' } }, allowed);
  expect([drops(report), report.verdict]).toEqual([[['unsafe', null]], 'unsafe']);
  expect(report.idleSuppressions.map(({ line, why }) => [line, why])).toEqual([
    [2, expect.stringContaining('`suppressions: none`')],
  ]);
});

test('where a comment may suppress all but what is unsafe, a caution goes', () => {
  const allowed = DROP.replace('ALTER', '-- pg-preflight: allow drop-column -- unused since May\nALTER');
  const comments = { allows: 'all but unsafe', why: 'nobody approved' } as const;
  expect(drops(review({ comments }, allowed))).toEqual([['unsafe', null]]);
  const severities = [{ rule: 'drop-column', severity: 'caution' }] as const;
  const report = review({ comments, severities }, allowed);
  expect([drops(report), report.idleSuppressions]).toEqual([[['caution', 'comment']], []]);
});

describe('an accepted rule', () => {
  const entry = { rule: 'drop-column', reason: 'unused since May', paths: null, until: null };

  test('is suppressed by the config, with the reason', () => {
    const [finding] = review({ ignore: [entry] }).findings.filter(({ rule }) => rule === 'drop-column');
    expect(finding?.suppressed).toEqual({ by: 'config', reason: 'unused since May', addedHere: false });
  });

  test('is so only below its paths', () => {
    expect(drops(review({ ignore: [{ ...entry, paths: 'db/old/**' }] }))).toEqual([['unsafe', 'config']]);
    expect(drops(review({ ignore: [{ ...entry, paths: 'db/new/**' }] }))).toEqual([['unsafe', null]]);
  });

  test('counts again on the day after its last', () => {
    const until = '2026-11-25';
    expect(drops(review({ ignore: [{ ...entry, until }], today: until }))).toEqual([['unsafe', 'config']]);
    const after = review({ ignore: [{ ...entry, until }], today: '2026-11-26' });
    expect(drops(after)).toEqual([['unsafe', null]]);
    expect(after.assumptions).toContain(
      'The config accepted `drop-column` until 2026-11-25 (unused since May); it counts again.',
    );
  });

  test('leaves other rules alone', () => {
    expect(drops(review({ ignore: [{ ...entry, rule: 'drop-table' }] }))).toEqual([['unsafe', null]]);
  });
});

describe('a baseline', () => {
  const written = () => review({}).findings.map(({ identity, path }) => ({ identity, path }));

  test('accepts what was there, also when it has moved down the file', () => {
    expect(drops(review({ baseline: written() }))).toEqual([['unsafe', 'baseline']]);
    expect(drops(review({ baseline: written() }, `-- a comment\n\n${DROP}`))).toEqual([['unsafe', 'baseline']]);
  });

  test('accepts neither another statement nor the same in another file', () => {
    expect(drops(review({ baseline: written() }, DROP.replace('COLUMN a', 'COLUMN b')))).toEqual([['unsafe', null]]);
    expect(drops(review({ baseline: written() }, DROP, 'db/old/0002_x.sql'))).toEqual([['unsafe', null]]);
  });

  test('never accepts what could not be read', () => {
    const broken = 'ALTER TABEL orders;\n';
    const before = review({}, broken).findings.map(({ identity, path }) => ({ identity, path }));
    expect(review({ baseline: before }, broken).verdict).toBe('unsafe');
  });
});

test('a value in quotes is part of what a statement is, whatever its case', () => {
  const identityOf = (text: string) => review({}, text).files[0]?.statements[0]?.identity;
  expect(identityOf("UPDATE orders SET a = 1 WHERE b = 'X';")).not.toBe(
    identityOf("UPDATE orders SET a = 1 WHERE b = 'x';"),
  );
  expect(identityOf("UPDATE orders  SET a = 1 WHERE b = 'X';")).toBe(
    identityOf("update orders set a = 1\nwhere b = 'X';"),
  );
  expect(identityOf("UPDATE orders /* don't */ SET a = 1 -- all\n WHERE b = 'X';")).toBe(
    identityOf("update orders set a = 1 where b = 'X';"),
  );
  expect(identityOf("UPDATE orders SET a = 1 WHERE b = '--X';")).not.toBe(
    identityOf("UPDATE orders SET a = 1 WHERE b = '';"),
  );
});
