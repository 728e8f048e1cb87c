import { marked } from '../../src/github/marker.js';
import {
  addIssueComment,
  addReply,
  commitSha,
  moveHead,
  onePullRequest,
  readOnlyPermissions,
  startFakeGitHub,
} from './fake-github.js';
import type { FakeGitHub, FakeSettings, FileTree, PullState, RepositoryDescription } from './fake-github.js';
import { runAction } from './publish-world.js';

const PATH = 'db/migrations/0002_orders.sql';
const UNSAFE = 'SELECT 1;\nUNSAFE one;\nUNSAFE two;\nNOTE three;\n';
const open: FakeGitHub[] = [];

afterEach(async () => {
  const violations = open.flatMap((fake) => fake.violations);
  await Promise.all(open.splice(0).map((fake) => fake.close()));
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

describe('the first review', () => {
  test('is one review on the lines of the findings, one summary and one failed check run', async () => {
    const fake = await added(UNSAFE);
    const { exitCode, outputs } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(pull(fake).reviews).toMatchObject([{ state: 'COMMENTED', commit: commitSha('head') }]);
    expect(pull(fake).reviewComments.map(({ path, line, side }) => [path, line, side])).toEqual([
      [PATH, 2, 'RIGHT'],
      [PATH, 3, 'RIGHT'],
    ]);
    expect(pull(fake).comments).toHaveLength(1);
    expect(pull(fake).comments[0]?.body).toContain('## ❌ pg-preflight: ');
    expect(fake.state.repository.checkRuns).toMatchObject([
      { name: 'pg-preflight', headSha: commitSha('head'), conclusion: 'failure' },
    ]);
    expect(outputs).toMatchObject({
      verdict: 'unsafe',
      unsafe: '2',
      caution: '0',
      note: '1',
      files: '1',
      statements: '3',
    });
  });

  test('takes at most 8 requests for an added file, and no blob, since the patch is the file', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    expect(fake.requests.length).toBeLessThanOrEqual(8);
    expect(fake.requests.filter(({ path }) => path.includes('/git/blobs/'))).toEqual([]);
  });

  test('takes at most 8 requests for a modified file, and knows the text before', async () => {
    const fake = await modified('SELECT 1;\nSELECT 2;\n', 'SELECT 1;\nUNSAFE two;\n');
    const { input } = await runAction(fake);
    expect(fake.requests.length).toBeLessThanOrEqual(8);
    expect(input?.files).toMatchObject([
      { status: 'modified', baseText: 'SELECT 1;\nSELECT 2;\n', changedLines: [{ startLine: 2, endLine: 2 }] },
    ]);
  });

  test('says nothing where there is nothing to say', async () => {
    const fake = await added('SELECT 1;\n');
    const { exitCode } = await runAction(fake);
    expect(exitCode).toBe(0);
    expect(pull(fake)).toMatchObject({ comments: [], reviewComments: [], reviews: [] });
    expect(fake.state.repository.checkRuns).toMatchObject([{ conclusion: 'success' }]);
  });

  test('comments on the file when GitHub leaves the patch out', async () => {
    const fake = await modified('SELECT 1;\n', UNSAFE, { maxPatchLines: 1 });
    const { input } = await runAction(fake);
    expect(input?.files).toMatchObject([{ baseText: 'SELECT 1;\n', changedLines: null }]);
    expect(pull(fake).reviewComments.map(({ path, line }) => [path, line])).toEqual([[PATH, null]]);
  });
});

describe('a second run', () => {
  test('on the same head creates nothing, and patches the check run without a second set of annotations', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    fake.clearLog();
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    const writes = fake.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');
    const [check] = fake.state.repository.checkRuns;
    expect(writes.map(({ method, path }) => [method, path])).toEqual([
      ['PATCH', `/repos/acme/shop/check-runs/${check?.id}`],
    ]);
    expect(fake.state.repository.checkRuns).toHaveLength(1);
    expect(check?.annotations).toHaveLength(3);
  });

  test('on the same head with another result makes a check run anew, for annotations cannot be taken away', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    fake.state.repository.checkRuns[0]?.annotations.pop();
    const other = fake.state.repository.checkRuns[0];
    if (other !== undefined) other.externalId = 'pg-preflight 0000000000000000';
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(fake.state.repository.checkRuns.map(({ annotations }) => annotations.length)).toEqual([2, 3]);
  });

  test('leaves the check run of another app alone', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    const [first] = fake.state.repository.checkRuns;
    if (first !== undefined) fake.state.repository.checkRuns.splice(0, 1, { ...first, app: 'other', title: 'theirs' });
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(fake.state.repository.checkRuns.map(({ title }) => title)).toEqual(['theirs', first?.title]);
  });

  test('with a token that may not see check runs still keeps the comments', async () => {
    const fake = await added(UNSAFE, { permissions: { checks: 'none' } }, { private: true });
    await runAction(fake);
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect([pull(fake).comments.length, pull(fake).reviewComments.length]).toEqual([1, 2]);
  });

  test('deletes the comment whose finding is gone, keeps the other, and edits the summary in place', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    const [summary] = pull(fake).comments;
    push(fake, 'second', { [PATH]: 'SELECT 0;\nSELECT 1;\nUNSAFE two;\n' });
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(pull(fake).reviewComments.map(({ body }) => body)).toEqual([expect.stringContaining('UNSAFE two')]);
    expect(pull(fake).comments.map(({ id }) => id)).toEqual([summary?.id]);
    expect(summary?.body).not.toContain('UNSAFE one');
  });

  test('deletes it too where no new inline comments are wanted any more, and makes none', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    push(fake, 'second', { [PATH]: 'UNSAFE two;\nUNSAFE three;\n' });
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' }, inputs: { 'review-comments': 'false' } });
    expect(pull(fake).reviewComments.map(({ body }) => /UNSAFE \w+/.exec(body)?.[0])).toEqual(['UNSAFE two']);
    expect(pull(fake).comments[0]?.body).not.toContain('max-inline-comments');
  });

  test('writes the summary again that somebody deleted meanwhile', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    push(fake, 'second', { [PATH]: 'UNSAFE two;\n' });
    const happens = () => void pull(fake).comments.splice(0, 1);
    fake.setFaults([{ on: /PgPreflightConversationAndChecks$/, what: { kind: 'then', happens } }]);
    const { log } = await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(pull(fake).comments.map(({ body }) => body)).toEqual([expect.stringContaining('UNSAFE two')]);
    expect(log).not.toContain('could not be posted');
  });

  test('marks a fixed comment that somebody answered, and minimises it', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    const first = pull(fake).reviewComments[0]?.id ?? 0;
    addReply(fake.state, 7, first, 'contributor', 'Are you sure?');
    push(fake, 'second', { [PATH]: 'UNSAFE two;\n' });
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(pull(fake).reviewComments.find(({ id }) => id === first)).toMatchObject({
      body: expect.stringContaining('**Fixed**'),
      minimized: 'RESOLVED',
    });
  });

  test('resolves the thread of a fixed finding where the token can', async () => {
    const fake = await added(UNSAFE, { permissions: { contents: 'write' } });
    await runAction(fake);
    const thread = pull(fake).reviewComments[0]?.thread;
    push(fake, 'second', { [PATH]: 'UNSAFE two;\n' });
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect([...pull(fake).resolvedThreads]).toEqual([thread]);
  });

  test('turns the summary into "all clear" when everything is fixed', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    push(fake, 'second', { [PATH]: 'SELECT 1;\n' });
    const { exitCode } = await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(exitCode).toBe(0);
    expect(pull(fake).comments.map(({ body }) => body)).toEqual([expect.stringContaining('all clear')]);
  });

  test('mirrors the boxes that a person ticked, and keeps them ticked', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake);
    const [summary] = pull(fake).comments;
    if (summary === undefined) throw new Error('no summary');
    summary.body = summary.body.replace('- [ ]', '- [x]').replaceAll('\n', '\r\n');
    push(fake, 'second', { [PATH]: UNSAFE.replace('two', 'other') });
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(pull(fake).comments[0]?.body).toContain('- [x]');
  });

  test('fails the check until the boxes before the deploy are ticked, where the config wants them ticked', async () => {
    const baseFiles = { '.github/pg-preflight.yml': 'fail-on: never\nrequire-checklist: true\n' };
    const fake = await start(onePullRequest({ baseFiles, headFiles: { ...baseFiles, [PATH]: UNSAFE } }), {});
    const first = await runAction(fake);
    expect([first.exitCode, fake.state.repository.checkRuns.at(-1)?.conclusion]).toEqual([1, 'failure']);
    expect(first.log).toMatch(/"before the deploy" without a tick in the summary comment/);
    const [summary] = pull(fake).comments;
    if (summary === undefined) throw new Error('no summary');
    summary.body = summary.body.replaceAll('- [ ]', '- [x]');
    const second = await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect([second.exitCode, fake.state.repository.checkRuns.at(-1)?.conclusion]).toEqual([0, 'neutral']);
  });

  test('never overwrites the summary of a newer run on the same head', async () => {
    const fake = await added(UNSAFE);
    const stamp = { kind: 'summary', key: '', head: commitSha('head'), run: { id: 200, attempt: 1 } } as const;
    addIssueComment(fake.state, 7, 'github-actions[bot]', marked(stamp, 'newer words'));
    await runAction(fake);
    expect(pull(fake).comments.map(({ body }) => body)).toEqual([expect.stringContaining('newer words')]);
  });

  test('nor its check run; but a later attempt of an older run has seen the newer one, and writes both', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake, { env: { GITHUB_RUN_ID: '200' } });
    const [check] = fake.state.repository.checkRuns;
    const written = (): readonly (string | null)[] => [
      check?.title ?? null,
      /run=\d+/.exec(pull(fake).comments[0]?.body ?? '')?.[0] ?? null,
    ];
    if (check !== undefined) check.title = 'of the newer run';
    await runAction(fake);
    expect(written()).toEqual(['of the newer run', 'run=200']);
    const [comment] = pull(fake).comments;
    if (comment !== undefined) comment.body += 'edited';
    await runAction(fake, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(written()).toEqual([expect.stringContaining('2 unsafe findings'), 'run=100']);
    expect(fake.state.repository.checkRuns).toHaveLength(1);
  });
});

describe('two runs at once', () => {
  test('end with one summary and no twins', async () => {
    const fake = await added(UNSAFE);
    const ids = ['100', '101', '102'];
    await Promise.all(ids.map((id) => runAction(fake, { env: { GITHUB_RUN_ID: id } })));
    expect(pull(fake).reviews.length).toBeGreaterThan(1);
    expect(pull(fake).comments).toHaveLength(1);
    expect(pull(fake).reviewComments.map(({ line }) => line)).toEqual([2, 3]);
  });

  test.each([
    ['newer', 200, 'other words'],
    ['older', 50, '## ❌ pg-preflight: '],
  ])('keep the oldest comment, with the words of the later run: the other one is %s', async (_age, id, words) => {
    const fake = await added(UNSAFE);
    const stamp = { kind: 'summary', key: '', head: commitSha('head'), run: { id, attempt: 1 } } as const;
    const other = marked(stamp, 'other words');
    const happens = (state: FakeGitHub['state']) => addIssueComment(state, 7, 'github-actions[bot]', other);
    fake.setFaults([{ on: /PgPreflightConversationAndChecks$/, what: { kind: 'then', happens } }]);
    await runAction(fake);
    expect(pull(fake).comments.map(({ id: number, body }) => [number, body])).toEqual([
      [1001, expect.stringContaining(words)],
    ]);
  });

  test.each([
    ['newer', '101', 'none, since a newer run has told'],
    ['older', '99', 'PATCH'],
  ])('end with one check run, of the later run: the one that ends first is %s', async (_age, id, write) => {
    const fake = await added(UNSAFE);
    const happens = async () => void (await runAction(fake, { env: { GITHUB_RUN_ID: id } }));
    fake.setFaults([{ on: /PgPreflightConversationAndChecks$/, what: { kind: 'meanwhile', happens } }]);
    await runAction(fake);
    expect(fake.state.repository.checkRuns).toHaveLength(1);
    const patched = fake.requests.filter(({ method, path }) => method === 'PATCH' && path.includes('/check-runs/'));
    expect(patched).toHaveLength(write === 'PATCH' ? 1 : 0);
  });

  test('leave nothing of the one whose head is old by then', async () => {
    const fake = await added(UNSAFE);
    const stamp = { kind: 'summary', key: '', head: commitSha('newer'), run: { id: 200, attempt: 1 } } as const;
    const happens = (state: FakeGitHub['state']) => {
      addIssueComment(state, 7, 'github-actions[bot]', marked(stamp, 'of the newer head'));
      push(fake, 'newer', { [PATH]: 'SELECT 1;\n' });
    };
    fake.setFaults([{ on: /\/reviews$/, what: { kind: 'then', happens } }]);
    await runAction(fake);
    expect(pull(fake).comments.map(({ body }) => body)).toEqual([expect.stringContaining('of the newer head')]);
  });
});

describe('comments of others', () => {
  const forged = marked({ kind: 'summary', key: '', head: 'x', run: { id: 1, attempt: 1 } }, 'all safe');

  test('are never edited, whatever marker they carry', async () => {
    const fake = await added(UNSAFE);
    addIssueComment(fake.state, 7, 'mallory', forged);
    await runAction(fake);
    expect(pull(fake).comments.map(({ author }) => author)).toEqual(['mallory', 'github-actions[bot]']);
    expect(pull(fake).comments[0]?.body).toBe(forged);
  });

  test('do not hide our own summary on a later page, and its twin is deleted', async () => {
    const fake = await added(UNSAFE);
    for (let count = 0; count < 130; count += 1) addIssueComment(fake.state, 7, 'mallory', `Comment ${count}`);
    addIssueComment(fake.state, 7, 'github-actions[bot]', forged);
    addIssueComment(fake.state, 7, 'github-actions[bot]', forged);
    await runAction(fake);
    const own = pull(fake).comments.filter(({ author }) => author === 'github-actions[bot]');
    expect(own.map(({ body }) => body)).toEqual([expect.stringContaining('## ❌ pg-preflight: ')]);
  });

  test('of another key stay apart', async () => {
    const fake = await added(UNSAFE);
    await runAction(fake, { inputs: { key: 'billing' } });
    await runAction(fake, { inputs: { key: 'shop' } });
    expect(pull(fake).comments).toHaveLength(2);
    expect(pull(fake).reviewComments).toHaveLength(4);
    expect(fake.state.repository.checkRuns.map(({ name }) => name)).toEqual([
      'pg-preflight (billing)',
      'pg-preflight (shop)',
    ]);
  });
});

describe('when GitHub declines', () => {
  test('one bad comment costs only itself, and the summary says so', async () => {
    const fake = await added(UNSAFE);
    const what = { kind: 'status', status: 422, message: 'Unprocessable Entity' } as const;
    fake.setFaults([
      { on: /^POST .*\/reviews$/, times: 2, what },
      { on: /^POST .*\/pulls\/7\/comments$/, what },
    ]);
    const { exitCode } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(pull(fake).reviewComments.map(({ line }) => line)).toEqual([3]);
    expect(pull(fake).comments[0]?.body).toContain('1 of the inline comments');
  });

  test('a comment that GitHub takes on no line stands on the file, where the next run finds it', async () => {
    const fake = await added(UNSAFE);
    const what = { kind: 'status', status: 422, message: 'Unprocessable Entity' } as const;
    fake.setFaults([{ on: /^POST .*\/reviews$/, times: 2, what }]);
    await runAction(fake);
    const placed = pull(fake).reviewComments.map(({ line, body }) => [line, /line \d/.exec(body)?.[0]]);
    expect(placed).toEqual([
      [3, undefined],
      [null, 'line 2'],
    ]);
    expect(pull(fake).comments[0]?.body).not.toContain('of the inline comments');
    fake.clearLog();
    await runAction(fake, { env: { GITHUB_RUN_ID: '101' } });
    expect(pull(fake).reviewComments).toHaveLength(2);
    expect(fake.requests.filter(({ path }) => path.includes('/comments'))).toEqual([]);
  });

  test('a read-only token still gives the verdict, the whole report, annotations and the way out', async () => {
    const fake = await added(UNSAFE, { permissions: readOnlyPermissions });
    const { exitCode, log, summary, outputs } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ verdict: 'unsafe' });
    expect(log).toContain(`::error file=${PATH},line=2`);
    expect(log).toContain('permissions: { contents: read, pull-requests: write, checks: write }');
    expect(summary).toContain('UNSAFE one');
  });

  test.each([
    ['checks', 'checks: write', 'check run'],
    ['pull_requests', 'pull-requests: write', 'inline comments and the summary comment'],
  ])('without %s: write the rest is posted, and the log has the line to add', async (name, needed, channel) => {
    const fake = await added(UNSAFE, { permissions: { [name]: 'read' } });
    const { exitCode, log, summary } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(log).toContain(`The ${channel} could not be posted (`);
    expect(log).toContain(`The token lacks \`${needed}\`: add to the job`);
    expect(log).toContain('`permissions: { contents: read, pull-requests: write, checks: write }`');
    expect(summary).toContain(`The token lacks \`${needed}\``);
    expect(pull(fake).reviewComments).toHaveLength(name === 'checks' ? 2 : 0);
    expect(fake.state.repository.checkRuns).toHaveLength(name === 'checks' ? 0 : 1);
  });

  test('without contents: read a private repository is not scanned, and the log has the line to add', async () => {
    const fake = await added(UNSAFE, { permissions: { contents: 'none' } }, { private: true });
    fake.setFaults([{ on: /^POST \/graphql$/, what: { kind: 'status', status: 403, message: 'Forbidden' } }]);
    const { exitCode, log, outputs } = await runAction(fake);
    expect([exitCode, outputs]).toEqual([1, {}]);
    expect(log).toMatch(/^::error .*`permissions: \{ contents: read, pull-requests: write, checks: write \}`/m);
  });

  test('a fork is told about pull_request_target instead', async () => {
    const fake = await added(UNSAFE, { permissions: readOnlyPermissions }, { fork: true });
    const { log } = await runAction(fake);
    expect(log).toContain('pull_request_target');
    expect(log).not.toContain('permissions: {');
  });

  test('so is Dependabot, whose pull requests come from the repository itself', async () => {
    const fake = await added(UNSAFE, { permissions: readOnlyPermissions });
    const { log, exitCode } = await runAction(fake, { env: { GITHUB_ACTOR: 'dependabot[bot]' } });
    expect([exitCode, log.includes('run on `pull_request_target`'), log.includes('permissions: {')]).toEqual([
      1,
      true,
      false,
    ]);
  });

  test('a lost answer leads to no twin', async () => {
    const fake = await added(UNSAFE);
    fake.setFaults([
      { on: /^POST .*\/reviews$/, what: { kind: 'lost-answer' } },
      { on: /PgPreflightSummary$/, what: { kind: 'lost-answer' } },
    ]);
    await runAction(fake);
    expect(pull(fake).reviewComments).toHaveLength(2);
    expect(pull(fake).comments).toHaveLength(1);
  });

  test('a short Retry-After is obeyed', async () => {
    const fake = await added(UNSAFE);
    fake.setFaults([{ on: /^POST .*\/reviews$/, what: { kind: 'secondary-limit', retryAfter: 1 } }]);
    await runAction(fake);
    expect(pull(fake).reviewComments).toHaveLength(2);
  });

  test.each([
    ['an exhausted hourly budget', { kind: 'primary-limit', resetIn: 5 }],
    ['a Retry-After beyond our patience', { kind: 'secondary-limit', retryAfter: 30 }],
  ] as const)('%s is not waited for', async (_what, what) => {
    const fake = await added(UNSAFE);
    fake.setFaults([{ on: /^POST /, times: Infinity, what }]);
    const started = Date.now();
    const { exitCode, summary } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(summary).toContain('rate limit');
    expect(Date.now() - started).toBeLessThan(4_000);
  });

  test('an outage of all reading fails the scan in time and calls nothing safe', async () => {
    const fake = await added(UNSAFE);
    fake.setFaults([{ on: /^(GET|POST) /, times: Infinity, what: { kind: 'hang' } }]);
    const { exitCode, outputs, log } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({});
    expect(log).toContain('The scan failed, nothing was judged');
  }, 20_000);

  test('a reading that fails once is tried again', async () => {
    const fake = await added(UNSAFE);
    fake.setFaults([{ on: /^GET .*\/pulls\/7$/, what: { kind: 'status', status: 502 } }]);
    const { outputs } = await runAction(fake);
    expect(outputs).toMatchObject({ verdict: 'unsafe' });
  });

  test('a head that moved during the run gets no comments, but the scanned head its check run', async () => {
    const fake = await added(UNSAFE);
    const commit = { sha: commitSha('newer'), files: { [PATH]: 'SELECT 1;\n' } };
    fake.setFaults([{ on: /^GET .*\/files$/, what: { kind: 'move-head', pull: 7, commit } }]);
    const { exitCode } = await runAction(fake);
    expect(exitCode).toBe(1);
    expect(pull(fake)).toMatchObject({ comments: [], reviewComments: [] });
    expect(fake.state.repository.checkRuns).toMatchObject([{ headSha: commitSha('head'), conclusion: 'failure' }]);
  });
});

function added(
  text: string,
  settings: FakeSettings = {},
  { fork = false, private: closed = false }: { readonly fork?: boolean; readonly private?: boolean } = {},
): Promise<FakeGitHub> {
  const baseFiles: FileTree = { 'README.md': 'Shop\n' };
  const repository = onePullRequest({ baseFiles, headFiles: { ...baseFiles, [PATH]: text }, fork });
  return start({ ...repository, private: closed }, settings);
}

function modified(before: string, after: string, settings: FakeSettings = {}): Promise<FakeGitHub> {
  return start(onePullRequest({ baseFiles: { [PATH]: before }, headFiles: { [PATH]: after } }), settings);
}

async function start(repository: RepositoryDescription, settings: FakeSettings): Promise<FakeGitHub> {
  const fake = await startFakeGitHub(repository, settings);
  open.push(fake);
  return fake;
}

function push(fake: FakeGitHub, name: string, files: FileTree): void {
  moveHead(fake.state.repository, 7, { sha: commitSha(name), files: { 'README.md': 'Shop\n', ...files } });
}

function pull(fake: FakeGitHub): PullState {
  const found = fake.state.repository.pulls.get(7);
  if (found === undefined) throw new Error('no pull request 7');
  return found;
}
