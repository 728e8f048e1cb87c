import { parsePatch } from '../../src/github/diff.js';
import type { Hunk } from '../../src/github/diff.js';
import type { Thread } from '../../src/github/host.js';
import { marked, markerOf } from '../../src/github/marker.js';
import { lastWords } from '../../src/github/finished.js';
import { publishPlan } from '../../src/github/plan.js';
import type { PublishPlan } from '../../src/github/plan.js';
import { CHANGED_FILES } from '../../src/report/report.js';
import type { Finding, Report, StatementReport } from '../../src/report/report.js';

const PATH = 'db/migrations/0007_orders.sql';
const OPTIONS = { key: '', limit: 20 };

/** Lines 1 to 20 are new, 30 to 34 are a second hunk. */
const DIFFS = diffs(`@@ -0,0 +1,20 @@\n${'+x\n'.repeat(20)}@@ -9,4 +30,5 @@\n a\n b\n+c\n d\n e`);

describe('new comments', () => {
  test('sit on all lines of the statement', () => {
    const { create } = plan(report([finding({ startLine: 3, endLine: 4 })]));
    expect(create.map(({ path, place }) => ({ path, place }))).toEqual([
      { path: PATH, place: { kind: 'lines', startLine: 3, line: 4 } },
    ]);
  });

  test('leave the start out for a single line', () => {
    const { create } = plan(report([finding({ startLine: 5, endLine: 5 })]));
    expect(create.map(({ place }) => place)).toEqual([{ kind: 'lines', startLine: null, line: 5 }]);
  });

  test.each([
    ['begins before its hunk', 28, 31, 30],
    ['runs out of its hunk', 19, 25, 19],
    ['spans two hunks', 18, 31, 18],
  ])('shrink to one line when the statement %s', (_what, startLine, endLine, line) => {
    const { create } = plan(report([finding({ startLine, endLine })]));
    expect(create.map(({ place }) => place)).toEqual([{ kind: 'lines', startLine: null, line }]);
  });

  test('are left out when the diff shows no line of the statement', () => {
    expect(plan(report([finding({ startLine: 22, endLine: 25 })]))).toMatchObject({ create: [], overLimit: 0 });
  });

  test('hold all findings of a statement, the worst first', () => {
    const { create } = plan(report([finding({ severity: 'caution', title: 'B' }), finding({ severity: 'unsafe' })]));
    expect(create).toHaveLength(1);
    const body = create[0]?.body ?? '';
    expect(body.indexOf('unsafe')).toBeGreaterThan(0);
    expect(body.indexOf('unsafe')).toBeLessThan(body.indexOf('caution'));
  });

  test.each([
    ['suppressed', { suppressed: { by: 'comment', reason: 'small table', addedHere: true } }],
    ['a note', { severity: 'note' }],
    ['about lines this change did not touch', { inDiff: false }],
    ['about the file', { startLine: null, endLine: null, statement: null }],
    ['about the pull request', { path: null, startLine: null, endLine: null, statement: null }],
  ] as const)('are not made for a finding that is %s', (_what, change) => {
    expect(plan(report([finding(change)])).create).toEqual([]);
  });

  test('sit on the file when GitHub gave no patch, one for all its statements', () => {
    const two = report([finding({ statement: 0 }), finding({ statement: 1, startLine: 9, endLine: 9 })]);
    const { create } = plan(two, [], new Map([[PATH, null]]));
    expect(create.map(({ place }) => place)).toEqual([{ kind: 'file' }]);
  });

  test('take the suggestion as their range, for it replaces exactly the lines of the comment', () => {
    const suggestion = { startLine: 3, endLine: 3, lines: ['CREATE INDEX CONCURRENTLY i ON orders (user_id);'] };
    const { create } = plan(report([finding({ startLine: 2, endLine: 3, suggestion })]));
    expect(create.map(({ place }) => place)).toEqual([{ kind: 'lines', startLine: null, line: 3 }]);
    expect(create[0]?.body).toContain('```suggestion');
  });

  test('drop a suggestion whose lines are not all in one hunk', () => {
    const suggestion = { startLine: 19, endLine: 21, lines: ['SELECT 1;'] };
    const { create } = plan(report([finding({ startLine: 19, endLine: 21, suggestion })]));
    expect(create[0]?.body).not.toContain('```suggestion');
  });

  test('know where else they may stand: on the first line, then on the file, which shows no lines by itself', () => {
    const suggestion = { startLine: 3, endLine: 4, lines: ['SELECT 1;'] };
    const [made] = plan(report([finding({ startLine: 3, endLine: 4, suggestion })])).create;
    expect(made?.body).toContain('```suggestion');
    expect(made?.body).not.toContain('lines 3');
    expect(made?.otherwise).toEqual([
      { place: { kind: 'lines', startLine: null, line: 3 }, body: expect.not.stringContaining('```suggestion') },
      { place: { kind: 'file' }, body: expect.stringContaining('unsafe · lines 3–4**') },
    ]);
  });
});

describe('the limit', () => {
  const three = report([
    finding({ statement: 0, severity: 'caution' }),
    finding({ statement: 1, severity: 'unsafe', startLine: 5, endLine: 5 }),
    finding({ statement: 2, severity: 'unsafe', startLine: 7, endLine: 7 }),
  ]);

  test('takes the worst first', () => {
    const { create, overLimit } = plan(three, [], DIFFS, { key: '', limit: 2 });
    expect(create.map(({ place }) => place)).toMatchObject([{ line: 5 }, { line: 7 }]);
    expect(overLimit).toBe(1);
  });

  test('counts the comments that are already there', () => {
    const there = threadsOf(plan(three, [], DIFFS, { key: '', limit: 2 }));
    const next = plan(three, there, DIFFS, { key: '', limit: 2 });
    expect(next).toMatchObject({ create: [], update: [], finished: [], overLimit: 1 });
  });
});

describe('earlier comments', () => {
  const one = report([finding({})]);
  const [there] = threadsOf(plan(one));
  if (there === undefined) throw new Error('the plan has no comment');

  test('are kept when the same head is scanned again', () => {
    expect(plan(one, [there])).toMatchObject({ create: [], update: [], finished: [], keep: [there] });
  });

  test('are kept when the web editor changed their line ends', () => {
    const edited = { ...there, body: there.body.replaceAll('\n', '\r\n') };
    expect(plan(one, [edited])).toMatchObject({ create: [], update: [], finished: [] });
  });

  test('are kept when the statement moved, and when it is outdated', () => {
    const moved = report([finding({ startLine: 9, endLine: 10 })]);
    expect(plan(moved, [{ ...there, startLine: null, line: null }])).toMatchObject({ create: [], finished: [] });
  });

  test('are kept when their file was renamed', () => {
    expect(plan(one, [{ ...there, path: 'db/old/0001.sql' }])).toMatchObject({ create: [], finished: [] });
  });

  test('are updated when the text differs', () => {
    const { update } = plan(report([finding({ message: 'Another sentence.' })]), [there]);
    expect(update.map(({ thread }) => thread.commentId)).toEqual([there.commentId]);
    expect(update[0]?.body).toContain('Another sentence.');
  });

  test('are finished when their finding is gone', () => {
    expect(plan(report([]), [there]).finished).toEqual([{ thread: there, why: 'fixed' }]);
  });

  test('are finished as accepted when somebody accepted their finding', () => {
    const suppressed = { by: 'comment', reason: 'small table', addedHere: true } as const;
    const { finished } = plan(report([finding({ suppressed })]), [there]);
    expect(finished).toEqual([{ thread: there, why: 'accepted' }]);
    expect(lastWords({ thread: there, why: 'accepted' }, 'c'.repeat(40))).toContain('**Accepted**');
  });

  test.each([
    ['could not be read', [{ path: PATH, why: 'it took too long' }], PATH],
    ['may be among those that GitHub did not list', [{ path: CHANGED_FILES, why: 'cut' }], 'db/migrations/0001.sql'],
  ])('stay when their file %s: nobody knows whether they were fixed', (_what, notScanned, path) => {
    const cut = { ...report([]), notScanned };
    expect(plan(cut, [{ ...there, path }])).toMatchObject({ create: [], update: [], finished: [] });
    expect(plan(cut, [{ ...there, path: 'db/migrations/0001.sql' }]).finished).toHaveLength(path === PATH ? 1 : 0);
  });

  test('are left alone when a person resolved them', () => {
    const resolved = { ...there, resolved: true };
    expect(plan(one, [resolved])).toMatchObject({ create: [], update: [], finished: [] });
    expect(plan(report([]), [resolved])).toMatchObject({ create: [], update: [], finished: [] });
  });

  test('of another key are not ours', () => {
    const other = { ...there, body: marked({ kind: 'statement', key: 'billing', id: 'statement-0' }, 'x') };
    expect(plan(one, [other])).toMatchObject({ finished: [], create: [{ path: PATH }] });
  });

  test('that say "fixed" are history, so the finding that comes back gets a new one', () => {
    const fixed = { ...there, body: lastWords({ thread: there, why: 'fixed' }, 'c'.repeat(40)) ?? '' };
    expect(plan(one, [fixed])).toMatchObject({ finished: [], create: [{ path: PATH }] });
  });

  test('are kept where GitHub took them on the file only', () => {
    const [made] = plan(one).create;
    const onFile = { ...there, startLine: null, line: null, body: made?.otherwise.at(-1)?.body ?? '' };
    expect(plan(one, [onFile])).toMatchObject({ create: [], update: [], finished: [], keep: [onFile] });
  });

  test('lose a twin', () => {
    const twin = { ...there, threadId: 'T2', commentId: 99 };
    expect(plan(one, [there, twin])).toMatchObject({ create: [], finished: [{ thread: twin, why: 'twin' }] });
  });

  test('belong to their path first when two files hold the same statement', () => {
    const paths = [PATH, 'db/migrations/0008_orders.sql'];
    const both = { ...report([]), ...twoFiles(paths) };
    const map = new Map(paths.map((path) => [path, DIFFS.get(PATH) ?? null]));
    const there2 = threadsOf(plan(both, [], map));
    expect(plan(both, [...there2].reverse(), map)).toMatchObject({ create: [], update: [], finished: [] });
    const second = { ...both, findings: both.findings.slice(1) };
    expect(plan(second, there2, map).finished.map(({ thread }) => thread.path)).toEqual([PATH]);
  });
});

describe('the marker', () => {
  test('survives a hostile key', () => {
    const body = marked({ kind: 'statement', key: 'a --> <b> @team', id: 'x' }, 'text');
    expect(body.split('\n')[0]).not.toMatch(/-->.*-->/);
    expect(markerOf(body)).toEqual({ kind: 'statement', key: 'a --> <b> @team', id: 'x' });
  });

  test('counts in the first line only', () => {
    expect(markerOf(`hello\n${marked({ kind: 'statement', key: '', id: 'x' }, '')}`)).toBeNull();
  });

  test('is told from text that only looks like one', () => {
    expect(markerOf('<!-- pg-preflight v2 summary key= -->')).toBeNull();
  });
});

function plan(of: Report, threads: readonly Thread[] = [], map = DIFFS, options = OPTIONS): PublishPlan {
  return publishPlan(of, map, threads, options);
}

/** The threads that GitHub shows after the plan was run. */
function threadsOf({ create }: PublishPlan): readonly Thread[] {
  return create.map(({ path, place, body }, index) => ({
    threadId: `T${index}`,
    commentId: index,
    commentNodeId: `N${index}`,
    body,
    path,
    startLine: place.kind === 'lines' ? place.startLine : null,
    line: place.kind === 'lines' ? place.line : null,
    resolved: false,
    canResolve: false,
    replied: false,
  }));
}

function diffs(patch: string): ReadonlyMap<string, readonly Hunk[] | null> {
  return new Map([[PATH, parsePatch(patch)]]);
}

function report(findings: readonly Finding[]): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'pg-preflight', version: '1.0.0' },
    subject: 'change',
    postgresVersion: 14,
    verdict: 'unsafe',
    files: [
      {
        path: PATH,
        framework: 'plain-sql',
        direction: 'up',
        transaction: 'file',
        statements: [0, 1, 2].map(statement),
      },
    ],
    findings,
    checklist: [],
    runbook: [],
    notScanned: [],
    schemaSource: { kind: 'none', path: null, migrations: 0, notUnderstood: [], problem: null },
    assumptions: [],
    idleSuppressions: [],
    sources: {},
  };
}

function twoFiles(paths: readonly string[]): Pick<Report, 'files' | 'findings'> {
  return {
    files: paths.map((path) => ({
      path,
      framework: 'plain-sql',
      direction: 'up',
      transaction: 'file',
      statements: [statement(0)],
    })),
    findings: paths.map((path) => finding({ path })),
  };
}

function statement(index: number): StatementReport {
  return {
    index,
    kind: 'CREATE INDEX',
    startLine: 3,
    endLine: 4,
    identity: `statement-${index}`,
    effects: {
      locks: [],
      rewrites: [],
      scans: [],
      mayRewrite: [],
      mayScan: [],
      rebuildsIndexes: [],
      writes: 'none',
      fails: null,
    },
  };
}

function finding(change: Partial<Finding>): Finding {
  return {
    mode: 'lock-queue-freeze',
    alsoModes: [],
    rule: 'create-index-not-concurrently',
    identity: 'finding-1',
    severity: 'unsafe',
    path: PATH,
    statement: 0,
    startLine: 3,
    endLine: 4,
    related: [],
    title: 'CREATE INDEX blocks writes',
    message: 'This statement blocks writes on `orders`.',
    fix: 'CREATE INDEX CONCURRENTLY i ON orders (user_id);',
    fixFiles: [],
    docs: 'https://example.com/docs/rules/create-index-not-concurrently.md',
    suppressed: null,
    suggestion: null,
    inDiff: true,
    ...change,
  };
}
