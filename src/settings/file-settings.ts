import type { Severity } from '../report/report.js';
import { overrides } from './overrides.js';
import type { Setting, Settings } from './setting.js';
import { choice, duration, lines, records, table, text, truth } from './value.js';
import { FILE_PATH, FRAMEWORK, GLOB, LEVEL, TABLES, TRANSACTION } from './values.js';

const NO_RULES: ReadonlyMap<string, Severity | 'off'> = new Map();
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** What only a config file can hold. */
export const FILE_SETTINGS = {
  deployOrder: {
    name: 'deploy-order',
    meaning:
      'What reaches production first: `migrations-first`, `code-first` or `unknown`. It changes how bad it is that code ships with its migration.',
    shownDefault: 'unknown',
    sources: ['file'],
    default: 'unknown',
    value: choice(['migrations-first', 'code-first', 'unknown'], 'ORDER'),
  },
  suppressions: {
    name: 'suppressions',
    meaning:
      'What a `-- pg-preflight: allow` comment may suppress: `free`, `none`, where only the config may, or `approved`, where an unsafe finding is suppressed once [somebody else has approved](docs/suppressions.md) the pull request.',
    shownDefault: 'free',
    sources: ['file'],
    default: 'free',
    value: choice(['free', 'approved', 'none'], 'KIND'),
  },
  suppressionApprovers: {
    name: 'suppression-approvers',
    meaning:
      'Whose approval counts for `suppressions: approved`: logins, and teams as `org/team`. Empty: everybody who may write to the repository. Never the author.',
    shownDefault: '',
    sources: ['file'],
    default: [],
    value: lines(
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\/[A-Za-z0-9_.-]{1,100})?$/,
      'logins such as `octocat`, and teams such as `acme/dba`',
      'WHO',
    ),
  },
  requireChecklist: {
    name: 'require-checklist',
    meaning:
      'Whether boxes "before the deploy" that nobody ticked in the summary comment of a pull request fail the check. Whoever may edit the comment may tick, and a tick starts no run ([its limits](docs/suppressions.md#boxes-that-must-be-ticked)).',
    shownDefault: 'false',
    sources: ['file'],
    default: false,
    value: truth(),
  },
  forbidSuppression: {
    name: 'forbid-suppression',
    meaning: 'Rules whose findings no `-- pg-preflight: allow` comment may suppress.',
    shownDefault: '',
    sources: ['file'],
    default: [],
    value: lines(/^[a-z][a-z0-9-]*$/, 'rule names, such as `drop-table`', 'RULE'),
  },
  rules: {
    name: 'rules',
    meaning: "Severity of each of a rule's findings, by rule: `unsafe`, `caution`, `note`, or `off` for none.",
    shownDefault: '',
    sources: ['file'],
    default: NO_RULES,
    value: table(LEVEL),
  },
  ignore: {
    name: 'ignore',
    meaning:
      'Findings that are accepted: each entry has a `rule` and a `reason`, and may have `paths` (a glob) and `until` (the last day).',
    shownDefault: '',
    sources: ['file'],
    default: [],
    value: records({
      rule: { value: text(/^[a-z][a-z0-9-]*$/, 'the name of a rule, such as `drop-table`', 'RULE'), required: true },
      reason: { value: text(/^[^\p{Cc}]{1,500}$/u, 'why it is accepted, on one line', 'WORDS'), required: true },
      paths: { value: text(GLOB, 'a glob relative to the root of the repository', 'GLOB'), required: false },
      until: { value: text(DATE, 'a day such as `2027-01-31`', 'DAY'), required: false },
    }),
  },
  baseline: {
    name: 'baseline',
    meaning:
      'File of accepted findings that `pg-preflight baseline` wrote, read from the base commit; for a repository that adopts us late.',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: FILE_PATH,
  },
  schema: {
    name: 'schema',
    meaning: 'Dump of the schema before the migrations, read from the base commit. Empty: the history is replayed.',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: text(
      /^(?!\/)(?!(?:.*\/)?\.{0,2}(?:\/|$))[^\\\p{Cc}]{1,1000}$/u,
      'the path of a file from the root of the repository, such as `db/schema.sql`',
      'FILE',
    ),
  },
  framework: {
    name: 'framework',
    meaning:
      'Tool that runs the migrations, by the name that reports give it; `none` for one that we do not know. Empty: it is detected.',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: FRAMEWORK,
  },
  transaction: {
    name: 'transaction',
    meaning:
      'What one transaction spans: `run` (all pending files), `file`, `string` (the file is sent as one string, outside a transaction of its own) or `statement`. Empty: what the tool does. With `paths` it describes a home-made runner.',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: TRANSACTION,
  },
  assumedLockTimeout: {
    name: 'assumed-lock-timeout',
    meaning:
      'The `lock_timeout` with which the connection of the migrations begins, since the role, the database or the tool sets it, such as `2s`.',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: duration(),
  },
  assumedStatementTimeout: {
    name: 'assumed-statement-timeout',
    meaning: 'The same for `statement_timeout`.',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: duration(),
  },
  pooler: {
    name: 'pooler',
    meaning:
      'What the migrations connect through: `none`, `session`, or `transaction`, behind which no `SET` and no advisory lock of a session holds.',
    shownDefault: 'none',
    sources: ['file'],
    default: 'none',
    value: choice(['none', 'session', 'transaction'], 'KIND'),
  },
  hotTables: {
    name: 'hot-tables',
    meaning:
      'Tables with so much traffic that every wait for a lock is felt, such as `orders`, `billing.*`; without a schema in `public`.',
    shownDefault: '',
    sources: ['file'],
    default: [],
    value: TABLES,
  },
  smallTables: {
    name: 'small-tables',
    meaning:
      'Tables so small, for good, that reading or copying them ends in an instant: such work on them is no more than a note.',
    shownDefault: '',
    sources: ['file'],
    default: [],
    value: TABLES,
  },
  tableSizes: {
    name: 'table-sizes',
    meaning:
      'File with the sizes of tables in production, read from the base commit: [how to write it](docs/table-sizes.md).',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: FILE_PATH,
  },
  overrides: {
    name: 'overrides',
    meaning:
      'What is different for some paths: each entry has `paths` (globs) and what differs: `framework`, `transaction`, `postgres-version`, `assumed-lock-timeout`, `assumed-statement-timeout`, `rules`, or `severity`, the worst that a finding there may be. The last entry that says something wins.',
    shownDefault: '',
    sources: ['file'],
    default: [],
    value: overrides(),
  },
} as const satisfies { readonly [K in keyof Settings]?: Setting<Settings[K]> };
