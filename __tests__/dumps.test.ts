import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../src/preflight.js';
import { loadParser, parseSource } from '../src/sql/parse.js';
import { inputOf } from './engine-input.js';

beforeAll(loadParser);

const FILES = {
  /** Of `dumps/database.sql`, on PostgreSQL 15, by the pg_dump of Debian. */
  15: 'pg_dump-15.sql',
  18: '18-written-from-documentation.sql',
};

type Major = keyof typeof FILES;

function dump(major: Major): string {
  return readFileSync(join('__tests__', 'dumps', FILES[major]), 'utf8');
}

/** Rules that say anything but a note, of a migration that comes after the dump. */
function verdict(migration: string, major: Major, schema = dump(major)): readonly string[] {
  const text = `SET lock_timeout = '2s';\n${migration}`;
  const { findings } = preflight(inputOf([{ path: '0001_x.sql', text }], schema, {}, major));
  return findings.filter(({ severity }) => severity !== 'note').map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('every statement of a dump is read', () => {
  test.each([
    [15, 155],
    [18, 38],
  ] as const)('of %d', (major, count) => {
    const text = dump(major);
    const { pieces } = parseSource(text);
    expect(pieces.filter(({ readable }) => !readable)).toEqual([]);
    expect(pieces).toHaveLength(count);
    // pg_dump ends a statement, and nothing else, with a semicolon at the end of a line, but for one inside of a body.
    expect(text.split('\n').filter((line) => line.endsWith(';'))).toHaveLength(count);
  });
});

const SAFE: readonly string[] = [];

describe('what a dump shows settles the verdict', () => {
  test.each([
    ['a type that widens', 'ALTER TABLE app.orders ALTER COLUMN short TYPE varchar(100);', SAFE],
    [
      'a type that narrows',
      'ALTER TABLE app.orders ALTER COLUMN short TYPE varchar(10);',
      ['column-type-rewrite unsafe', 'type-narrowing unsafe'],
    ],
    ['a numeric with more digits', 'ALTER TABLE app.orders ALTER COLUMN price TYPE numeric(12,2);', SAFE],
    [
      'a numeric with another scale',
      'ALTER TABLE app.orders ALTER COLUMN price TYPE numeric(12,3);',
      ['column-type-rewrite unsafe'],
    ],
    ['a char(n)', 'ALTER TABLE app.orders ALTER COLUMN code TYPE text;', ['column-type-rewrite unsafe']],
    ['an enum', 'ALTER TABLE app.users ALTER COLUMN feels TYPE text;', ['column-type-rewrite unsafe']],
    ['an array', 'ALTER TABLE app.users ALTER COLUMN tags TYPE varchar(99)[];', ['column-type-rewrite unsafe']],
    [
      'a domain with a CHECK',
      'ALTER TABLE app.orders ADD COLUMN mail app.email;',
      ['constrained-domain-column unsafe'],
    ],
    ['a domain without one', 'ALTER TABLE app.orders ADD COLUMN nick app.label;', SAFE],
    ['a validated CHECK', 'ALTER TABLE app.orders ALTER COLUMN proved SET NOT NULL;', SAFE],
    [
      'a CHECK that is NOT VALID',
      'ALTER TABLE app.orders ALTER COLUMN pending SET NOT NULL;',
      ['not-null-unproved unsafe'],
    ],
    ['no CHECK', 'ALTER TABLE app.orders ALTER COLUMN noted SET NOT NULL;', ['not-null-unproved unsafe']],
    ['a column that is NOT NULL already', 'ALTER TABLE app.orders ALTER COLUMN user_id SET NOT NULL;', SAFE],
    [
      'a volatile function',
      'ALTER TABLE app.orders ADD COLUMN t text DEFAULT app.token();',
      ['volatile-default unsafe'],
    ],
    ['a stable function', 'ALTER TABLE app.orders ADD COLUMN t date DEFAULT app.today();', SAFE],
    [
      'a function behind an index',
      'CREATE OR REPLACE FUNCTION app.slug(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper($1) $$;',
      ['replaced-function-behind-index caution'],
    ],
    ['a foreign key to the table', 'DROP TABLE app.users;', ['drop-table unsafe']],
    [
      'a foreign key of the table',
      'ALTER TABLE app.orders DROP CONSTRAINT orders_user_id_fkey;',
      ['foreign-key-dropped-under-lock caution'],
    ],
    ['a view over the column', 'ALTER TABLE app.users ALTER COLUMN name TYPE text;', ['statement-refused unsafe']],
    [
      'the bound of a partition that a CHECK proves',
      "ALTER TABLE app.events ATTACH PARTITION app.waiting FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      SAFE,
    ],
    [
      'the partitions of a table',
      'ALTER TABLE app.events ALTER COLUMN body TYPE varchar(9);',
      ['column-type-rewrite unsafe', 'type-narrowing unsafe'],
    ],
    [
      'the default partition',
      "CREATE TABLE app.events_2030 PARTITION OF app.events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');",
      ['partition-attached-with-scan unsafe', 'partition-created-on-busy-parent caution'],
    ],
    [
      'the default partition, proved by its CHECK',
      "ALTER TABLE app.events ATTACH PARTITION app.waiting FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      SAFE,
    ],
    [
      'an index of a partitioned table',
      'DROP INDEX CONCURRENTLY app.events_body;',
      ['concurrently-on-partitioned-table unsafe'],
    ],
    [
      'an index that is a part of another',
      'DROP INDEX app.events_2024_body_idx;',
      ['drop-index-not-concurrently caution'],
    ],
    ['the owner of a sequence', 'DROP SEQUENCE app.orders_id_seq;', ['statement-refused unsafe']],
    ['a sequence of its own', 'DROP SEQUENCE app.free;', ['drop-view caution']],
    ['a materialized view with a unique index', 'REFRESH MATERIALIZED VIEW CONCURRENTLY app.totals;', SAFE],
    [
      'a published table',
      'ALTER TABLE app.published DROP CONSTRAINT published_pkey;',
      ['replica-identity-lost unsafe', 'conflict-target-dropped caution'],
    ],
    ['a published table with another identity', 'ALTER TABLE app.whole ALTER COLUMN b SET DEFAULT 1;', SAFE],
    ['a policy', 'ALTER TABLE app.users DROP COLUMN nick;', ['statement-refused unsafe']],
    ['a trigger', 'UPDATE app.users SET name = NULL;', ['unbatched-write unsafe']],
    [
      'an inheriting table',
      'ALTER TABLE app.parent ALTER COLUMN b TYPE varchar(9);',
      ['column-type-rewrite unsafe', 'type-narrowing unsafe'],
    ],
    [
      'a name in another case, with a blank',
      'ALTER TABLE "Archive 2024"."Old Orders" ALTER COLUMN short TYPE varchar(60);',
      SAFE,
    ],
    ['an unlogged table', 'ALTER TABLE app.scratch SET UNLOGGED;', SAFE],
    ['a table that is not in it', 'ALTER TABLE app.nowhere ALTER COLUMN a SET NOT NULL;', ['not-null-unproved unsafe']],
  ])('%s', (_words, migration, expected) => {
    expect(verdict(migration, 15)).toEqual(expected);
  });

  test.each([
    ['NOT NULL with a name', 'ALTER TABLE app.parent ALTER COLUMN b SET NOT NULL;', SAFE],
    ['NOT NULL NO INHERIT', 'ALTER TABLE app.child ALTER COLUMN d SET NOT NULL;', ['not-null-unproved unsafe']],
    ['NOT NULL of a child alone', 'ALTER TABLE app.child ALTER COLUMN c SET NOT NULL;', SAFE],
    [
      'NOT NULL that is NOT VALID',
      'ALTER TABLE app.orders ALTER COLUMN later SET NOT NULL;',
      ['not-null-unproved unsafe'],
    ],
    ['a virtual column', 'ALTER TABLE app.orders ALTER COLUMN total SET EXPRESSION AS (price);', SAFE],
    [
      'a stored column',
      'ALTER TABLE app.orders ALTER COLUMN kept SET EXPRESSION AS (price);',
      ['stored-generated-column unsafe'],
    ],
    ['a foreign key of a partitioned table', 'ALTER TABLE app.items VALIDATE CONSTRAINT items_order_fk;', SAFE],
    [
      'a CHECK that is NOT ENFORCED',
      'ALTER TABLE app.orders ADD CONSTRAINT c CHECK (price > 0);',
      ['constraint-validated-under-lock unsafe'],
    ],
  ])('%s', (_words, migration, expected) => {
    expect(verdict(migration, 18)).toEqual(expected);
  });

  test('a dump without data shows an empty materialized view that is not empty', () => {
    const schemaOnly = dump(15).replace(/^REFRESH MATERIALIZED VIEW .*$/m, '');
    expect(schemaOnly).not.toBe(dump(15));
    expect(verdict('REFRESH MATERIALIZED VIEW CONCURRENTLY app.totals;', 15, schemaOnly)).toEqual(SAFE);
  });
});
