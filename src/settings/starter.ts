import type { FileReport, Report } from '../report/report.js';
import { PINNED } from './product.js';
import { settingsFrom } from './schema.js';
import type { Setting } from './schema.js';

const SCHEMA = 'https://raw.githubusercontent.com/pg-preflight/pg-preflight/main/docs/pg-preflight.schema.json';

/** The workflow that the README tells people to paste. */
export const WORKFLOW = `name: migrations
on:
  pull_request:
  merge_group:
  workflow_dispatch:
    inputs:
      pull-request:
        description: Number of the pull request to scan again
        type: string
permissions: {}
concurrency:
  group: pg-preflight-\${{ github.event_name }}-\${{ github.event.pull_request.number || inputs.pull-request || github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}
jobs:
  migrations: # require this job in a ruleset; no \`paths:\` and no \`if:\`, or the check may be skipped
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
      checks: write
      actions: write # only so that a scan by hand can turn this job green again
    steps:
      - uses: ${PINNED}
        with:
          pull-request: \${{ inputs.pull-request }}
`;

/** A config file in which everything is a comment but the version, with what a look at the repository has shown. */
export function starterConfig(report: Report, folderOf: (path: string) => string): string {
  const settings = settingsFrom('file').filter(({ name }) => name !== 'postgres-version');
  return [
    `# yaml-language-server: $schema=${SCHEMA}`,
    ...foundLines(report.files, folderOf),
    '',
    '# Oldest Postgres major that runs the migrations (10 to 18).',
    'postgres-version: 14',
    ...settings.flatMap((setting) => ['', `# ${setting.meaning}`, ...exampleOf(setting)]),
    '',
  ].join('\n');
}

function foundLines(files: readonly FileReport[], folderOf: (path: string) => string): readonly string[] {
  const counts = new Map<string, number>();
  for (const { framework, path } of files) {
    const where = `${framework === 'plain-sql' ? 'no tool that we know' : framework} in ${folderOf(path)}`;
    counts.set(where, (counts.get(where) ?? 0) + 1);
  }
  if (counts.size === 0) return ['# No migration was found: say with `paths` where they are.'];
  return [
    '# Found:',
    ...[...counts].map(([where, count]) => `#   ${count} ${count === 1 ? 'file' : 'files'} of ${where}`),
  ];
}

function exampleOf({ name, shownDefault, value }: Setting<unknown>): readonly string[] {
  if (value.shape === 'scalar') return [`# ${name}: ${shownDefault}`.trimEnd()];
  if (value.shape === 'table') return [`# ${name}:`, '#   RULE: caution'];
  if (value.shape === 'list') return [`# ${name}:`, `#   - ${value.placeholder}`];
  const required = Object.entries(value.shape).filter(([, field]) => field.required);
  return [`# ${name}:`, ...required.map(([field], at) => `#   ${at === 0 ? '-' : ' '} ${field}: …`)];
}
