import { choice, integer, lines, records, table, text, truth } from './value.js';
import type { DeployOrder } from '../preflight.js';
import type { Severity } from '../report/report.js';
import type { Value } from './value.js';

export type FailOn = 'unsafe' | 'caution' | 'never';

export interface Settings {
  /** Globs of migration files; empty: the frameworks are detected. */
  readonly paths: readonly string[];
  readonly postgresVersion: number;
  readonly failOn: FailOn;
  readonly reviewComments: boolean;
  readonly summaryComment: boolean;
  readonly maxInlineComments: number;
  /** Empty: no check run is published. */
  readonly checkName: string;
  readonly onUnscannable: 'fail' | 'warn';
  readonly deployOrder: DeployOrder;
  readonly key: string;
  readonly reportFile: string | null;
  readonly sarifFile: string | null;
  readonly pullRequest: number | null;
  /** Rules whose findings no comment may suppress. */
  readonly forbidSuppression: readonly string[];
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Findings that are accepted: `rule` and `reason`, and what narrows them, `paths` and `until`. */
  readonly ignore: readonly ReadonlyMap<string, string>[];
  /** Path of the file that holds the findings a repository began with. */
  readonly baseline: string | null;
  /** A dump of the schema before, by its path from the root of the repository. */
  readonly schema: string | null;
}

export type SettingSource = 'input' | 'file' | 'flag';

/** What a person reads about one setting in action.yml, the README and `--help`. */
export interface SettingText {
  readonly name: string;
  readonly meaning: string;
  /** The default as a person would write it; empty when there is none. */
  readonly shownDefault: string;
  readonly sources: readonly SettingSource[];
}

export interface Setting<T> extends SettingText {
  readonly default: T;
  readonly value: Value<T>;
}

export const DEFAULT_CONFIG_PATH = '.github/pg-preflight.yml';

const GLOB = /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\!\p{Cc}][^\\\p{Cc}]*$/u;
const NO_RULES: ReadonlyMap<string, Severity | 'off'> = new Map();
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** The one list of settings. No zod here: a `check FILE` on the command line must not pay for loading it. */
export const SETTINGS = {
  pullRequest: {
    name: 'pull-request',
    meaning: 'Number of the pull request to scan again (`workflow_dispatch`).',
    shownDefault: '',
    sources: ['input'],
    default: null,
    value: integer(1, 2_147_483_647),
  },
  paths: {
    name: 'paths',
    meaning: 'Globs of migration files, one a line, `!` negates. Empty: the frameworks are detected.',
    shownDefault: '',
    sources: ['input', 'file'],
    default: [],
    value: lines(
      // A glob that can never match a path of the repository would scan nothing and look like a pass.
      new RegExp(`^!?${GLOB.source.slice(1)}`, 'u'),
      'globs relative to the root of the repository, with `/` between folders, such as `db/migrations/**/*.sql`; `!` in front leaves files out',
      'GLOB',
    ),
  },
  postgresVersion: {
    name: 'postgres-version',
    meaning: 'Oldest Postgres major that runs the migrations (10 to 18).',
    shownDefault: '14',
    sources: ['input', 'file', 'flag'],
    default: 14,
    value: integer(10, 18),
  },
  failOn: {
    name: 'fail-on',
    meaning: 'Verdict that fails the check: `unsafe`, `caution` or `never`.',
    shownDefault: 'unsafe',
    sources: ['input', 'file', 'flag'],
    default: 'unsafe',
    value: choice(['unsafe', 'caution', 'never'], 'LEVEL'),
  },
  reviewComments: {
    name: 'review-comments',
    meaning: 'Inline comments on the changed lines.',
    shownDefault: 'true',
    sources: ['input', 'file'],
    default: true,
    value: truth(),
  },
  summaryComment: {
    name: 'summary-comment',
    meaning: 'One sticky comment with the checklist.',
    shownDefault: 'true',
    sources: ['input', 'file'],
    default: true,
    value: truth(),
  },
  maxInlineComments: {
    name: 'max-inline-comments',
    meaning: 'Most inline comments on one pull request, the worst first; the rest is in the summary.',
    shownDefault: '20',
    sources: ['input', 'file'],
    default: 20,
    value: integer(0, 1000),
  },
  checkName: {
    name: 'check-name',
    meaning: "Name of the check run published on the pull request's head commit; `none`: no check run.",
    shownDefault: 'pg-preflight',
    sources: ['input', 'file'],
    default: 'pg-preflight',
    value: checkNameValue(),
  },
  onUnscannable: {
    name: 'on-unscannable',
    meaning: '`fail` or `warn`, for what could not be read (cut file list, too large, LFS, not UTF-8, time-out).',
    shownDefault: 'fail',
    sources: ['input', 'file'],
    default: 'fail',
    value: choice(['fail', 'warn'], 'LEVEL'),
  },
  key: {
    name: 'key',
    meaning:
      "Tells several runs on one pull request apart (monorepos): part of the comment's marker and the check's name.",
    shownDefault: '',
    sources: ['input', 'file'],
    default: '',
    // It ends up inside an HTML comment: nothing that could close it, mention a team or start markup.
    value: text(/^[\p{L}\p{N} ._/:+-]{0,50}$/u, 'at most 50 letters, digits, spaces and `. _ / : + -`', 'TEXT'),
  },
  reportFile: {
    name: 'report-file',
    meaning: 'Where to write the JSON report.',
    shownDefault: '',
    sources: ['input', 'file'],
    default: null,
    value: filePath(),
  },
  sarifFile: {
    name: 'sarif-file',
    meaning: 'Where to write SARIF 2.1.0.',
    shownDefault: '',
    sources: ['input', 'file'],
    default: null,
    value: filePath(),
  },
  deployOrder: {
    name: 'deploy-order',
    meaning:
      'What reaches production first: `migrations-first`, `code-first` or `unknown`. It changes how bad it is that code ships with its migration.',
    shownDefault: 'unknown',
    sources: ['file'],
    default: 'unknown',
    value: choice(['migrations-first', 'code-first', 'unknown'], 'ORDER'),
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
    value: table(choice(['unsafe', 'caution', 'note', 'off'], 'LEVEL')),
  },
  ignore: {
    name: 'ignore',
    meaning:
      'Findings that are accepted: each entry has a `rule` and a `reason`, and may have `paths` (a glob) and `until` (the last day).',
    shownDefault: '',
    sources: ['file'],
    default: [],
    value: records({
      rule: { pattern: /^[a-z][a-z0-9-]*$/, expected: 'the name of a rule, such as `drop-table`', required: true },
      reason: { pattern: /^[^\p{Cc}]{1,500}$/u, expected: 'why it is accepted, on one line', required: true },
      paths: { pattern: GLOB, expected: 'a glob relative to the root of the repository', required: false },
      until: { pattern: DATE, expected: 'a day such as `2027-01-31`', required: false },
    }),
  },
  baseline: {
    name: 'baseline',
    meaning:
      'File of accepted findings that `pg-preflight baseline` wrote, read from the base commit; for a repository that adopts us late.',
    shownDefault: '',
    sources: ['file'],
    default: null,
    value: filePath(),
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
} as const satisfies { readonly [K in keyof Settings]: Setting<Settings[K]> };

export const TOKEN_INPUT: SettingText = {
  name: 'github-token',
  meaning: 'Needs `contents: read`, `pull-requests: write`, `checks: write`; with less it degrades and says so.',
  shownDefault: '${{ github.token }}',
  sources: ['input'],
};

export const CONFIG_INPUT: SettingText = {
  name: 'config',
  meaning: "Config file, read from the base commit, never from the pull request's own head.",
  shownDefault: DEFAULT_CONFIG_PATH,
  sources: ['input', 'flag'],
};

/** Everything documented, in the order of the documentation. */
export const DOCUMENTED_SETTINGS: readonly SettingText[] = [
  TOKEN_INPUT,
  SETTINGS.pullRequest,
  SETTINGS.paths,
  CONFIG_INPUT,
  ...settingsFrom('input').filter((setting) => setting !== SETTINGS.pullRequest && setting !== SETTINGS.paths),
  ...settingsFrom('file').filter((setting) => !setting.sources.includes('input')),
];

export function settingsFrom(source: SettingSource): readonly Setting<unknown>[] {
  const all: readonly Setting<unknown>[] = Object.values(SETTINGS);
  return all.filter((setting) => setting.sources.includes(source));
}

/** An empty input cannot be told from an unset one on a runner, hence the word `none`. */
function checkNameValue(): Value<string> {
  const named = text(/^[^\p{Cc}]{0,80}$/u, 'one line of at most 80 characters, or `none`', 'NAME');
  return { ...named, parse: (raw) => named.parse(raw === 'none' ? '' : raw) };
}

function filePath(): Value<string> {
  return text(/^[^\p{Cc}]{1,1000}$/u, 'the path of a file', 'FILE');
}
