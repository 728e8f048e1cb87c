import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commitSha, onePullRequest, startFakeGitHub } from './github/fake-github.js';
import type { FakeGitHub, FakeSettings, FileTree, RepositoryDescription } from './github/fake-github.js';
import { runAction } from './github/publish-world.js';

const PATH = 'db/migrations/0002_orders.sql';
const CONFIG = '.github/pg-preflight.yml';
const open: FakeGitHub[] = [];

afterEach(async () => {
  const violations = open.flatMap((fake) => fake.violations);
  await Promise.all(open.splice(0).map((fake) => fake.close()));
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

describe('the exit code', () => {
  test.each([
    ['unsafe', 'unsafe', 1, 'failure'],
    ['unsafe', 'never', 0, 'neutral'],
    ['caution', 'unsafe', 0, 'success'],
    ['caution', 'caution', 1, 'failure'],
    ['note', 'caution', 0, 'success'],
  ])(
    'for a finding that is %s with fail-on %s is %i, and the check run a %s',
    async (severity, failOn, code, conclusion) => {
      const fake = await start({ [PATH]: `${severity.toUpperCase()} one;\n` });
      const { exitCode } = await runAction(fake, { inputs: { 'fail-on': failOn } });
      expect(exitCode).toBe(code);
      expect(fake.state.repository.checkRuns.map((run) => run.conclusion)).toEqual([conclusion]);
    },
  );

  test('is 0 with a message and no comment when no migration changed', async () => {
    const fake = await start({ 'src/app.ts': 'export {};\n' });
    const { exitCode, log, outputs, summary } = await runAction(fake);
    expect(exitCode).toBe(0);
    expect(log).toContain('no migrations changed');
    expect(summary).toContain('no migrations changed');
    expect(outputs).toMatchObject({ verdict: 'safe', files: '0' });
    expect(fake.state.repository.pulls.get(7)).toMatchObject({ comments: [], reviews: [] });
    expect(fake.state.repository.checkRuns).toMatchObject([{ conclusion: 'success' }]);
  });

  test('is 1 and nothing is called safe when the engine breaks', async () => {
    const fake = await start({ [PATH]: 'UNSAFE one;\n' });
    fake.setFaults([{ on: /^GET .*\/files$/, times: Infinity, what: { kind: 'status', status: 403, message: 'No' } }]);
    const { exitCode, outputs, log } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({});
    expect(log).toContain('::error title=pg-preflight::The scan failed');
    expect(fake.state.repository.checkRuns).toMatchObject([{ conclusion: 'failure' }]);
  });
});

describe('settings', () => {
  test.each([
    ['a wrong level', { 'fail-on': 'sometimes' }, 'fail-on'],
    ['a number that is none', { 'pull-request': 'abc' }, 'pull-request'],
    ['an empty token', { 'github-token': '' }, 'github-token'],
    ['a config file that is not there', { config: 'nowhere.yml' }, 'config'],
  ])('with %s end in an annotation that names the input', async (_what, inputs, named) => {
    const fake = await start({ [PATH]: 'SELECT 1;\n' });
    const { exitCode, log, outputs, input } = await runAction(fake, { inputs });
    expect(exitCode).toBe(1);
    expect(log).toMatch(new RegExp(`^::error .*${named}`, 'm'));
    expect(outputs).toEqual({});
    expect(input).toBeNull();
  });

  test('come from the base branch, and a change of the file in the pull request waits for the merge', async () => {
    const fake = await start(
      { [PATH]: 'UNSAFE one;\n', [CONFIG]: 'fail-on: never\n' },
      { [CONFIG]: 'fail-on: unsafe\npostgres-version: 12\n' },
    );
    const { exitCode, input } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(input?.settings.postgresVersion).toBe(12);
    expect(fake.state.repository.pulls.get(7)?.comments[0]?.body).toContain('takes effect after the merge');
  });

  test('that are broken at the base commit scan nothing and fail the check', async () => {
    const fake = await start({ [PATH]: 'SELECT 1;\n', [CONFIG]: 'fail-on: never\n' }, { [CONFIG]: 'fail-on: [\n' });
    const { exitCode, input } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(input).toBeNull();
    expect(fake.state.repository.checkRuns).toMatchObject([{ conclusion: 'failure' }]);
  });

  test('that name no rule fail the check, at their line and column', async () => {
    const fake = await start({ [PATH]: 'SELECT 1;\n' }, { [CONFIG]: 'rules:\n  drop-tabel: off\n' });
    const { exitCode, input, log } = await runAction(fake);
    expect([exitCode, input]).toEqual([1, null]);
    expect(log).toContain('line 2, column 3');
  });

  test('bring the baseline of the base branch, never that of the pull request', async () => {
    const entry = (identity: string) =>
      JSON.stringify({ version: 1, findings: [{ rule: 'drop-table', path: null, identity }] });
    const fake = await start(
      { [PATH]: 'UNSAFE one;\n', 'accepted.json': entry('theirs') },
      { [CONFIG]: 'baseline: accepted.json\n', 'accepted.json': entry('ours') },
    );
    const { input } = await runAction(fake);
    expect(input?.settings.policy.baseline).toEqual([{ identity: 'ours', path: null }]);
  });

  test('bring the sizes of the base branch, which fail the check where they cannot be read', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const sizes = (bytes: string) => `table,bytes,measured\npublic.orders,${bytes},${today}\n`;
    const config = { [CONFIG]: 'table-sizes: sizes.csv\nhot-tables: [orders]\nassumed-lock-timeout: 2s\n' };
    const fake = await start(
      { [PATH]: 'UNSAFE one;\n', 'sizes.csv': sizes('1') },
      { ...config, 'sizes.csv': sizes('8192') },
    );
    const told = (await runAction(fake)).input?.settings.told;
    expect(told?.tables).toEqual({ hot: ['orders'], small: [], sizes: [{ table: 'public.orders', bytes: 8192 }] });
    expect(told?.runs[0]?.lockTimeout).toBe(2_000);
    const broken = await start({ [PATH]: 'SELECT 1;\n' }, { ...config, 'sizes.csv': sizes('many') });
    const { exitCode, input, log } = await runAction(broken);
    expect([exitCode, input]).toEqual([1, null]);
    expect(log).toContain('sizes.csv, line 2');
  });

  test('can turn every place of reporting off', async () => {
    const fake = await start({ [PATH]: 'UNSAFE one;\n' });
    const inputs = { 'review-comments': 'false', 'summary-comment': 'false', 'check-name': 'none' };
    const { exitCode } = await runAction(fake, { inputs });
    expect(exitCode).toBe(1);
    expect(fake.requests.filter((one) => one.method !== 'GET' && one.path !== '/graphql')).toEqual([]);
    expect(JSON.stringify(fake.requests)).not.toContain('mutation');
  });

  test('limit the inline comments, the worst first', async () => {
    const fake = await start({ [PATH]: 'CAUTION one;\nUNSAFE two;\nUNSAFE three;\n' });
    await runAction(fake, { inputs: { 'max-inline-comments': '1' } });
    const pull = fake.state.repository.pulls.get(7);
    expect(pull?.reviewComments.map(({ line }) => line)).toEqual([2]);
    expect(pull?.comments[0]?.body).toContain('max-inline-comments');
  });
});

describe('events', () => {
  test('a dispatch with a number scans that pull request and reports there', async () => {
    const fake = await start({ [PATH]: 'UNSAFE one;\n' });
    const { exitCode } = await runAction(fake, { event: 'workflow_dispatch', inputs: { 'pull-request': '7' } });
    expect(exitCode).toBe(1);
    expect(fake.state.repository.pulls.get(7)?.reviewComments).toHaveLength(1);
    expect(fake.state.repository.checkRuns).toMatchObject([{ headSha: commitSha('head') }]);
  });

  test('a dispatch with a number starts the outdated run of the pull request again where it may', async () => {
    const runs = { workflowRuns: [workflowRun(11, 'success'), workflowRun(12, 'success')] };
    const fake = await start({ [PATH]: 'UNSAFE one;\n' }, {}, { permissions: { actions: 'write' } }, runs);
    await runAction(fake, { event: 'workflow_dispatch', inputs: { 'pull-request': '7' } });
    expect(fake.state.repository.reruns).toEqual([12]);
  });

  test('the run that failed is started again once the finding is gone: the required job turns green', async () => {
    const runs = { workflowRuns: [workflowRun(11, 'failure')] };
    const fake = await start({ [PATH]: 'SAFE one;\n' }, {}, { permissions: { actions: 'write' } }, runs);
    const { exitCode, log } = await runAction(fake, { event: 'workflow_dispatch', inputs: { 'pull-request': '7' } });
    expect([exitCode, fake.state.repository.reruns]).toEqual([0, [11]]);
    expect(log).toContain('Started run 11 of the pull request again');
  });

  test('without `actions: write` nothing is started, which the log says, and the result is the same', async () => {
    const runs = { workflowRuns: [workflowRun(11, 'failure')] };
    const fake = await start({ [PATH]: 'SAFE one;\n' }, {}, { permissions: { actions: 'read' } }, runs);
    const { exitCode, log } = await runAction(fake, { event: 'workflow_dispatch', inputs: { 'pull-request': '7' } });
    expect([exitCode, fake.state.repository.reruns]).toEqual([0, []]);
    expect(log).toContain('was not started again (needs `actions: write`); re-run it by hand to renew a required job');
    expect(log).toContain('permissions: { contents: read, pull-requests: write, checks: write, actions: write }');
  });

  test('a comment or a review that names the number is a scan by hand, though its payload has no pull request', async () => {
    for (const event of ['issue_comment', 'pull_request_review']) {
      const runs = { workflowRuns: [workflowRun(11, 'failure')] };
      const fake = await start({ [PATH]: 'SAFE one;\n' }, {}, { permissions: { actions: 'write' } }, runs);
      const { exitCode } = await runAction(fake, { event, payload: { issue: {} }, inputs: { 'pull-request': '7' } });
      expect([exitCode, fake.state.repository.reruns]).toEqual([0, [11]]);
      expect(fake.state.repository.checkRuns).toMatchObject([{ headSha: commitSha('head'), conclusion: 'success' }]);
    }
  });

  test('a run whose conclusion is right already is not started again', async () => {
    const runs = { workflowRuns: [workflowRun(11, 'failure')] };
    const fake = await start({ [PATH]: 'UNSAFE one;\n' }, {}, { permissions: { actions: 'write' } }, runs);
    await runAction(fake, { event: 'workflow_dispatch', inputs: { 'pull-request': '7' } });
    expect(fake.state.repository.reruns).toEqual([]);
  });

  test('a dispatch without a number judges every migration of the ref by itself, and writes nowhere', async () => {
    const fake = await start({}, { 'db/0001.sql': 'UNSAFE one;\n', 'db/0002.sql': 'SELECT 1;\n' });
    const { exitCode, input, summary } = await runAction(fake, { event: 'workflow_dispatch' });
    expect(exitCode).toBe(1);
    expect(input).toMatchObject({
      sets: 'each',
      files: [{ path: 'db/0001.sql', status: 'given' }, { path: 'db/0002.sql' }],
    });
    expect(summary).toContain('UNSAFE one');
    expect(fake.requests.filter((one) => one.method !== 'GET' && one.path !== '/graphql')).toEqual([]);
    expect(JSON.stringify(fake.requests)).not.toContain('mutation');
  });

  test('a dispatch without a number knows the tool, and reads the migrations in one request', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`db/${at}.sql`, `SELECT ${at};\n`]));
    const gone = { 'go.mod': 'module shop\n', 'db/0.sql': 'SELECT 0;\n', 'sqitch.plan': '%project=shop\n' };
    const fake = await start({}, { ...many, ...gone });
    const { input } = await runAction(fake, { event: 'workflow_dispatch' });
    expect(input?.files).toHaveLength(30);
    expect(input?.evidence).toEqual([
      { path: 'go.mod', text: 'module shop\n' },
      { path: 'sqitch.plan', text: null },
    ]);
    expect(fake.log.filter((request) => request.includes('/git/blobs/'))).toEqual([]);
    fake.setFaults([{ on: /^POST \/graphql$/, times: Infinity, what: { kind: 'status', status: 403, message: 'No' } }]);
    const slow = await runAction(fake, { event: 'workflow_dispatch' });
    expect(slow.input?.files.map(({ content }) => content.kind)).toEqual(Array.from({ length: 30 }, () => 'text'));
  }, 30_000);

  test('a dispatch on a tree without migrations says that there are none', async () => {
    const fake = await start({}, { 'src/app.ts': 'export {};\n' });
    const { exitCode, input } = await runAction(fake, { event: 'workflow_dispatch' });
    expect([exitCode, input?.subject, input?.files]).toEqual([0, 'files', []]);
  });

  test.each(['push', 'merge_group'])('a %s judges its range and reports on the tip', async (event) => {
    const fake = await start({ [PATH]: 'UNSAFE one;\n' });
    const { exitCode, input } = await runAction(fake, { event });
    expect(exitCode).toBe(1);
    expect(input?.files.map(({ path }) => path)).toEqual([PATH]);
    expect(fake.state.repository.checkRuns).toMatchObject([{ headSha: commitSha('head'), conclusion: 'failure' }]);
    expect(fake.state.repository.pulls.get(7)).toMatchObject({ comments: [], reviews: [] });
  });

  test('a push of a new branch is compared with the default branch', async () => {
    const fake = await start({ [PATH]: 'UNSAFE one;\n' });
    const { input } = await runAction(fake, {
      event: 'push',
      details: { before: '0'.repeat(40), ref: 'refs/heads/x' },
    });
    expect(input?.files.map(({ path }) => path)).toEqual([PATH]);
  });

  test('a push that deletes a branch ends well', async () => {
    const fake = await start({});
    const { exitCode } = await runAction(fake, { event: 'push', details: { deleted: true } });
    expect(exitCode).toBe(0);
    expect(fake.requests).toEqual([]);
  });

  test('a push whose start is unknown fails and names the commit', async () => {
    const fake = await start({});
    const before = 'f'.repeat(40);
    const { exitCode, log } = await runAction(fake, { event: 'push', details: { before } });
    expect(exitCode).toBe(1);
    expect(log).toContain(before);
  });

  test('on a GitHub Enterprise Server speak to its own addresses, and link to them', async () => {
    const fake = await start({ [PATH]: 'UNSAFE one;\n' });
    const env = { GITHUB_API_URL: `${fake.url}/api/v3`, GITHUB_SERVER_URL: 'https://github.acme.example/' };
    expect((await runAction(fake, { env })).exitCode).toBe(1);
    const paths = fake.requests.map(({ path }) => path.replace(/^(\/api\/(?:v3|graphql)).*$/, '$1'));
    expect(new Set(paths)).toEqual(new Set(['/api/v3', '/api/graphql']));
    const [summary] = fake.state.repository.pulls.get(7)?.comments ?? [];
    expect(summary?.body).toContain(`](https://github.acme.example/acme/shop/blob/${commitSha('head')}/${PATH}#L1)`);
    expect(fake.state.repository.checkRuns).toHaveLength(1);
  });

  test('another event is named, and nothing is written', async () => {
    const fake = await start({});
    const { exitCode, log } = await runAction(fake, { event: 'issues' });
    expect(exitCode).toBe(1);
    expect(log).toContain('"issues"');
    expect(fake.requests).toEqual([]);
  });
});

describe('files', () => {
  test('that were renamed, removed or hold no text are told apart', async () => {
    const fake = await start(
      { 'db/b.sql': 'SELECT 1;\nSELECT 2;\n', 'db/big.sql': '-- x\n'.repeat(300_000), 'db/nul.sql': 'SELECT 1;\0' },
      { 'db/a.sql': 'SELECT 1;\nSELECT 2;\n', 'db/gone.sql': 'SELECT 3;\n' },
    );
    const { input } = await runAction(fake);
    const files = new Map(input?.files.map((file) => [file.path, file]));
    expect(files.get('db/b.sql')).toMatchObject({
      status: 'renamed',
      previousPath: 'db/a.sql',
      baseText: 'SELECT 1;\nSELECT 2;\n',
      changedLines: [],
    });
    expect(files.get('db/gone.sql')).toMatchObject({ status: 'removed', content: { kind: 'removed' } });
    expect(files.get('db/big.sql')).toMatchObject({ content: { kind: 'unscannable' } });
    expect(files.get('db/nul.sql')).toMatchObject({ content: { kind: 'unscannable' } });
  });

  test('beyond the 3,000 that GitHub lists fail closed', async () => {
    const many = Object.fromEntries(Array.from({ length: 3_001 }, (_, index) => [`notes/${index}.txt`, `${index}\n`]));
    const fake = await start(many);
    const { input, exitCode } = await runAction(fake);
    expect(input?.listCut).toContain('3000');
    expect(exitCode).toBe(1);
  }, 30_000);

  test('in a language that is not read are named to the engine', async () => {
    const fake = await start({ 'db/migrate/1_x.rb': 'class X; end\n' });
    const { input } = await runAction(fake);
    expect(input?.codeMigrations).toEqual(['db/migrate/1_x.rb']);
  });
});

describe('what is written', () => {
  test('are the JSON report and SARIF, and the output that names the report', async () => {
    const fake = await start({ [PATH]: 'UNSAFE one;\n' });
    const inputs = { 'report-file': 'out/report.json', 'sarif-file': 'out/report.sarif' };
    const { folder, outputs } = await runAction(fake, { inputs });
    expect(JSON.parse(readFileSync(join(folder, 'out/report.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
    expect(existsSync(join(folder, 'out/report.sarif'))).toBe(true);
    expect(outputs['report']).toBe('out/report.json');
  });

  test('lets no migration speak to the runner', async () => {
    const fake = await start({ [PATH]: 'UNSAFE ::add-mask::x ##[stop-commands]y;\n' });
    const { log } = await runAction(fake);
    const [, token = ''] = /^::stop-commands::([\w-]{36})$/m.exec(log) ?? [];
    const outside = log.split(`::stop-commands::${token}\n`).map((part) => part.split(`::${token}::\n`).at(-1));
    expect(token).not.toBe('');
    expect(outside.join('')).not.toMatch(/add-mask|##\[/);
  });
});

async function start(
  headFiles: FileTree,
  baseFiles: FileTree = {},
  settings: FakeSettings = {},
  more: Pick<RepositoryDescription, 'workflowRuns'> = {},
): Promise<FakeGitHub> {
  const kept = { 'README.md': 'Shop\n' };
  const repository = onePullRequest({ baseFiles: { ...kept, ...baseFiles }, headFiles: { ...kept, ...headFiles } });
  const fake = await startFakeGitHub({ ...repository, ...more }, settings);
  open.push(fake);
  return fake;
}

function workflowRun(id: number, conclusion: 'success' | 'failure') {
  const run = { name: 'pg-preflight', event: 'pull_request', headSha: commitSha('head') };
  return { id, ...run, status: 'completed', conclusion } as const;
}
