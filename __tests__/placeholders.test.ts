import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import type { Report } from '../src/report/report.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

function review(...texts: readonly string[]): Report {
  const files = texts.map((text, at) => ({ path: `000${at + 1}_x.sql`, text: `SET lock_timeout = '2s';\n${text}` }));
  return preflight(inputOf(files));
}

function rulesOf(...texts: readonly string[]): readonly string[] {
  return review(...texts)
    .findings.filter(({ severity }) => severity !== 'note')
    .map(({ rule }) => rule);
}

describe('a placeholder that is written alike is the same name', () => {
  test('in a statement that follows', () => {
    expect(rulesOf('CREATE TABLE ${s}.t (id int); CREATE INDEX i ON ${s}.t (id);')).toEqual([]);
    expect(rulesOf('CREATE TABLE {{s}}.t (id int); CREATE INDEX i ON {{ s }}.t (id);')).toEqual([]);
    expect(rulesOf('CREATE TABLE :"s".t (id int); CREATE INDEX i ON :"s".t (id);')).toEqual([]);
    expect(rulesOf('ALTER TABLE :s.t ADD a int; ALTER TABLE :s.t ADD b int;')).toEqual([]);
  });

  test('in another file, whatever stands before it', () => {
    expect(rulesOf('CREATE TABLE ${s}.t (id int);', 'SELECT ${x}, ${y}; CREATE INDEX i ON ${s}.t (id);')).toEqual([]);
  });

  test('glued to a name, on either side, however long', () => {
    const made = (name: string) => rulesOf(`CREATE TABLE ${name} (id int); CREATE INDEX i ON ${name} (id);`);
    for (const name of [
      '${p}_orders',
      'orders_${year}',
      'a_${b}${c}_d',
      '${flyway:defaultSchema}.orders_${a_long_one}',
    ])
      expect(made(name)).toEqual([]);
  });

  test('and others are others', () => {
    expect(rulesOf('CREATE TABLE ${a}.t (id int); CREATE INDEX i ON ${b}.t (id);')).toEqual([
      'create-index-not-concurrently',
    ]);
    expect(
      rulesOf('CREATE TABLE ${flyway:defaultSchema}_orders (id int); DROP TABLE ${flyway:defaultSchema}_o;'),
    ).toEqual(['drop-table']);
  });
});

test('a person reads what was written: in findings, boxes and effects', () => {
  const report = review('ALTER TABLE ${schema}.${p}_orders DROP COLUMN a_${b};');
  expect(JSON.stringify(report)).not.toMatch(/[\uE000-\uF8FF]/);
  expect(report.findings[0]?.title).toBe('Dropping a_${b} of ${schema}.${p}_orders loses its data for good');
  expect(report.files[0]?.statements[1]?.effects.locks[0]?.relation).toBe('${schema}.${p}_orders');
  expect(report.checklist.map(({ sql }) => sql).join()).toContain("to_regclass('${schema}.${p}_orders')");
});

test('offsets stay, and what only looks like a placeholder is none', () => {
  const text = "SELECT a_$1, x::int, a[1:n], '${s}', $$ ${t} $$ FROM ${s}.t WHERE b = :c;";
  const { sql, pieces, placeholders } = parseSource(text);
  expect(placeholders.map(({ original }) => original)).toEqual(['${s}', ':c']);
  expect([sql.length, pieces.length, pieces[0]?.readable]).toEqual([text.length, 1, true]);
});
