import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { searchArchive } from '../../src/github/archive.js';
import { onePullRequest, startFakeGitHub } from './fake-github.js';
import type { FakeGitHub, FileTree } from './fake-github.js';
import { operationOf } from './fake/server.js';
import { runAction } from './publish-world.js';

const PATH = 'db/migrations/0003_drop.sql';
const DROP = 'ALTER TABLE orders DROP COLUMN gift_note;\n';
const SHOP: FileTree = {
  'db/migrations/0001_shop.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, gift_note text);\n',
  'src/orders.ts': 'select(id)\n',
  'docs/old.md': 'gift_note\n',
};
const open: FakeGitHub[] = [];

afterEach(async () => {
  const violations = open.flatMap((fake) => fake.violations);
  await Promise.all(open.splice(0).map((fake) => fake.close()));
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

describe('the base commit is searched for what a migration drops', () => {
  test.each<[string, FileTree, object | null]>([
    ['names it nowhere', {}, { places: [] }],
    ['still names it', { 'src/a.ts': '\norder.giftNote\n' }, { places: [{ path: 'src/a.ts', line: 2 }] }],
    ['names it in a file that is no text', { 'a.bin': 'gift_note \0' }, { places: [] }],
    ['holds links and other repositories', { a: { symlink: 'src' }, b: { submodule: 'a'.repeat(40) } }, { places: [] }],
    ['has a file that its archive leaves out', { '.gitattributes': 'src/orders.ts export-ignore\n' }, null],
  ])('where it %s', async (_title, files, found) => {
    const { input, downloads } = await judged({ ...SHOP, ...files }, DROP);
    expect(input?.mentions).toEqual(
      found === null ? null : [{ name: 'gift_note', table: null, reflected: false, ...found }],
    );
    expect(downloads).toBe(1);
  });

  test('in one request, and in none where nothing is dropped but what the change makes', async () => {
    const { input, downloads } = await judged(SHOP, `CREATE TABLE gift_notes (id int);\nDROP TABLE gift_notes;\n`);
    expect([input?.mentions, downloads]).toEqual([[], 0]);
  });

  test('and unknown where GitHub does not give it', async () => {
    const { input, exitCode } = await judged(SHOP, DROP, (fake) =>
      fake.setFaults([{ on: /tarball/, times: Infinity, what: { kind: 'status', status: 404 } }]),
    );
    expect([input?.mentions, exitCode]).toEqual([null, 0]);
  });
});

test('the archive holds the history too: it is asked for by itself only where the archive is refused, or has it changed', async () => {
  const refused = { on: /tarball/, times: Infinity, what: { kind: 'status', status: 404 } } as const;
  const [once, twice, hidden] = [
    await judged(SHOP, DROP),
    await judged(SHOP, DROP, (fake) => fake.setFaults([refused])),
    await judged({ ...SHOP, '.gitattributes': 'db/migrations/0001_shop.sql export-ignore\n' }, DROP),
  ];
  expect([once, twice, hidden].map(({ batches }) => batches)).toEqual([0, 1, 1]);
  expect(once.input?.schema.map(({ path }) => path)).toEqual(['db/migrations/0001_shop.sql']);
  expect(twice.input?.schema).toEqual(once.input?.schema);
  expect(hidden.input?.schema).toEqual(once.input?.schema);
});

async function judged(base: FileTree, sql: string, prepare: (fake: FakeGitHub) => void = () => {}) {
  const fake = await startFakeGitHub(onePullRequest({ baseFiles: base, headFiles: { ...base, [PATH]: sql } }));
  open.push(fake);
  prepare(fake);
  const { input, exitCode } = await runAction(fake);
  const batches = fake.requests.filter(({ body }) => operationOf(body) === 'PgPreflightBlobs').length;
  return { input, exitCode, batches, downloads: fake.requests.filter(({ path }) => path.includes('/tarball/')).length };
}

test('an archive as git itself writes it is read: long names, names in other scripts, a link', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pg-preflight-'));
  try {
    const git = (...args: string[]): Buffer =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd: folder });
    const long = `src/${'deep/'.repeat(60)}${'x'.repeat(90)}.ts`;
    for (const [path, text] of [
      [long, 'a\nGiftNote\n'],
      ['src/ü/注文.ts', 'gift_note'],
      ['src/large.ts', `${'x\n'.repeat(200_000)}gift-note\n`],
      ['empty.ts', ''],
    ] as const) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync('src', join(folder, 'link'));
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    const archive = git('archive', '--format=tar.gz', '--prefix=shop-1234567/', 'HEAD');
    const search = (paths: readonly string[], bytes = archive) =>
      searchArchive(new Blob([Uint8Array.from(bytes)]).stream(), paths, ['gift[-_]?note']);
    const found = await search([long, 'src/ü/注文.ts', 'src/large.ts', 'empty.ts']);
    expect(found?.map(({ path, line }) => [path, line]).sort()).toEqual([
      [long, 2],
      ['src/large.ts', 200_001],
      ['src/ü/注文.ts', 1],
    ]);
    expect(await search(['src/other.ts'])).toBeNull();
    await expect(search([long], archive.subarray(0, archive.length / 2))).rejects.toThrow();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
