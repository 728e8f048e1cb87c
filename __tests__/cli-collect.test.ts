import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { collectChanged } from '../src/cli/changed-files.js';
import type { Collected } from '../src/cli/collected.js';
import { collectNamed } from '../src/cli/named-files.js';
import { historyFolder, inRunOrder, isWayBack } from '../src/history/run-order.js';
import { parseCliArgs } from '../src/settings/cli-args.js';
import { mergeSettings } from '../src/settings/merge.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-preflight-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content = `SELECT '${path}';\n`): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function collected(args: readonly string[], cwd = folder): Promise<Collected> {
  const call = parseCliArgs(['check', ...args]);
  if (call.command !== 'check') throw new Error('not a check');
  const collect = call.paths.length > 0 && call.base === null ? collectNamed : collectChanged;
  return collect(call, mergeSettings(call.given), cwd);
}

const paths = (of: readonly { readonly path: string }[]) => of.map(({ path }) => path);

describe('check PATH', () => {
  test('named files are one set in the order in which they run, with the migrations before the first as history', async () => {
    for (const number of [1, 2, 9, 10, 11]) await write(`db/migrations/${number}_x.up.sql`);
    await write('db/migrations/2_x.down.sql');
    const found = await collected(['db/migrations/10_x.up.sql', 'db/migrations/9_x.up.sql']);
    expect(found.sets).toBe('together');
    expect(paths(found.files)).toEqual(['db/migrations/9_x.up.sql', 'db/migrations/10_x.up.sql']);
    expect(paths(found.schema)).toEqual(['db/migrations/1_x.up.sql', 'db/migrations/2_x.up.sql']);
  });

  test('a file in a folder a migration has the migrations of the other folders as history', async () => {
    for (const name of ['20240101_a', '20240102_b', '20240103_c'])
      await write(`prisma/migrations/${name}/migration.sql`);
    const found = await collected(['prisma/migrations/20240103_c/migration.sql']);
    expect(paths(found.schema)).toEqual([
      'prisma/migrations/20240101_a/migration.sql',
      'prisma/migrations/20240102_b/migration.sql',
    ]);
  });

  test('with --schema the neighbours are not read', async () => {
    await write('migrations/1_a.sql');
    await write('migrations/2_b.sql');
    expect((await collected(['migrations/2_b.sql', '--schema', 'x.sql'])).schema).toEqual([]);
  });

  test('the dump of the tool and its traces are found in the folders above, and nowhere else', async () => {
    const dump = "CREATE TABLE a ();\nINSERT INTO schema_migrations (version) VALUES ('0001');\n";
    await write('api/db/schema.sql', dump);
    await write('api/package.json', '{}\n');
    await write('web/package.json', '{}\n');
    for (const name of ['0001_a', '0002_b', '0003_c']) await write(`api/db/migrations/${name}.sql`);
    const found = await collected(['api/db/migrations/0003_c.sql']);
    expect(found.schema.map(({ path, kind }) => [path, kind])).toEqual([
      ['api/db/schema.sql', 'dump'],
      ['api/db/migrations/0002_b.sql', 'migration'],
    ]);
    expect(found.evidence).toContainEqual({ path: 'api/package.json', text: '{}\n' });
    expect(paths(found.evidence)).not.toContain('web/package.json');
  });

  test('a named file is scanned even if its name is no migration, and then has no history', async () => {
    await write('notes/a.sql');
    await write('notes/b.txt');
    const found = await collected(['notes/b.txt']);
    expect(found).toMatchObject({ files: [{ path: 'notes/b.txt', status: 'given' }], schema: [], notes: [] });
  });

  test('in a folder only migrations are scanned, each file its own set', async () => {
    for (const path of ['db/migrations/1_a.sql', 'db/migrations/2_b.sql', 'db/queries/top.sql']) await write(path);
    const found = await collected(['.']);
    expect(found.sets).toBe('each');
    expect(paths(found.files)).toEqual(['db/migrations/1_a.sql', 'db/migrations/2_b.sql']);
    expect(found.schema).toEqual([]);
  });

  test('in a folder without any migration name every .sql file is scanned, and that is said', async () => {
    for (const path of ['examples/bad.sql', 'examples/good.SQL', 'examples/readme.md']) await write(path);
    const found = await collected(['examples']);
    expect(paths(found.files)).toEqual(['examples/bad.sql', 'examples/good.SQL']);
    expect(found.notes).toEqual(['no file there is named like a migration, so all .sql files are scanned (2)']);
  });

  test('a glob is one set, as if the shell had expanded it', async () => {
    for (const path of ['db/migrations/1_a.sql', 'db/migrations/2_b.sql']) await write(path);
    const found = await collected(['db/migrations/*.sql']);
    expect([found.sets, paths(found.files)]).toEqual(['together', ['db/migrations/1_a.sql', 'db/migrations/2_b.sql']]);
  });

  test('a migration in code is named and not scanned as SQL', async () => {
    await write('db/migrate/20240101000000_add_users.rb', 'class AddUsers; end\n');
    const found = await collected(['db/migrate/20240101000000_add_users.rb']);
    expect([found.files, found.codeMigrations]).toEqual([[], ['db/migrate/20240101000000_add_users.rb']]);
  });
});

describe('check against a base', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  const commit = () => {
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
  };

  beforeEach(async () => {
    git('init', '-q', '-b', 'main');
    for (const number of [1, 2, 3]) await write(`db/migrations/000${number}_x.sql`);
    await write('src/query.sql');
    commit();
    git('checkout', '-q', '-b', 'topic');
  });

  test('only changed migrations are scanned, with the others as they stand at the base', async () => {
    await write('db/migrations/0004_x.sql');
    await write('db/migrations/0002_x.sql', "SELECT 'db/migrations/0002_x.sql';\nSELECT 2;\n");
    await write('src/query.sql', 'SELECT 9;\n');
    const found = await collected([]);
    expect(found.sets).toBe('together');
    expect(found.files).toEqual([
      {
        path: 'db/migrations/0002_x.sql',
        previousPath: null,
        status: 'modified',
        content: { kind: 'text', text: "SELECT 'db/migrations/0002_x.sql';\nSELECT 2;\n" },
        baseText: "SELECT 'db/migrations/0002_x.sql';\n",
        changedLines: [{ startLine: 2, endLine: 2 }],
      },
      {
        path: 'db/migrations/0004_x.sql',
        previousPath: null,
        status: 'added',
        content: { kind: 'text', text: "SELECT 'db/migrations/0004_x.sql';\n" },
        baseText: null,
        changedLines: null,
      },
    ]);
    expect(paths(found.schema)).toEqual(['db/migrations/0001_x.sql', 'db/migrations/0003_x.sql']);
  });

  test('the tree of the base commit tells the tool', async () => {
    await write('package.json', '{}\n');
    commit();
    git('branch', '-f', 'main');
    await write('package.json', '{ "changed": true }\n');
    await write('db/migrations/0004_x.sql');
    expect((await collected([])).evidence).toContainEqual({ path: 'package.json', text: '{}\n' });
  });

  test('a removed migration is told, and still counts as history because it ran', async () => {
    await rm(join(folder, 'db/migrations/0002_x.sql'));
    await write('db/migrations/0004_x.sql');
    const found = await collected([]);
    expect(found.files.map(({ path, status }) => [path, status])).toEqual([
      ['db/migrations/0002_x.sql', 'removed'],
      ['db/migrations/0004_x.sql', 'added'],
    ]);
    expect(paths(found.schema)).toEqual([1, 2, 3].map((number) => `db/migrations/000${number}_x.sql`));
  });

  test('a query moved among the migrations is new, a migration moved out of them is removed', async () => {
    await rename(join(folder, 'src/query.sql'), join(folder, 'db/migrations/0005_x.sql'));
    await rename(join(folder, 'db/migrations/0003_x.sql'), join(folder, 'src/old.sql'));
    commit();
    expect((await collected(['--base', 'main'])).files).toMatchObject([
      { path: 'db/migrations/0003_x.sql', status: 'removed', content: { kind: 'removed' } },
      { path: 'db/migrations/0005_x.sql', status: 'added', previousPath: null },
    ]);
  });

  test('a renamed migration keeps its old path and text', async () => {
    await rename(join(folder, 'db/migrations/0003_x.sql'), join(folder, 'db/migrations/0006_x.sql'));
    commit();
    expect((await collected([])).files).toMatchObject([
      {
        path: 'db/migrations/0006_x.sql',
        previousPath: 'db/migrations/0003_x.sql',
        status: 'renamed',
        baseText: "SELECT 'db/migrations/0003_x.sql';\n",
        changedLines: [],
      },
    ]);
  });

  test('a file whose version before cannot be read is not judged as if it were new', async () => {
    await write('db/migrations/0003_x.sql', 'SELECT 1;\0\n');
    commit();
    git('branch', '-f', 'main');
    await write('db/migrations/0003_x.sql', 'SELECT 1;\n');
    expect((await collected([])).files).toMatchObject([{ content: { kind: 'unscannable' }, baseText: null }]);
  });

  test('PATH next to --base limits the changes, and a named file is scanned also when it did not change', async () => {
    await write('db/migrations/0004_x.sql');
    await write('other/migrations/0001_x.sql');
    expect(paths((await collected(['db', '--base', 'main'])).files)).toEqual(['db/migrations/0004_x.sql']);
    const named = await collected(['../db/migrations/0001_x.sql', '--base', 'main'], join(folder, 'src'));
    expect(named.files).toMatchObject([{ path: 'db/migrations/0001_x.sql', status: 'given' }]);
  });

  test('without a changed migration there is nothing to scan', async () => {
    await write('src/query.sql', 'SELECT 3;\n');
    expect(await collected([])).toEqual({
      files: [],
      sets: 'together',
      subject: 'change',
      codeMigrations: [],
      base: null,
      code: [],
      mentions: [],
      schema: [],
      evidence: [],
      notes: [],
    });
  });
});

describe('the order of migrations', () => {
  test('is that of their numbers, an up before its down', () => {
    const wanted = ['1_a.up.sql', '1_a.down.sql', '2_b.sql', '10_c.sql', '20240101120000_d.sql'];
    expect([...wanted].reverse().sort(inRunOrder)).toEqual(wanted);
  });

  test('of Flyway puts an undo after its migration', () => {
    expect(['U2__b.sql', 'V10__c.sql', 'V2__b.sql'].sort(inRunOrder)).toEqual(['V2__b.sql', 'U2__b.sql', 'V10__c.sql']);
  });

  test.each([
    ['u2_keys.sql', false],
    ['1_a.down.sql', true],
    ['m/2024_x/down.sql', true],
    ['U1__a.sql', true],
    ['1_a.undo.sql', true],
    ['001.undo.a.sql', true],
    ['001.do.a.sql', false],
    ['1_shutdown.sql', false],
    ['1_a.up.sql', false],
    ['Users.sql', false],
  ])('%s is a way back: %s', (path, back) => {
    expect(isWayBack(path)).toBe(back);
  });

  test.each([
    ['db/1.sql', 'db'],
    ['1.sql', '.'],
    ['p/20240101_a/migration.sql', 'p'],
    ['20240101_a/up.sql', '.'],
    ['db/migration/2024/V7__a.sql', 'db/migration'],
    ['db/migration/v2/V7__a.sql', 'db/migration'],
    ['services/shop/migrations/1.sql', 'services/shop/migrations'],
  ])('the history of %s is in %s', (path, where) => {
    expect(historyFolder(path)).toBe(where);
  });
});
