import { addIssueComment, commitSha, moveHead, onePullRequest, startFakeGitHub } from './github/fake-github.js';
import type { FakeGitHub, FakeSettings, FileTree, PullState } from './github/fake-github.js';
import { runBuiltAction } from './pull-requests/action-process.js';
import type { ActionRun } from './pull-requests/action-process.js';

const PATH = 'db/migrations/0002_orders.sql';
const INDEX = "SET lock_timeout = '2s';\nCREATE INDEX orders_user_id_idx ON orders (user_id);\n";
const MOST_REQUESTS = 8;
const BESIDE: FileTree = {
  'db/schema.sql':
    "CREATE TABLE orders (user_id int);\nINSERT INTO public.schema_migrations (version) VALUES\n    ('0001');\n",
  'package.json': '{}\n',
  '.github/pg-preflight.yml': 'fail-on: unsafe\n',
};
const open: FakeGitHub[] = [];

afterEach(async () => {
  const violations = open.flatMap((fake) => fake.violations);
  await Promise.all(open.splice(0).map((fake) => fake.close()));
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

describe('the requests of a pull request with one migration', () => {
  const before = "SET lock_timeout = '2s';\nSELECT 1;\n";
  const history = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`db/migrations/000${at}_t.sql`, `CREATE TABLE t${at} (id int);\n`]),
  );
  const PATH = 'db/migrations/0010_orders.sql';
  test.each<readonly [string, FileTree, FileTree]>([
    ['added', {}, { [PATH]: INDEX }],
    ['modified', { [PATH]: before }, { [PATH]: INDEX }],
    ['added to a small history', history, { ...history, [PATH]: INDEX }],
    ['modified in a small history', { ...history, [PATH]: before }, { ...history, [PATH]: INDEX }],
    [
      'added where there is a dump, a config and a package.json',
      { ...history, ...BESIDE },
      { ...history, ...BESIDE, [PATH]: INDEX },
    ],
    ['deleted', { [PATH]: INDEX }, {}],
    ['left alone', {}, { 'src/app.ts': 'export {};\n' }],
  ])(
    'that is %s are at most 8, and no more when it runs again unchanged',
    async (what, baseFiles, headFiles) => {
      const fake = await start(baseFiles, headFiles);
      await run(fake);
      const first = fake.requests.length;
      fake.clearLog();
      await run(fake);
      const second = fake.requests.length;
      process.stdout.write(`requests, one migration ${what}: ${first} at first, ${second} when nothing changed\n`);
      expect(first).toBeLessThanOrEqual(MOST_REQUESTS);
      expect(second).toBeLessThanOrEqual(first);
    },
    20_000,
  );

  test('are at most 8 where it drops something: the archive in which its name is looked for holds the history too', async () => {
    const column = { [PATH]: 'CREATE TABLE orders (gift_note text);\n' };
    const drop = { 'db/migrations/0011_orders.sql': 'ALTER TABLE orders DROP COLUMN gift_note;\n' };
    const fake = await start({ ...history, ...column }, { ...history, ...column, ...drop });
    await run(fake);
    // The archive itself comes from another host, which counts no requests.
    const [elsewhere, ofApi] = [true, false].map((other) =>
      fake.requests.filter(({ path }) => path.startsWith('/codeload/') === other),
    );
    process.stdout.write(`requests, one migration that drops a column: ${ofApi?.length}\n`);
    expect(elsewhere).toHaveLength(1);
    expect(ofApi?.length).toBeLessThanOrEqual(MOST_REQUESTS);
  });

  test('stay few when strangers fill the conversation: one more for each hundred comments', async () => {
    const fake = await start({}, { [PATH]: INDEX });
    for (let count = 0; count < 250; count += 1) addIssueComment(fake.state, 7, 'mallory', `Comment ${count}`);
    await run(fake);
    expect(fake.requests.length).toBeLessThanOrEqual(MOST_REQUESTS + 2);
    expect(pull(fake).comments.filter(({ author }) => author !== 'mallory')).toHaveLength(1);
  });
});

describe('a review that GitHub refuses', () => {
  const five = Array.from({ length: 5 }, (_, at) => `CREATE INDEX i${at} ON orders (user_id);\n`).join('');
  const refused = { kind: 'status', status: 422, message: 'Unprocessable Entity' } as const;

  test('is halved until only the bad comment is left out, and the next run posts that one alone', async () => {
    const fake = await start({}, { [PATH]: five });
    // All five, then the first three, then the third alone: it is the one that GitHub does not like.
    fake.setFaults([
      ...[1, 2, 4].map((nth) => ({ on: /^POST .*\/reviews$/, nth, what: refused })),
      { on: /^POST .*\/pulls\/7\/comments$/, what: refused },
    ]);
    const { exitCode } = await run(fake);
    expect(exitCode).toBe(1);
    expect(lines(fake)).toEqual([1, 2, 4, 5]);
    expect(pull(fake).comments[0]?.body).toContain('GitHub did not take 1 of the inline comments');
    expect(pull(fake).comments[0]?.body).toContain('#L3');
    fake.setFaults([]);
    await run(fake);
    expect(lines(fake)).toEqual([1, 2, 3, 4, 5]);
    expect(pull(fake).comments).toHaveLength(1);
    expect(pull(fake).comments[0]?.body).not.toContain('did not take');
  }, 20_000);
});

describe('a list of files that may be cut', () => {
  const many = Object.fromEntries(Array.from({ length: 3_001 }, (_, at) => [`notes/${at}.txt`, `${at}\n`]));

  test.each([
    ['fail', 'unsafe', 1],
    ['warn', 'caution', 0],
  ])(
    'with on-unscannable %s is %s, and what was seen is judged',
    async (onUnscannable, verdict, exitCode) => {
      // Sorted before the notes, so it is among the 3,000 that GitHub lists.
      const fake = await start({}, { ...many, 'db/migrations/0002_note.sql': "SET lock_timeout = '2s';\nSELECT 1;\n" });
      const ran = await run(fake, { 'on-unscannable': onUnscannable });
      expect(ran.outputs).toMatchObject({ verdict, files: '1' });
      expect(ran.exitCode).toBe(exitCode);
      expect(ran.jobSummary).toContain('3000');
    },
    60_000,
  );
});

describe('a head that moves during the run', () => {
  test('gets no comment about the old head, and the next run speaks about the new one', async () => {
    const fake = await start({}, { [PATH]: INDEX });
    const commit = { sha: commitSha('newer'), files: { 'README.md': 'Shop\n', [PATH]: `\n\n${INDEX}` } };
    fake.setFaults([{ on: /^GET .*\/files$/, what: { kind: 'move-head', pull: 7, commit } }]);
    const { exitCode, jobSummary } = await run(fake);
    expect(exitCode).toBe(1);
    expect(jobSummary).toContain('moved on during this run');
    expect(pull(fake)).toMatchObject({ comments: [], reviews: [] });
    fake.setFaults([]);
    await run(fake);
    expect(lines(fake)).toEqual([4]);
    expect(pull(fake).comments).toHaveLength(1);
    expect(fake.state.repository.checkRuns.map(({ headSha }) => headSha)).toEqual([
      commitSha('head'),
      commitSha('newer'),
    ]);
  });

  test('to a clean one after a review leaves no comment that still says unsafe', async () => {
    const fake = await start({}, { [PATH]: INDEX });
    await run(fake);
    const files = { 'README.md': 'Shop\n', [PATH]: "SET lock_timeout = '2s';\nSELECT 1;\n" };
    moveHead(fake.state.repository, 7, { sha: commitSha('newer'), files });
    const { exitCode } = await run(fake);
    expect(exitCode).toBe(0);
    expect(pull(fake).reviewComments).toEqual([]);
    expect(pull(fake).comments.map(({ body }) => body)).toEqual([expect.stringContaining('all clear')]);
  });
});

describe('GitHub on a bad day', () => {
  test('a secondary limit with Retry-After is waited for, while reading as well as while writing', async () => {
    const fake = await start({}, { [PATH]: INDEX });
    const what = { kind: 'secondary-limit', status: 429, retryAfter: 1 } as const;
    fake.setFaults([
      { on: /^GET .*\/files$/, what },
      { on: /^POST .*\/reviews$/, what },
      { on: /^POST .*\/check-runs$/, what },
    ]);
    const started = Date.now();
    const { exitCode, outputs } = await run(fake);
    expect(Date.now() - started).toBeGreaterThanOrEqual(3_000);
    expect([exitCode, outputs['verdict']]).toEqual([1, 'unsafe']);
    expect(lines(fake)).toEqual([2]);
    expect(fake.state.repository.checkRuns).toHaveLength(1);
  }, 20_000);

  test('an answer that got lost, and no way to look, leads to no twin on the next run', async () => {
    const fake = await start({}, { [PATH]: INDEX });
    const lost = { kind: 'lost-answer' } as const;
    fake.setFaults([
      { on: /^POST .*\/reviews$/, what: lost },
      { on: /PgPreflightSummary$/, what: lost },
      { on: /^POST \/graphql$/, nth: 3, times: Infinity, what: { kind: 'status', status: 403, message: 'No' } },
    ]);
    const { exitCode, stdout } = await run(fake);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('could not be posted');
    fake.setFaults([]);
    await run(fake);
    expect(lines(fake)).toEqual([2]);
    expect(pull(fake).reviews).toHaveLength(1);
    expect(pull(fake).comments).toHaveLength(1);
  }, 20_000);
});

async function start(baseFiles: FileTree, headFiles: FileTree, settings: FakeSettings = {}): Promise<FakeGitHub> {
  const kept = { 'README.md': 'Shop\n' };
  const files = { baseFiles: { ...kept, ...baseFiles }, headFiles: { ...kept, ...headFiles } };
  const fake = await startFakeGitHub(onePullRequest(files), settings);
  open.push(fake);
  return fake;
}

let runs = 100;

function run(fake: FakeGitHub, inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  runs += 1;
  return runBuiltAction(fake, { event: 'pull_request', inputs, runId: runs });
}

function lines(fake: FakeGitHub): readonly (number | null)[] {
  return pull(fake)
    .reviewComments.map(({ line }) => line)
    .sort((a, b) => (a ?? 0) - (b ?? 0));
}

function pull(fake: FakeGitHub): PullState {
  const found = fake.state.repository.pulls.get(7);
  if (found === undefined) throw new Error('no pull request 7');
  return found;
}
