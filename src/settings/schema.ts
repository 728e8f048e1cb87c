import { FILE_SETTINGS } from './file-settings.js';
import type { Setting, Settings, SettingSource, SettingText } from './setting.js';
import { choice, integer, lines, text, truth } from './value.js';
import type { Value } from './value.js';
import { FILE_PATH, GLOB, MAJOR } from './values.js';

export type { FailOn, Setting, Settings, SettingSource, SettingText } from './setting.js';

export const DEFAULT_CONFIG_PATH = '.github/pg-preflight.yml';

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
    value: MAJOR,
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
    value: FILE_PATH,
  },
  sarifFile: {
    name: 'sarif-file',
    meaning: 'Where to write SARIF 2.1.0.',
    shownDefault: '',
    sources: ['input', 'file'],
    default: null,
    value: FILE_PATH,
  },
  ...FILE_SETTINGS,
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
