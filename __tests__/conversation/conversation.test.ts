import { describe, expect, test } from '@jest/globals';
import { addIssueComment, addReview, commitSha, readOnlyPermissions } from '../github/fake-github.js';
import { marked } from '../../src/github/marker.js';
import { accepted, always, conversation } from './conversation.js';
import type { Conversation } from './conversation.js';

const PATH = 'db/migrations/0002_orders.sql';
const TIMEOUT = "SET lock_timeout = '2s';\n";
const INDEX = 'CREATE INDEX orders_user_id_idx ON orders (user_id);\n';
const DROP = 'ALTER TABLE orders DROP COLUMN note;\n';
const UNSAFE = TIMEOUT + INDEX;
const SAFE = `${TIMEOUT}ALTER TABLE orders ADD COLUMN total bigint;\n`;
const OUTAGE = { kind: 'status', status: 503 } as const;

let open: Conversation[] = [];

/** Whatever happens, the description of GitHub's API allows every request, and the token is told to nobody. */
afterEach(async () => {
  const violations = open.flatMap(({ fake, told: texts }) => [
    ...fake.violations,
    ...(texts().some((text) => text.includes(fake.token)) ? ['the token is told'] : []),
  ]);
  await Promise.all(open.map(({ fake }) => fake.close()));
  open = [];
  if (violations.length > 0) throw new Error(violations.join('\n'));
});

async function talk(...given: Parameters<typeof conversation>): Promise<Conversation> {
  const made = await conversation(...given);
  open.push(made);
  return made;
}

function told({ transcript }: Conversation, name: string): void {
  const text = transcript();
  expect(text).toBe(accepted(name, text));
}

function threads({ pull }: Conversation): readonly (readonly [number, number | null])[] {
  return pull().reviewComments.map(({ id, line }) => [id, line]);
}

function fifty(textOf: (at: number) => string): readonly (readonly [string, string])[] {
  return Array.from({ length: 50 }, (_, at) => [`db/migrations/${1000 + at}_orders.sql`, textOf(at)] as const);
}

describe('a pull request that lives', () => {
  test('first run, and the same head again', async () => {
    const pr = await talk({ [PATH]: UNSAFE });
    const first = await pr.run();
    const requests = pr.fake.requests.length;
    const second = await pr.run();
    expect([first.exitCode, second.exitCode]).toEqual([1, 1]);
    expect(requests).toBeLessThanOrEqual(8);
    expect(pr.fake.requests.length - requests).toBeLessThanOrEqual(8);
    expect([threads(pr).length, pr.pull().comments.length, pr.fake.state.repository.checkRuns.length]).toEqual([
      1, 1, 1,
    ]);
    told(pr, 'first-run-and-again');
  });

  test('a forced push that moves lines opens no new thread', async () => {
    const pr = await talk({ [PATH]: UNSAFE });
    await pr.run();
    const before = threads(pr);
    pr.push({ [PATH]: `-- Orders are looked up by user.\n\n\n${UNSAFE}` });
    await pr.run();
    expect(threads(pr)).toEqual(before);
    told(pr, 'forced-push-moves-lines');
  });

  test('one finding fixed: its thread is finished, the other untouched', async () => {
    const pr = await talk({ [PATH]: UNSAFE + DROP });
    await pr.run();
    const [, kept] = threads(pr);
    const body = pr.pull().reviewComments[1]?.body;
    pr.push({ [PATH]: TIMEOUT + DROP });
    await pr.run();
    expect(threads(pr)).toEqual([kept]);
    expect(pr.pull().reviewComments[0]?.body).toBe(body);
    pr.push({ [PATH]: SAFE });
    expect((await pr.run()).exitCode).toBe(0);
    expect(pr.pull().comments.map(({ body: words }) => words)).toEqual([expect.stringContaining('all clear')]);
    told(pr, 'findings-fixed-one-by-one');
  });

  test('a file renamed keeps its thread', async () => {
    const pr = await talk({ [PATH]: UNSAFE });
    await pr.run();
    const before = threads(pr);
    pr.push({ 'db/migrations/0003_orders.sql': UNSAFE });
    await pr.run();
    expect(threads(pr)).toEqual(before);
    told(pr, 'file-renamed');
  });

  test('60 findings: 20 inline, all in the summary, annotations in pages of 50', async () => {
    const many = Array.from({ length: 60 }, (_, at) => INDEX.replace('_idx', `_${at}_idx`)).join('');
    const pr = await talk({ [PATH]: TIMEOUT + many });
    await pr.run();
    expect(threads(pr)).toHaveLength(20);
    expect(pr.pull().reviews).toHaveLength(1);
    const body = pr.pull().comments[0]?.body ?? '';
    expect(body).toContain('40 more statements have no inline comment');
    expect(new Set(body.match(/0002_orders\.sql#L\d+/g)).size).toBeGreaterThanOrEqual(60);
    expect(pr.fake.state.repository.checkRuns[0]?.annotations.length).toBeGreaterThanOrEqual(60);
    told(pr, 'sixty-findings');
  });

  test.each([
    ['added', {}],
    ['modified', Object.fromEntries(fifty((at) => SAFE.replace('total', `sum_${at}`)))],
  ])('50 files that are %s take at most 20 requests', async (what, baseFiles) => {
    const files = fifty((at) => `${SAFE.replace('total', `sum_${at}`)}${INDEX.replace('_idx', `_${at}_idx`)}`);
    const pr = await talk(Object.fromEntries(files), { baseFiles });
    await pr.run();
    const first = pr.fake.requests.length;
    await pr.run();
    const second = pr.fake.requests.length - first;
    process.stdout.write(`requests, 50 migrations ${what}: ${first} at first, ${second} when nothing changed\n`);
    expect(threads(pr)).toHaveLength(20);
    expect([first <= 20, second <= 20]).toEqual([true, true]);
  });

  test('a line outside the diff: in the summary, and no comment that GitHub would refuse', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `-- line ${at}\n`).join('');
    const baseFiles = { [PATH]: UNSAFE + lines };
    const pr = await talk({ [PATH]: `${UNSAFE}${lines}${DROP}` }, { baseFiles });
    await pr.run();
    expect(threads(pr).map(([, line]) => line)).toEqual([33]);
    expect(pr.pull().comments[0]?.body).toContain('not changed here');
    told(pr, 'line-outside-the-diff');
  });

  test('a head that moves gets no stale comment', async () => {
    const pr = await talk({ [PATH]: UNSAFE });
    const happens = () => pr.push({ [PATH]: SAFE });
    pr.fake.setFaults([{ on: /^GET .*\/files$/, what: { kind: 'then', happens } }]);
    expect((await pr.run()).exitCode).toBe(1);
    expect(pr.pull()).toMatchObject({ comments: [], reviews: [] });
    expect((await pr.run()).exitCode).toBe(0);
    told(pr, 'head-moved');
  });

  test('a head that moves before its files are listed passes no verdict on to the commit before it', async () => {
    const pr = await talk({ [PATH]: UNSAFE });
    const moves = { kind: 'then', happens: () => pr.push({ [PATH]: SAFE }) } as const;
    pr.fake.setFaults([{ on: /PgPreflightOpening$/, what: moves }]);
    const { exitCode, log, outputs } = await pr.run();
    expect([exitCode, outputs]).toEqual([1, {}]);
    expect(log).toMatch(
      /pull request 7 has moved on from da8cba0, which this run is about, to [0-9a-f]{7}; nothing was/,
    );
    pr.fake.setFaults([
      { on: /PgPreflightOpening$/, what: { kind: 'then', happens: () => pr.push({ [PATH]: UNSAFE }) } },
    ]);
    expect((await pr.run({ event: 'workflow_dispatch', inputs: { 'pull-request': '7' } })).exitCode).toBe(1);
    told(pr, 'head-moved-before-the-list');
  }, 20_000);

  test('two runs interleaved: the second one ends while the first waits for an answer, and nothing stands twice', async () => {
    const pr = await talk({ [PATH]: UNSAFE + DROP });
    const happens = () => pr.run();
    pr.fake.setFaults([{ on: /PgPreflightConversationAndChecks$/, what: { kind: 'meanwhile', happens } }]);
    expect((await pr.run()).exitCode).toBe(1);
    expect(pr.pull().reviews).toHaveLength(2);
    expect([threads(pr).map(([, line]) => line), pr.pull().comments.length]).toEqual([[2, 3], 1]);
    told(pr, 'two-runs-interleaved');
  });

  test('3,001 files: what GitHub lists is judged, and the rest fails closed', async () => {
    const notes = Array.from({ length: 3_000 }, (_, at) => [`notes/${at}.txt`, `${at}\n`] as const);
    const pr = await talk({ [PATH]: UNSAFE, ...Object.fromEntries(notes) });
    const { exitCode, summary } = await pr.run();
    expect([exitCode, threads(pr).length]).toEqual([1, 1]);
    expect(summary).toMatch(/3,?000/);
    told(pr, 'three-thousand-files');
  }, 30_000);

  test('an approval of the head, then a scan by hand: the suppression counts, and the failed run is started again', async () => {
    const baseFiles = { '.github/pg-preflight.yml': 'suppressions: approved\n' };
    const failed = { id: 11, name: 'pg-preflight', event: 'pull_request', headSha: commitSha('head') };
    const workflowRuns = [{ ...failed, status: 'completed', conclusion: 'failure' }] as const;
    const text = `${TIMEOUT}-- pg-preflight: allow drop-column -- unused since May\n${DROP}`;
    const pr = await talk(
      { [PATH]: text },
      { baseFiles, workflowRuns, settings: { permissions: { actions: 'write' } } },
    );
    expect((await pr.run()).exitCode).toBe(1);
    const said = { author: 'dba', state: 'APPROVED', commit: commitSha('head'), byWriter: true } as const;
    addReview(pr.fake.state, 7, said);
    const byHand = { event: 'workflow_dispatch', inputs: { 'pull-request': '7' } };
    expect((await pr.run(byHand)).exitCode).toBe(0);
    expect(pr.fake.state.repository.reruns).toEqual([11]);
    expect(pr.pull().comments[0]?.body).toContain('`dba` has approved this commit');
    told(pr, 'approval-and-scan-by-hand');
  });

  test('a forged marker is neither edited nor believed', async () => {
    const pr = await talk({ [PATH]: UNSAFE });
    const stamp = { kind: 'summary', key: '', head: commitSha('head'), run: { id: 999, attempt: 1 } } as const;
    const forged = marked(stamp, '## ✅ pg-preflight: safe, nothing to fix');
    addIssueComment(pr.fake.state, 7, 'mallory', forged);
    expect((await pr.run()).exitCode).toBe(1);
    await pr.run();
    expect(pr.pull().comments.map(({ author }) => author)).toEqual(['mallory', 'github-actions[bot]']);
    expect(pr.pull().comments[0]?.body).toBe(forged);
    told(pr, 'forged-marker');
  });
});

describe('a token that may less', () => {
  test('read-only: annotations, job summary, exit code, and the way out', async () => {
    const pr = await talk({ [PATH]: UNSAFE }, { fork: true, settings: { permissions: readOnlyPermissions } });
    const { exitCode, log, summary } = await pr.run();
    expect(exitCode).toBe(1);
    expect(log).toContain(`::error file=${PATH},line=2`);
    expect(log.match(/^::warning .*$/gm)).toEqual([
      expect.stringMatching(/:The inline comments, the summary comment and the check run could not be posted \(/),
    ]);
    expect(log).toContain('run on `pull_request_target`');
    expect(summary).toContain('create-index-not-concurrently.md');
    told(pr, 'read-only-token');
  });

  test('no checks: the rest is posted, and the log has the line to add', async () => {
    const pr = await talk({ [PATH]: UNSAFE }, { settings: { permissions: { checks: 'none' } } });
    const { exitCode, log } = await pr.run();
    expect([exitCode, threads(pr).length]).toEqual([1, 1]);
    expect(log).toContain('`permissions: { contents: read, pull-requests: write, checks: write }`');
    told(pr, 'no-checks-permission');
  });
});

describe('GitHub on a bad day', () => {
  test.each([
    ['a secondary limit with Retry-After', 'secondary-limit', { kind: 'secondary-limit', retryAfter: 1 }],
    ['one 502', 'one-502', { kind: 'status', status: 502 }],
    ['a connection that is reset', 'connection-reset', { kind: 'reset' }],
  ] as const)(
    '%s delays and changes nothing',
    async (_words, name, what) => {
      const pr = await talk({ [PATH]: UNSAFE });
      pr.fake.setFaults([
        { on: /^GET .*\/files$/, what },
        { on: /\/reviews$/, what },
      ]);
      expect((await pr.run()).exitCode).toBe(1);
      expect([threads(pr).length, pr.pull().comments.length]).toEqual([1, 1]);
      told(pr, name);
    },
    30_000,
  );

  test('no write gets through: the verdict is the exit code, and everything is in the job summary', async () => {
    const faults = [always(/^POST .*(reviews|comments|check-runs)$/, OUTAGE), always(/PgPreflightSummary$/, OUTAGE)];
    for (const [text, code] of [
      [UNSAFE, 1],
      [SAFE, 0],
    ] as const) {
      const pr = await talk({ [PATH]: text }, { settings: { faults } });
      const { exitCode, summary } = await pr.run();
      expect(exitCode).toBe(code);
      expect(summary).toContain('The whole report is in the job summary');
      told(pr, `outage-on-writes-exit-${code}`);
    }
  }, 30_000);

  test('no read gets through: exit 1, a clear message, and nothing is called safe', async () => {
    const pr = await talk({ [PATH]: SAFE }, { settings: { faults: [always(/^(GET|POST) /, OUTAGE)] } });
    const { exitCode, log, outputs } = await pr.run();
    expect([exitCode, outputs]).toEqual([1, {}]);
    expect(log).toContain('::error title=pg-preflight::The scan failed, nothing was judged: reading pull request 7');
    told(pr, 'outage-on-reads');
  }, 30_000);
});

describe('files that are not what they seem', () => {
  test('are judged where they can be read, and named where they cannot, in one run within the deadline', async () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(DROP, 'utf16le')]);
    const started = Date.now();
    const pr = await talk({
      'db/migrations/01_bom.sql': `\uFEFF${UNSAFE}`,
      'db/migrations/02_crlf.sql': UNSAFE.replaceAll('\n', '\r\n').replace('_idx', '_crlf_idx'),
      'db/migrations/03_nul.sql': `${TIMEOUT}SELECT 1;\0${DROP}`,
      'db/migrations/04_utf16.sql': utf16,
      'db/migrations/05_invalid.sql': new Uint8Array([...Buffer.from(TIMEOUT), 0xc3, 0x28, 0x0a]),
      'db/migrations/06_five_megabytes.sql': `-- ${'x'.repeat(97)}\n`.repeat(52_000),
      'db/migrations/07_parentheses.sql': `SELECT ${'('.repeat(50_000)}1${')'.repeat(50_000)};\n`,
      'db/migrations/08_comments.sql': `${'/*'.repeat(102_400)}${'*/'.repeat(102_400)}\n${DROP}`,
      'db/migrations/09_pointer.sql': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n',
      'db/migrations/10_sound.sql': SAFE,
    });
    const { exitCode, summary } = await pr.run();
    expect(Date.now() - started).toBeLessThan(30_000);
    expect(exitCode).toBe(1);
    const lines = threads(pr).map(([, line], at) => [pr.pull().reviewComments[at]?.path, line]);
    expect(lines).toContainEqual(['db/migrations/01_bom.sql', 2]);
    expect(lines).toContainEqual(['db/migrations/02_crlf.sql', 2]);
    const unread = [...summary.matchAll(/^### \[`db\/migrations\/(\d\d)_.*\n\n.*(?:was not judged|cannot be read)/gm)];
    expect(unread.map(([, number]) => number)).toEqual(['03', '04', '05', '06', '07', '08', '09']);
    expect(summary).not.toContain('10_sound.sql#');
    told(pr, 'files-that-are-not-what-they-seem');
  }, 60_000);
});
