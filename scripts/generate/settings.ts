import { OUTPUTS } from '../../src/settings/outputs.js';
import { RULE_NAMES } from '../../src/rules/names.js';
import { DOCUMENTED_SETTINGS, settingsFrom } from '../../src/settings/schema.js';
import type { SettingText } from '../../src/settings/schema.js';

const START = '<!-- settings -->';
const END = '<!-- /settings -->';
const DESCRIPTION =
  'Reviews Postgres migrations in pull requests: what each statement locks, rewrites, scans and breaks.';

/** Path to full content: action.yml, the README with the table between its markers, the schema of the config file. */
export function generateSettings(readme: string): Record<string, string> {
  return { 'action.yml': actionYml(), 'README.md': withTable(readme), 'docs/pg-preflight.schema.json': configSchema() };
}

function actionYml(): string {
  const inputs = DOCUMENTED_SETTINGS.filter((setting) => setting.sources.includes('input'));
  return `# Generated from src/settings/schema.ts by \`npm run generate\`.
name: pg-preflight
description: ${quoted(DESCRIPTION)}
author: pg-preflight
branding:
  icon: shield
  color: blue
inputs:
${inputs.map(inputYml).join('')}outputs:
${OUTPUTS.map((output) => `  ${output.name}:\n    description: ${quoted(output.meaning)}\n`).join('')}runs:
  using: node24
  main: dist/index.js
`;
}

/** For editors, as JSON Schema: `# yaml-language-server: $schema=…` in the config file's first line. */
function configSchema(): string {
  const rules = { enum: RULE_NAMES };
  // Which rules there are is known only here: the settings take any name of the right form, and the reader checks it.
  const narrower: Readonly<Record<string, object>> = {
    rules: { propertyNames: rules },
    'forbid-suppression': { items: rules },
  };
  const properties = settingsFrom('file').map(({ name, meaning, value }): readonly [string, object] => [
    name,
    { description: meaning, ...value.json, ...narrower[name] },
  ]);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'pg-preflight',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Only the token has a `default:`: the runner hands a default over as if the user had set it, over the config file. */
function inputYml(setting: SettingText): string {
  const isToken = setting.shownDefault.startsWith('${{');
  const stated = isToken || setting.shownDefault === '' ? '' : ` Default: ${setting.shownDefault}.`;
  const lines = [
    `  ${setting.name}:`,
    `    description: ${quoted(setting.meaning + stated)}`,
    '    required: false',
    ...(isToken ? [`    default: ${setting.shownDefault}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function withTable(readme: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end < start) throw new Error(`README.md needs the lines ${START} and ${END}`);
  return `${readme.slice(0, start + START.length)}\n\n${settingsTable()}\n${readme.slice(end)}`;
}

function settingsTable(): string {
  const rows = DOCUMENTED_SETTINGS.map((setting) => {
    const shown = setting.shownDefault === '' ? '' : `\`${setting.shownDefault}\``;
    return `| \`${setting.name}\` | ${placesOf(setting)} | ${shown} | ${setting.meaning.replaceAll('|', '\\|')} |\n`;
  });
  return `| setting | where | default | meaning |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

function placesOf(setting: SettingText): string {
  const words = { input: 'input', file: 'config file', flag: 'flag' } as const;
  return setting.sources.map((source) => words[source]).join(', ');
}

/** A YAML scalar, quoted as prettier would. */
function quoted(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}
