import { blobSha, onePullRequest, startFakeGitHub } from './fake-github.js';
import type { FakeGitHub, FileTree } from './fake-github.js';
import { runAction } from './publish-world.js';

const PATH = 'db/migrations/0003_orders.sql';
const CONFIG = '.github/pg-preflight.yml';
const HISTORY: FileTree = {
  'db/migrations/0001_orders.sql': 'CREATE TABLE orders (id int);\n',
  'db/migrations/0002_seed.rb': 'class Seed; end\n',
};
const open: FakeGitHub[] = [];

afterEach(async () => {
  const violations = open.flatMap((fake) => fake.violations);
  await Promise.all(open.splice(0).map((fake) => fake.close()));
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

describe('the schema before', () => {
  test('are the migrations of the base commit in their order, with what tells the tool', async () => {
    const fake = await start({ ...HISTORY, 'package.json': '{ "name": "shop" }\n', 'sqitch.plan': '%project=shop\n' });
    const { input } = await runAction(fake);
    expect(input?.schema.map(({ path, kind }) => [path, kind])).toEqual([
      ['db/migrations/0001_orders.sql', 'migration'],
      ['db/migrations/0002_seed.rb', 'names'],
    ]);
    expect(input?.schemaProblem).toBeNull();
    expect(input?.evidence).toContainEqual({ path: 'package.json', text: '{ "name": "shop" }\n' });
    expect(input?.evidence).toContainEqual({ path: 'sqitch.plan', text: null });
  }, 20_000);

  test('holds what a migration runs from another file', async () => {
    const fake = await start({ ...HISTORY, 'db/migrations/0002_b.sql': '\\ir ../b.sql\n', 'db/b.sql': 'SELECT 2;\n' });
    const { input } = await runAction(fake);
    expect(input?.schema.map(({ text }) => text)).toContain('SELECT 2;\n\n');
  }, 20_000);

  test('is the dump that the config names, whose absence is an error', async () => {
    const named = { ...HISTORY, [CONFIG]: 'schema: db/shop.sql\n' };
    const found = await runAction(await start({ ...named, 'db/shop.sql': 'CREATE TABLE orders ();\n' }));
    expect(found.input?.schema.map(({ path, kind }) => [path, kind])).toEqual([['db/shop.sql', 'dump']]);
    const missing = await runAction(await start(named));
    expect([missing.exitCode, missing.input]).toEqual([1, null]);
    expect(missing.log).toMatch(/^::error .*`schema` names db\/shop\.sql/m);
  }, 20_000);

  test('is unknown, and the scan goes on, when GitHub does not give the tree', async () => {
    const fake = await start(HISTORY);
    const what = { kind: 'status', status: 403, message: 'No' } as const;
    fake.setFaults([{ on: /^GET .*\/git\/trees\//, times: Infinity, what }]);
    const { exitCode, outputs, input } = await runAction(fake);
    expect([exitCode, outputs['verdict']]).toEqual([1, 'unsafe']);
    expect(input?.schema).toEqual([]);
    expect(input?.schemaProblem).toMatch(/^GitHub did not give it/);
  });

  test('is asked for in halves when a batch is too much, and unknown when GitHub refuses it', async () => {
    const fake = await start({ ...HISTORY, 'db/migrations/0002_b.sql': 'SELECT 1;\n' });
    fake.setFaults([{ on: /^POST \/graphql$/, nth: 2, times: 2, what: { kind: 'status', status: 502 } }]);
    const { input } = await runAction(fake);
    expect(input?.schema.map(({ kind }) => kind)).toEqual(['migration', 'migration', 'names']);
    const batches = fake.log.filter((request) => request.includes('PgPreflightBlobs'));
    expect(batches.map((request) => request.split('object(oid').length - 1)).toEqual([3, 3, 2, 1]);
    fake.setFaults([{ on: /^POST \/graphql$/, nth: 2, what: { kind: 'status', status: 422, message: 'Too much' } }]);
    const refused = await runAction(fake);
    expect(refused.input).toMatchObject({ schema: [], schemaProblem: expect.stringContaining('GitHub') });
  }, 20_000);

  test('holds a file that is no text as one that nobody has read', async () => {
    const fake = await start({ ...HISTORY, 'db/migrations/0002_b.sql': new Uint8Array([0xff, 0xfe, 0x00]) });
    const { input } = await runAction(fake);
    expect(input?.schema.map(({ kind }) => kind)).toEqual(['migration', 'unread', 'names']);
  });

  test('is not asked for when no migration changed', async () => {
    const fake = await start(HISTORY, { 'src/app.ts': 'export {};\n' });
    await runAction(fake);
    expect(fake.requests.filter(({ path }) => path.includes('/git/'))).toEqual([]);
  });
});

describe('without GraphQL', () => {
  test('the verdict is the same, by single requests', async () => {
    const fake = await start(HISTORY, { [PATH]: 'UNSAFE one;\n' }, { [PATH]: 'SELECT 1;\n' });
    const what = { kind: 'primary-limit', resetIn: 5 } as const;
    fake.setFaults([{ on: /^POST \/graphql$/, times: Infinity, what }]);
    const { exitCode, outputs, input } = await runAction(fake);
    expect([exitCode, outputs['verdict']]).toEqual([1, 'unsafe']);
    expect(input?.files.map(({ status }) => status)).toEqual(['modified']);
    expect(fake.log).toContain(`GET /repos/acme/shop/git/blobs/${blobSha('UNSAFE one;\n')}`);
  });
});

async function start(baseFiles: FileTree, change: FileTree = { [PATH]: 'UNSAFE one;\n' }, before: FileTree = {}) {
  const base = { ...baseFiles, ...before };
  const fake = await startFakeGitHub(onePullRequest({ baseFiles: base, headFiles: { ...base, ...change } }));
  open.push(fake);
  return fake;
}
