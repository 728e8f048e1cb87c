import { describe, expect, test } from '@jest/globals';
import { evidenceWanted, isSidecar, sidecarsOf, type Evidence } from '../src/frameworks/evidence.js';
import { newestVersions, nextFile } from '../src/frameworks/next-file.js';
import { frameworkOf } from '../src/frameworks/sections.js';
import { toolsOf } from '../src/frameworks/tool.js';
import { isSince, versionOf } from '../src/frameworks/version.js';
import { prepareSource } from '../src/sql/source.js';

function toolOf(path: string, evidence: Readonly<Record<string, string | null>>, text = 'SELECT 1;'): string {
  const files = Object.entries(evidence).map(([file, content]): Evidence => ({ path: file, text: content }));
  return frameworkOf(path, text, prepareSource(text).comments, toolsOf(files));
}

const GO = 'require github.com/golang-migrate/migrate/v4 v4.18.3\n';
const SQLX = '[dependencies]\nsqlx = "0.8"\n';

describe('where names collide, the files of the repository decide', () => {
  test.each([
    ['golang-migrate', 'migrations/7_x.up.sql', { 'go.mod': GO }],
    ['sqlx', 'migrations/7_x.up.sql', { 'Cargo.toml': SQLX }],
    ['bun', 'migrations/7_x.up.sql', { 'go.mod': 'require github.com/uptrace/bun v1.2.11\n' }],
    ['flyway', 'db/V1__x.sql', { 'pom.xml': '<groupId>org.flywaydb</groupId>' }],
    ['refinery', 'db/V1__x.sql', { 'Cargo.toml': '[dependencies.refinery]\nversion = "0.8"\n' }],
    ['evolve', 'db/V1__x.sql', { 'evolve.json': '{}' }],
    ['hasura', 'migrations/default/1_x/up.sql', { 'config.yaml': 'metadata_directory: metadata\n' }],
    ['diesel', 'migrations/1700000000000_x/up.sql', { 'diesel.toml': null }],
    ['prisma', 'db/migrations/20260101120000_x/migration.sql', { 'db/migrations/migration_lock.toml': null }],
    [
      'drizzle',
      'db/migrations/20260101120000_x/migration.sql',
      { 'db/migrations/20260101110000_y/snapshot.json': null },
    ],
    ['atlas', 'migrations/20260101120000_x.sql', { 'migrations/atlas.sum': null, 'Cargo.toml': SQLX }],
    ['tern', 'migrations/001_x.sql', { 'migrations/tern.conf': null }],
    ['node-pg-migrate', 'migrations/1_x.sql', { 'package.json': '{"dependencies":{"node-pg-migrate":"8"}}' }],
  ])('%s for %s', (tool, path, evidence) => expect(toolOf(path, evidence)).toBe(tool));

  test('the nearest folder wins', () => {
    const evidence = { 'go.mod': GO, 'services/pay/Cargo.toml': SQLX };
    expect(toolOf('services/pay/migrations/7_x.up.sql', evidence)).toBe('sqlx');
    expect(toolOf('services/cart/migrations/7_x.up.sql', evidence)).toBe('golang-migrate');
  });

  test('a marker in the file beats what the repository says', () => {
    const text = '-- +goose Up\nSELECT 1;';
    expect(toolOf('migrations/1_x.sql', { 'migrations/atlas.sum': null }, text)).toBe('goose');
  });

  test('what only a dependency of a dependency brings along proves nothing', () => {
    const indirect = 'require github.com/uptrace/bun v1.2.11 // indirect\n';
    expect(toolOf('migrations/7_x.up.sql', { 'go.mod': indirect })).toBe('golang-migrate');
  });

  test('what Drizzle has written into the folder of Supabase may be run by either', () => {
    const evidence = { 'supabase/config.toml': null, 'supabase/migrations/meta/_journal.json': null };
    const path = 'supabase/migrations/20260101120000_x.sql';
    const text = 'SELECT 1;';
    const files = Object.entries(evidence).map(([file, content]): Evidence => ({ path: file, text: content }));
    expect(toolsOf(files).proved(path)).toBeNull();
    expect(frameworkOf(path, text, [], toolsOf(files))).toBe('supabase');
  });
});

describe('the database that the files of a tool name', () => {
  const CONFIG = "// dialect: 'mysql'\nexport default { dialect: 'sqlite', out: './local/migrations' };\n";

  test.each([
    ['sqlite', 'local/migrations/0001_x.sql', { 'drizzle.config.ts': CONFIG }],
    [null, 'supabase/migrations/20260101120000_x.sql', { 'drizzle.config.ts': CONFIG }],
    [null, 'local/migrations/0001_x.sql', { 'drizzle.config.ts': CONFIG.replace("'sqlite'", 'dialect()') }],
    [null, 'local/migrations/0001_x.sql', { 'drizzle.config.ts': CONFIG.replace('sqlite', 'postgresql') }],
    ['sqlite', 'drizzle/0001_x.sql', { 'drizzle.config.ts': "export default { dialect: 'sqlite' };\n" }],
    ['mysql', 'prisma/migrations/1_x/migration.sql', { 'prisma/migrations/migration_lock.toml': 'provider = "mysql"' }],
    ['sqlite', 'migrations/1_x/up.sql', { 'Cargo.toml': 'diesel = { version = "2", features = [\n  "sqlite",\n] }\n' }],
    ['mysql', 'migrations/7_x.up.sql', { 'Cargo.toml': '[dependencies.sqlx]\nfeatures = ["mysql"]\n' }],
    [null, 'migrations/7_x.up.sql', { 'Cargo.toml': 'sqlx = { features = ["mysql", "postgres"] }\n' }],
    [null, 'migrations/7_x.up.sql', { 'Cargo.toml': `${SQLX}x = { features = ["sqlite"] }\n` }],
    [null, 'b/prisma/migrations/1_x/migration.sql', { 'prisma/migrations/migration_lock.toml': 'provider = "mysql"' }],
  ])('%s for %s', (name, path, evidence) => {
    const files = Object.entries(evidence).map(([file, text]): Evidence => ({ path: file, text }));
    expect(toolsOf(files).otherDatabase(path)?.name ?? null).toBe(name);
    const run = {
      paths: null,
      framework: 'none',
      transaction: null,
      version: null,
      lockTimeout: null,
      statementTimeout: null,
    };
    expect(toolsOf(files, { runs: [run], pooler: 'none' }).otherDatabase(path)).toBeNull();
  });
});

describe('a file of the tree is evidence', () => {
  test.each([
    ['package.json', 'text'],
    ['apps/web/pnpm-lock.yaml', 'text'],
    ['backend/go.mod', 'text'],
    ['prisma/schema.prisma', 'presence'],
    ['drizzle/meta/_journal.json', 'text'],
    ['migrations/atlas.sum', 'presence'],
    ['src/main/resources/application-prod.yml', 'text'],
    ['.github/workflows/deploy.yml', 'text'],
    ['db/migration/V2__x.sql.conf', 'text'],
    ['migrations/2026-01-01-000000_x/metadata.toml', 'text'],
    ['node_modules/pg/package.json', null],
    ['src/index.ts', null],
    ['db/migration/V2__x.sql', null],
  ])('%s: %s', (path, wanted) => expect(evidenceWanted(path)).toBe(wanted));

  test('beside a migration, of that one alone', () => {
    expect(sidecarsOf('a/2_x/up.sql')).toEqual(['a/2_x/up.sql.conf', 'a/2_x/metadata.toml']);
    expect(sidecarsOf('a/2_x/up.sql').every(isSidecar)).toBe(true);
    expect(isSidecar('a/other/metadata.toml')).toBe(false);
  });
});

describe('the version of a package', () => {
  const since = (path: string, text: string): string => isSince(versionOf(['prisma'], [{ path, text }]), '7.4.0');

  test.each([
    ['package-lock.json', '"node_modules/prisma": {\n      "version": "7.3.0",', 'no'],
    ['package-lock.json', '"node_modules/prisma-ast": {\n      "version": "7.5.0",', 'unknown'],
    [
      'package-lock.json',
      '"a/node_modules/prisma": {"version": "7.3.0"}, "node_modules/prisma": {"version": "7.4.0"}',
      'unknown',
    ],
    ['yarn.lock', 'prisma@^7.0.0:\n  version "7.4.1"\n', 'yes'],
    ['yarn.lock', '"prisma@npm:^7.0.0":\n  version: 7.3.0\n', 'no'],
    ['pnpm-lock.yaml', 'packages:\n\n  prisma@7.4.0(typescript@5.9.2):\n', 'yes'],
    ['pnpm-lock.yaml', '  /prisma@6.19.0:\n', 'no'],
    ['bun.lock', '    "prisma": ["prisma@7.4.0", "", {}],', 'yes'],
    ['package.json', '{"devDependencies":{"prisma":"6.19.0"}}', 'no'],
    ['package.json', '{"devDependencies":{"prisma":"^6.19.0"}}', 'no'],
    ['package.json', '{"devDependencies":{"prisma":"^7.3.0"}}', 'unknown'],
    ['package.json', '{"devDependencies":{"prisma":"~7.3.0"}}', 'no'],
    ['package.json', '{"devDependencies":{"prisma":">=6"}}', 'unknown'],
    ['package.json', '{"devDependencies":{"prisma":"^7.4.0"}}', 'yes'],
    ['package.json', '{"devDependencies":{"prisma":"latest"}}', 'unknown'],
  ])('from %s %s: %s', (path, text, expected) => expect(since(path, text)).toBe(expected));
});

describe('the next file', () => {
  test.each([
    ['db/000007_a.up.sql', [], 'db/000008_new.up.sql'],
    ['db/000007_a.down.sql', [], 'db/000008_new.up.sql'],
    ['db/V7__a.sql', ['db/V9__b.sql', 'other/V20__c.sql'], 'db/V10__new.sql'],
    ['db/20260101235959_a.sql', [], 'db/20260102000000_new.sql'],
    ['m/20260101120000_a/migration.sql', [], 'm/20260101120001_new/migration.sql'],
    ['sql/007.do.a.sql', [], 'sql/008.do.new.sql'],
    ['sqls/20260101120000-a-up.sql', [], 'sqls/20260101120001-new-up.sql'],
    ['db/0099_a.sql', [], 'db/0100_new.sql'],
    ['deploy/a.sql', [], null],
    ['db/V1.2__a.sql', [], null],
  ])('behind %s and %j is %s', (path, others, expected) =>
    expect(nextFile(path, [newestVersions(others)], 'new')).toBe(expected),
  );
});
