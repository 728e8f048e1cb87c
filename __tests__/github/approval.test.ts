import { beforeAll, describe, expect, test } from '@jest/globals';
import { preflight } from '../../src/preflight.js';
import { loadParser } from '../../src/sql/parse.js';
import { addReview, commitSha, moveHead, onePullRequest, startFakeGitHub } from './fake-github.js';
import type { FakeGitHub, FakeSettings } from './fake-github.js';
import { runAction } from './publish-world.js';
import type { RunChange, RunResult } from './publish-world.js';

const PATH = 'db/migrations/0002_orders.sql';
const CONFIG = '.github/pg-preflight.yml';
const ALLOWED = `SET lock_timeout = '2s';
ALTER TABLE orders DROP COLUMN note; -- pg-preflight: allow drop-column -- unused since May
`;
const open: FakeGitHub[] = [];

beforeAll(loadParser);

afterEach(async () => {
  const violations = open.flatMap((fake) => fake.violations);
  await Promise.all(open.splice(0).map((fake) => fake.close()));
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

describe('with `suppressions: approved` the suppression of an unsafe finding', () => {
  test.each([
    ['nobody reviewed', []],
    ['the author approved', [{ author: 'contributor' }]],
    ['the author approved under the same name in other letters', [{ author: 'Contributor' }]],
    ['a stranger approved', [{ byWriter: false }]],
    ['a bot approved', [{ author: 'helper[bot]' }]],
    ['an earlier commit was approved', [{ commit: commitSha('base') }]],
    ['the approval was dismissed', [{ state: 'DISMISSED' }]],
    ['the approval was taken back', [{}, { state: 'CHANGES_REQUESTED' }]],
    ['somebody only commented', [{ state: 'COMMENTED' }]],
  ] as const)('does not count where %s', async (_words, reviews) => {
    const { exitCode, summary } = await reviewed(reviews);
    expect(exitCode).toBe(1);
    expect(summary).toContain('### Suppressions without effect');
    expect(summary).toContain('nobody who may write to the repository but the author has approved');
    expect(summary).not.toContain('### Acknowledged');
  });

  test('counts once somebody else has approved the head, which the summary tells with the author of the line', async () => {
    const others = Array.from({ length: 120 }, (_, at) => ({ author: `w${at}`, commit: commitSha('base') }));
    const fake = await start('suppressions: approved\n');
    const { exitCode, summary } = await reviewed([...others, { state: 'COMMENTED' }, {}], fake);
    expect(exitCode).toBe(0);
    expect(summary).toContain('Suppressions of unsafe findings count: `dba` has approved this commit.');
    expect(summary).toContain('By comment, added in this change of `contributor`: unused since May');
    const asked = fake.requests.filter(({ body }) => JSON.stringify(body)?.includes('PgPreflightOpinions') === true);
    expect(asked).toHaveLength(2);
  });

  test('does not count for a head that came after the approval', async () => {
    const fake = await start('suppressions: approved\n');
    addReview(fake.state, 7, { author: 'dba', state: 'APPROVED', commit: commitSha('head'), byWriter: true });
    const files = { [CONFIG]: 'suppressions: approved\n', [PATH]: `${ALLOWED}\n-- more\n` };
    moveHead(fake.state.repository, 7, { sha: commitSha('newer'), files });
    expect((await run(fake)).exitCode).toBe(1);
  });

  test.each([
    ['a person who is named', '[DBA]', 'actions', 0],
    ['another person', '[somebody]', 'actions', 1],
    ['a member of a team that is named', '[acme/dbas]', 'app', 0],
    ['no member of it', '[acme/ops]', 'app', 1],
    ['a member, where the token does not see the team', '[acme/dbas]', 'actions', 1],
  ] as const)('asks for an approval by those named: %s', async (_words, named, kind, code) => {
    const viewer = { kind, login: kind === 'app' ? 'preflight[bot]' : 'github-actions[bot]' } as const;
    const fake = await start(`suppressions: approved\nsuppression-approvers: ${named}\n`, { viewer });
    fake.state.repository.teams.set('acme/dbas', ['dba']);
    const { exitCode, summary } = await reviewed([{}], fake);
    expect(exitCode).toBe(code);
    if (code === 1) expect(summary).toContain('nobody named in `suppression-approvers`');
  });

  test('does not count where GitHub does not answer', async () => {
    const fake = await start('suppressions: approved\n');
    fake.setFaults([{ on: /^POST \/graphql$/, nth: 3, what: { kind: 'status', status: 403, message: 'No' } }]);
    const { exitCode, summary } = await reviewed([{}], fake);
    expect(exitCode).toBe(1);
    expect(summary).toContain('it could not be asked for');
  });

  test('counts in the merge queue by the approval of the pull request, and for no other file', async () => {
    const fake = await start('suppressions: approved\n');
    expect((await reviewed([{}], fake, { event: 'merge_group' })).exitCode).toBe(0);
    const files = { [CONFIG]: 'suppressions: approved\n', [PATH]: `-- of another\n${ALLOWED}` };
    moveHead(fake.state.repository, 7, { sha: commitSha('newer'), files });
    const payload = {
      merge_group: {
        base_sha: commitSha('base'),
        head_sha: commitSha('head'),
        head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-0',
      },
    };
    const { exitCode, summary } = await run(fake, { event: 'merge_group', payload });
    expect(exitCode).toBe(1);
    expect(summary).toContain('is not the file that pull request 7 holds');
  });

  test('does not count on a push, where nobody can be asked', async () => {
    const { exitCode, summary } = await reviewed([{}], await start('suppressions: approved\n'), { event: 'push' });
    expect(exitCode).toBe(1);
    expect(summary).toContain('only a run on a pull request can ask for one');
  });
});

test('nobody is asked where no file holds a suppression', async () => {
  const fake = await start('suppressions: approved\n', {}, "SET lock_timeout = '2s';\nSELECT 1;\n");
  expect((await run(fake)).exitCode).toBe(0);
  expect(JSON.stringify(fake.requests)).not.toContain('PgPreflightOpinions');
});

interface Said {
  readonly author?: string;
  readonly state?: 'APPROVED' | 'COMMENTED' | 'CHANGES_REQUESTED' | 'DISMISSED';
  readonly commit?: string;
  readonly byWriter?: boolean;
}

async function reviewed(
  reviews: readonly Said[],
  given: FakeGitHub | null = null,
  change: RunChange = {},
): Promise<RunResult> {
  const fake = given ?? (await start('suppressions: approved\n'));
  for (const { author = 'dba', state = 'APPROVED', commit = commitSha('head'), byWriter = true } of reviews)
    addReview(fake.state, 7, { author, state, commit, byWriter });
  return run(fake, change);
}

function run(fake: FakeGitHub, change: RunChange = {}): Promise<RunResult> {
  return runAction(fake, { preflight: (input) => Promise.resolve(preflight(input)), ...change });
}

async function start(config: string, settings: FakeSettings = {}, text = ALLOWED): Promise<FakeGitHub> {
  const baseFiles = { [CONFIG]: config, 'db/migrations/0001_orders.sql': 'CREATE TABLE orders (note text);\n' };
  const fake = await startFakeGitHub(
    onePullRequest({ baseFiles, headFiles: { ...baseFiles, [PATH]: text } }),
    settings,
  );
  open.push(fake);
  return fake;
}
