import type { ChecklistItem, FileReport, Finding, Report, StatementReport } from '../../src/report/report.js';
import type { SummaryContext } from '../../src/render/summary-context.js';

const DOCS = 'https://github.com/pg-preflight/pg-preflight/blob/v1.0.0/docs/rules';

const NO_EFFECTS = {
  locks: [],
  rewrites: [],
  scans: [],
  mayRewrite: [],
  mayScan: [],
  rebuildsIndexes: [],
  writes: 'none',
  fails: null,
} as const;

const BASE_FINDING: Finding = {
  mode: 'lock-queue-freeze',
  alsoModes: [],
  rule: 'create-index-not-concurrently',
  identity: 'f0f0f0f0f0f0f0f0',
  severity: 'unsafe',
  path: 'db/migrations/0007_orders.sql',
  statement: 0,
  startLine: 1,
  endLine: 1,
  related: [],
  title: 'CREATE INDEX blocks writes to orders',
  message: '`CREATE INDEX` on `public.orders` blocks writes.',
  fix: '',
  fixFiles: [],
  docs: `${DOCS}/create-index-not-concurrently.md`,
  suppressed: null,
  suggestion: null,
  inDiff: true,
};

export function finding(fields: Partial<Finding>): Finding {
  return { ...BASE_FINDING, ...fields };
}

export function statement(fields: Partial<StatementReport>): StatementReport {
  return {
    index: 0,
    kind: 'ALTER TABLE',
    startLine: 1,
    endLine: 1,
    identity: 'a0a0a0a0a0a0a0a0',
    effects: NO_EFFECTS,
    ...fields,
  };
}

const ORDERS = 'db/migrations/0007_orders.sql';
const USERS = 'db/migrations/0008_users.sql';
const DOWN = 'db/migrations/0008_users.down.sql';

const SOURCES = {
  [ORDERS]: [
    "SET lock_timeout = '2s';",
    '-- orders are looked up by user on the account page',
    'CREATE INDEX orders_user_id_idx',
    '  ON orders (user_id);',
    '',
    'ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();',
    'UPDATE orders SET total_cents = total * 100;',
    '',
  ].join('\n'),
  [USERS]: [
    'ALTER TABLE users RENAME COLUMN username TO handle;',
    '-- pg-preflight: allow drop-table -- nothing reads legacy_sessions since 3.2, dumped on Monday',
    'DROP TABLE legacy_sessions;',
    'ALTER TABLE users ADD COLUMN seen_at timestamptz DEFAULT now();',
    'ALTER TABLE users ADD COLUM broken text;',
    '',
  ].join('\n'),
  [DOWN]: 'ALTER TABLE users DROP COLUMN seen_at;\n',
};

const LOCKED = (relation: string, mode: 'SHARE' | 'ACCESS EXCLUSIVE' | 'ROW EXCLUSIVE') => ({
  ...NO_EFFECTS,
  locks: [{ relation, mode, existing: true }],
});

const FILES: readonly FileReport[] = [
  {
    path: ORDERS,
    framework: 'plain-sql',
    direction: 'up',
    transaction: 'file',
    statements: [
      statement({ kind: 'SET', identity: 's0' }),
      statement({
        index: 1,
        kind: 'CREATE INDEX',
        startLine: 3,
        endLine: 4,
        identity: 's1',
        effects: { ...LOCKED('public.orders', 'SHARE'), scans: ['public.orders'] },
      }),
      statement({
        index: 2,
        startLine: 6,
        endLine: 6,
        identity: 's2',
        effects: { ...LOCKED('public.orders', 'ACCESS EXCLUSIVE'), rewrites: ['public.orders'] },
      }),
      statement({
        index: 3,
        kind: 'UPDATE',
        startLine: 7,
        endLine: 7,
        identity: 's3',
        effects: { ...LOCKED('public.orders', 'ROW EXCLUSIVE'), scans: ['public.orders'], writes: 'unbounded' },
      }),
    ],
  },
  {
    path: USERS,
    framework: 'plain-sql',
    direction: 'up',
    transaction: 'file',
    statements: [
      statement({ identity: 's4', effects: LOCKED('public.users', 'ACCESS EXCLUSIVE') }),
      statement({
        index: 1,
        kind: 'DROP TABLE',
        startLine: 3,
        endLine: 3,
        identity: 's5',
        effects: LOCKED('public.legacy_sessions', 'ACCESS EXCLUSIVE'),
      }),
      statement({
        index: 2,
        startLine: 4,
        endLine: 4,
        identity: 's6',
        effects: LOCKED('public.users', 'ACCESS EXCLUSIVE'),
      }),
      statement({ index: 3, kind: null, startLine: 5, endLine: 5, identity: 's7' }),
    ],
  },
  {
    path: DOWN,
    framework: 'plain-sql',
    direction: 'down',
    transaction: 'file',
    statements: [statement({ identity: 's8', effects: LOCKED('public.users', 'ACCESS EXCLUSIVE') })],
  },
];

const FINDINGS: readonly Finding[] = [
  finding({
    path: DOWN,
    mode: 'destructive-rollback',
    rule: 'down-loses-data',
    identity: 'i0',
    severity: 'caution',
    title: 'Rolling back drops users.seen_at with its data',
    message:
      '`DROP COLUMN seen_at` on `public.users` loses what was written between the deploy and the rollback. The same pull request creates the column, so nothing older is lost.',
    docs: `${DOCS}/down-loses-data.md`,
  }),
  finding({
    path: ORDERS,
    statement: 1,
    startLine: 3,
    endLine: 4,
    identity: 'i1',
    title: 'CREATE INDEX blocks writes to orders',
    message:
      '`CREATE INDEX` on `public.orders` takes SHARE, which blocks writes, and reads the whole table under that lock: every INSERT, UPDATE and DELETE waits until the index is built.',
    fix: 'CREATE INDEX CONCURRENTLY orders_user_id_idx\n  ON orders (user_id);',
    suggestion: {
      startLine: 3,
      endLine: 4,
      lines: ['CREATE INDEX CONCURRENTLY orders_user_id_idx', '  ON orders (user_id);'],
    },
  }),
  finding({
    path: ORDERS,
    mode: 'hidden-rewrite',
    alsoModes: ['lock-queue-freeze'],
    rule: 'volatile-default',
    statement: 2,
    startLine: 6,
    endLine: 6,
    identity: 'i2',
    title: 'The volatile default of orders.token rewrites the table',
    message:
      '`ADD COLUMN token` on `public.orders` rewrites the whole table under ACCESS EXCLUSIVE, which blocks reads and writes, because `gen_random_uuid()` gives each row another value.',
    fix: [
      'ALTER TABLE orders ADD COLUMN token uuid;',
      'ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();',
      '-- in a later migration, outside a transaction, in batches:',
      'UPDATE orders SET token = gen_random_uuid()',
      ' WHERE id IN (SELECT id FROM orders WHERE token IS NULL LIMIT 5000);',
    ].join('\n'),
    docs: `${DOCS}/volatile-default.md`,
  }),
  finding({
    path: ORDERS,
    mode: 'not-null-without-backfill',
    rule: 'not-null-in-one-step',
    severity: 'caution',
    statement: 2,
    startLine: 6,
    endLine: 6,
    identity: 'i3',
    title: 'NOT NULL in the same step as the volatile default',
    message:
      'Once `token` is filled in batches, `NOT NULL` needs a step of its own: a `CHECK … NOT VALID`, then `VALIDATE`.',
    fix: 'ALTER TABLE orders ADD CONSTRAINT orders_token_not_null\n  CHECK (token IS NOT NULL) NOT VALID;',
    docs: `${DOCS}/not-null-in-one-step.md`,
  }),
  finding({
    path: ORDERS,
    mode: 'backfill-wal-flood',
    rule: 'unbatched-update',
    statement: 3,
    startLine: 7,
    endLine: 7,
    identity: 'i4',
    title: 'UPDATE writes every row of orders in one transaction',
    message:
      '`UPDATE` on `public.orders` has no `WHERE`: it writes every row in one transaction, floods the WAL, and holds all row locks until it ends.',
    related: [{ path: ORDERS, startLine: 6, endLine: 6 }],
    docs: `${DOCS}/unbatched-update.md`,
    fix: 'UPDATE orders SET total_cents = total * 100\n WHERE id IN (SELECT id FROM orders WHERE total_cents IS NULL LIMIT 5000);',
  }),
  finding({
    path: USERS,
    mode: 'rename-in-rolling-deploy',
    rule: 'rename-column',
    identity: 'i5',
    title: 'Old pods still ask for users.username',
    message:
      '`RENAME COLUMN username` on `public.users` breaks every running instance that still reads `username`, until the last one is replaced.',
    docs: `${DOCS}/rename-column.md`,
    inDiff: false,
  }),
  finding({
    path: USERS,
    mode: 'destructive-rollback',
    rule: 'drop-table',
    statement: 1,
    startLine: 3,
    endLine: 3,
    identity: 'i6',
    title: 'DROP TABLE destroys legacy_sessions',
    docs: `${DOCS}/drop-table.md`,
    suppressed: { by: 'comment', reason: 'nothing reads legacy_sessions since 3.2, dumped on Monday', addedHere: true },
  }),
  finding({
    path: USERS,
    mode: 'hidden-rewrite',
    rule: 'stable-default',
    severity: 'note',
    statement: 2,
    startLine: 4,
    endLine: 4,
    identity: 'i7',
    title: 'Every existing row gets the same instant',
    message: '`DEFAULT now()` is worked out once: every existing row of `public.users` gets the same `seen_at`.',
    docs: `${DOCS}/stable-default.md`,
  }),
  finding({
    path: USERS,
    mode: null,
    rule: 'unreadable-migration',
    statement: 3,
    startLine: 5,
    endLine: 5,
    identity: 'i8',
    title: 'Postgres cannot read this statement',
    message: 'syntax error at or near `broken`: the statement was not judged, and Postgres would refuse it.',
    docs: `${DOCS}/unreadable-migration.md`,
  }),
];

const CHECKLIST: readonly ChecklistItem[] = [
  {
    phase: 'before',
    text: 'How large is `public.orders`?',
    done: true,
    identity: 'b1',
    cleared: false,
    sql: "SELECT pg_size_pretty(pg_total_relation_size('public.orders'));",
  },
  {
    phase: 'during',
    text: 'Watch what waits behind `public.orders`',
    done: false,
    identity: 'b2',
    cleared: false,
    sql: "SELECT pid, wait_event_type, left(query, 60) AS query\n  FROM pg_stat_activity\n WHERE wait_event_type = 'Lock';",
  },
  {
    phase: 'after',
    text: 'No index of `public.orders` is left INVALID',
    done: false,
    identity: 'b3',
    cleared: false,
    sql: "SELECT indexrelid::regclass\n  FROM pg_index\n WHERE indrelid = 'public.orders'::regclass AND NOT indisvalid;",
  },
  { phase: 'after', text: 'Old pods are gone', done: false, identity: 'b4', cleared: false, sql: '' },
];

export const fixtureReport: Report = {
  schemaVersion: 1,
  tool: { name: 'pg-preflight', version: '1.0.0' },
  postgresVersion: 14,
  verdict: 'unsafe',
  subject: 'change',
  files: [...FILES].sort((a, b) => (a.path < b.path ? -1 : 1)),
  findings: [...FINDINGS].sort((a, b) => order(a) - order(b)),
  checklist: CHECKLIST,
  runbook: [],
  idleSuppressions: [{ path: ORDERS, line: 3, why: 'its statement has no finding of `drop-table`' }],
  notScanned: [{ path: 'db/migrate/20260101_seed.rb', why: 'migrations in Ruby are not read yet' }],
  schemaSource: { kind: 'migrations', path: null, migrations: 41, notUnderstood: [DOWN], problem: null },
  assumptions: ['One transaction a file is assumed for `db/migrations`: the runner is not known.'],
  sources: SOURCES,
};

function order({ path, startLine }: Finding): number {
  return [ORDERS, DOWN, USERS].indexOf(path ?? '') * 100 + (startLine ?? 0);
}

export const safeReport: Report = {
  ...fixtureReport,
  verdict: 'safe',
  subject: 'change',
  findings: [],
  checklist: [],
  notScanned: [],
  schemaSource: { kind: 'none', path: null, migrations: 0, notUnderstood: [], problem: null },
  idleSuppressions: [],
  assumptions: [],
};

export const fixtureContext: SummaryContext = {
  headSha: '0123456789abcdef0123456789abcdef01234567',
  author: 'octocat',
  fileUrl: (path, line) =>
    `https://github.com/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/${path}#L${line}`,
  notes: ['`.github/pg-preflight.yml` is changed here; the change takes effect after the merge.'],
};

/** The fixture with one stranger's text in every place that a stranger can reach. */
export function hostileReport(text: string): Report {
  const hostile = (one: Finding): Finding => ({
    ...one,
    path: one.path === null ? null : text,
    title: `Index on ${text} is built under a lock`,
    message: `\`CREATE INDEX\` on \`${text}\` blocks ${text} for long.`,
    fix: `CREATE INDEX CONCURRENTLY i ON ${text} (id);\n${text}`,
    related: [{ path: text, startLine: 1, endLine: 1 }],
    suppressed: one.suppressed === null ? null : { by: 'comment', reason: text, addedHere: true },
    suggestion: one.suggestion === null ? null : { ...one.suggestion, lines: [text, `  ${text}`] },
  });
  return {
    ...fixtureReport,
    files: fixtureReport.files.map((file) => ({ ...file, path: text })),
    findings: fixtureReport.findings.map(hostile),
    checklist: fixtureReport.checklist.map((item) => ({
      ...item,
      text: `Check \`${text}\`, ${text}`,
      sql: `SELECT 1 FROM ${text};\n${text}`,
    })),
    notScanned: [{ path: text, why: `cannot read ${text}` }],
    schemaSource: { kind: 'dump', path: text, migrations: 1, notUnderstood: [text], problem: text },
    idleSuppressions: [{ path: text, line: 1, why: `no rule is called \`${text}\`, ${text}` }],
    assumptions: [`Assumed for \`${text}\`: ${text}`],
    sources: Object.fromEntries([[text, `SELECT 1;\n${text}\n${text}\n${text}\n${text}\n${text}\n${text}`]]),
  };
}

export function hostileContext(text: string): SummaryContext {
  return {
    headSha: fixtureContext.headSha,
    author: text,
    fileUrl: (path, line) => `https://github.com/acme/shop/blob/main/${path}#L${line}`,
    notes: [`Changed: \`${text}\` and ${text}`],
  };
}
