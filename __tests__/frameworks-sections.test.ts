import { describe, expect, test } from '@jest/globals';
import { frameworkOf, sectionsOf } from '../src/frameworks/sections.js';
import { prepareSource } from '../src/sql/source.js';

/** Each section as `direction transaction: text`, a `?` after what is only assumed. */
function read(text: string, path = 'migrations/0001_x.sql'): string[] {
  return sectionsOf(path, text, prepareSource(text).comments).map((section) => {
    const cut = text.slice(section.start, section.end).replace(/\s+/g, ' ').trim();
    const { transaction, assumed } = section.delivery([]);
    return `${section.direction} ${transaction}${assumed ? '?' : ''}: ${cut}`;
  });
}

function framework(path: string, text = 'SELECT 1;'): string {
  return frameworkOf(path, text, prepareSource(text).comments);
}

describe('markers cut a file into what runs up and what runs down', () => {
  test.each([
    ['goose', '-- +goose Up\nA;\n-- +goose Down\nB;', ['up file: -- +goose Up A;', 'down file: B;']],
    [
      'goose without a transaction',
      '-- +goose NO TRANSACTION\n-- +goose up\nA;\n-- +goose down\nB;',
      ['up statement: -- +goose NO TRANSACTION -- +goose up A;', 'down statement: B;'],
    ],
    [
      'dbmate, each section with its own option',
      '-- migrate:up transaction:false\r\nA;\r\n-- migrate:down\r\nB;',
      ['up string: -- migrate:up transaction:false A;', 'down file: B;'],
    ],
    [
      'dbmate, several pairs',
      '-- migrate:up\nA;\n-- migrate:down\nB;\n-- migrate:up\nC;',
      ['up file: -- migrate:up A;', 'down file: B;', 'up file: C;'],
    ],
    [
      'sql-migrate',
      '-- +migrate Up notransaction\nA;\n-- +migrate Down\nB;',
      ['up statement: -- +migrate Up notransaction A;', 'down file: B;'],
    ],
    ['node-pg-migrate', '-- Up Migration\nA;\n  -- Down Migration\nB;', ['up run: -- Up Migration A;', 'down run: B;']],
    ['tern', 'A;\n---- create above / drop below ----\nB;', ['up file: A;', 'down file: B;']],
    [
      'tern without a transaction below',
      'A;\n---- create above / drop below ----\n---- tern: disable-tx ----\nB;',
      ['up file: A;', 'down statement: ---- tern: disable-tx ---- B;'],
    ],
    ['MyBatis', '-- // orders\nA;\n-- //@UNDO\nB;', ['up file: -- // orders A;', 'down file: B;']],
    [
      'Liquibase, each changeset its own transaction',
      '--liquibase formatted sql\n--changeset a:1\nA;\n--rollback B;\n--changeset a:2 runInTransaction:false\nC;',
      ['up file: --liquibase formatted sql --changeset a:1 A; --rollback B;', 'up statement: C;'],
    ],
    [
      'characters outside ASCII before a marker',
      "-- migrate:up\nSELECT 'é😀';\n-- migrate:down\nB;",
      ["up file: -- migrate:up SELECT 'é😀';", 'down file: B;'],
    ],
  ])('%s', (_title, text, expected) => expect(read(text)).toEqual(expected));
});

describe('what the tool does not take for a marker does not make a down part', () => {
  test.each([
    ['a marker that is indented', '-- migrate:up\nA;\n  -- migrate:down\nB;', 1],
    ['a marker of another tool', '-- migrate:up\nA;\n-- +goose Down\nB;', 1],
    ['a down marker alone', 'A;\n-- migrate:down\nB;', 1],
    ['a marker of node-pg-migrate alone', 'A;\n-- Down Migration\nB;', 1],
    ['a marker after a statement on its line', '-- migrate:up\nA; -- migrate:down\nB;', 1],
    ['a marker in a string', "-- migrate:up\nSELECT '\n-- migrate:down\n';", 1],
    ['a marker in a block comment', '-- migrate:up\nA;\n/*\n-- migrate:down\n*/\nB;', 1],
  ])('%s', (_title, text, count) => {
    expect(read(text)).toHaveLength(count);
    expect(read(text)[0]).toMatch(/^up /);
  });

  test('nor does any marker in a file whose name says up', () => {
    expect(read('-- migrate:up\nA;\n-- migrate:down\nB;', 'migrations/7_x.up.sql')).toEqual([
      'up file?: -- migrate:up A; -- migrate:down B;',
    ]);
  });
});

describe('names tell the direction', () => {
  test.each([
    ['migrations/7_x.up.sql', 'up'],
    ['migrations/7_x.down.sql', 'down'],
    ['migrations/2026_x/down.sql', 'down'],
    ['db/migration/U1__x.sql', 'down'],
    ['db/migration/V1__roll_down.sql', 'up'],
    ['sql/001.undo.x.sql', 'down'],
    ['sql/001.do.x.sql', 'up'],
    ['migrations/x.rollback.sql', 'down'],
    ['sqls/20260101120000-x-down.sql', 'down'],
    ['migrations/001_x_down.sql', 'down'],
    ['revert/x.sql', 'down'],
    ['deploy/x.sql', 'up'],
    ['supabase/migrations/20260101120000_scale_down.sql', 'up'],
    ['migrations/0001_X.DOWN.SQL', 'down'],
    ['migrations/0001_slowdown.sql', 'up'],
  ])('%s goes %s', (path, direction) => expect(read('A;', path)).toEqual([`${direction} file?: A;`]));

  test('and markers count in a deploy folder that holds migrations', () => {
    expect(read('-- migrate:up\nA;\n-- migrate:down\nB;', 'deploy/migrations/1.sql')).toHaveLength(2);
  });
});

describe('one transaction a file is assumed unless the file opts out where its tool looks', () => {
  test.each([
    ['nothing said', 'A;', 'up file?'],
    ['sqlx, first bytes', '-- no-transaction\nA;', 'up string'],
    ['sqlx, one line too low', '-- Copyright\n-- no-transaction\nA;', 'up file?'],
    ['Atlas, header and empty line', '-- atlas:txmode none\n\nA;', 'up statement'],
    ['Atlas, no empty line', '-- atlas:txmode none\nA;', 'up file'],
    ['graphile-migrate', '--! Previous: -\n--! Hash: sha1:x\n\n--! no-transaction\nA;', 'up string'],
    ['yoyo', '-- orders\n-- transactional: false\nA;', 'up statement'],
    ['yoyo, below a statement', 'A;\n-- transactional: false\nB;', 'up file?'],
    ['Bytebase', '-- txn-mode = off\nA;', 'up statement'],
    ['postgres-migrations', 'A;\n-- postgres-migrations disable-transaction', 'up string'],
    ['Evolve', '-- evolve-tx-off\nA;', 'up statement'],
    ['Hasura, first line', '-- hasura:no-transaction\nA;', 'up string'],
  ])('%s', (_title, text, expected) => expect(read(text)[0]?.split(':')[0]).toBe(expected));

  test.each([
    ['sqlx where golang-migrate could be', 'migrations/1_x.up.sql', '-- no-transaction\nA;', 'up string'],
    ['sqlx where Flyway runs', 'db/migration/V1__x.sql', '-- no-transaction\nA;', 'up file?'],
    ['Evolve where Flyway could be', 'db/migration/V1__x.sql', '-- evolve-tx-off\nA;', 'up statement'],
    ['sqlx above markers of dbmate', 'migrations/1.sql', '-- no-transaction\n-- migrate:up\nA;', 'up file'],
    ['a name of Kratos', 'migrations/1_x.autocommit.up.sql', 'A;', 'up statement'],
    ['psql, proved by the header of Sqitch', 'deploy/x.sql', '-- Deploy shop:x to pg\n\nA;', 'up statement'],
  ])('%s', (_title, path, text, expected) => expect(read(text, path)[0]?.split(':')[0]).toBe(expected));
});

describe('the tool is named', () => {
  test.each([
    ['golang-migrate', 'migrations/7_x.up.sql', undefined],
    ['flyway', 'db/migration/V1__x.sql', undefined],
    ['prisma', 'prisma/migrations/20260101120000_x/migration.sql', undefined],
    ['diesel', 'migrations/2026-01-01-000000_x/up.sql', undefined],
    ['hasura', 'migrations/default/1700000000000_x/up.sql', undefined],
    ['supabase', 'supabase/migrations/20260101120000_x.sql', undefined],
    ['drizzle', 'drizzle/0001_x.sql', undefined],
    ['drizzle', 'migrations/0001_x.sql', 'A;--> statement-breakpoint\nB;'],
    ['postgrator', 'sql/001.do.x.sql', undefined],
    ['db-migrate', 'sqls/20260101120000-x-up.sql', undefined],
    ['bun', 'migrations/1_x.tx.up.sql', undefined],
    ['sqitch', 'deploy/x.sql', undefined],
    ['goose', 'sql/schema/001_x.sql', '-- +goose Up\nA;'],
    ['sqlx', 'migrations/1_x.up.sql', '-- no-transaction\nA;'],
    ['atlas', 'migrations/1.sql', '-- atlas:nolint\nA;'],
    ['graphile-migrate', 'migrations/committed/000001-x.sql', '--! Previous: -\nA;'],
    ['liquibase', 'db/changelog/x.sql', '--liquibase formatted sql\nA;'],
    ['yoyo', 'migrations/x.sql', '-- depends: y\nA;'],
    ['plain-sql', 'migrations/0001_x.sql', undefined],
  ])('%s at %s', (name, path, text) => expect(framework(path, text)).toBe(name));
});

test('hostile comments cost no more than their length', () => {
  const started = performance.now();
  const lines = ['-- ' + ' '.repeat(200_000), '--' + ' -'.repeat(200_000), ' '.repeat(200_000) + '-- migrate:up'];
  for (const line of lines)
    expect(read(`${line}\nA;\n${'-- migrate:down\n'.repeat(10_000)}`).length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(3_000);
});
