import { ConfigError } from '../errors.js';
import { didYouMean } from './nearest.js';
import { checkedValue, quotedValue } from './raw-settings.js';
import type { RawSettings } from './raw-settings.js';
import { CONFIG_INPUT, DEFAULT_CONFIG_PATH, settingsFrom } from './schema.js';
import { oneOf } from './value.js';

export const FORMATS = ['text', 'json', 'sarif', 'markdown', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];

export interface CheckCall {
  /** `baseline`: what is found is written as accepted, and nothing is printed. `runbook`: only that is printed. */
  readonly command: 'check' | 'baseline' | 'runbook';
  readonly paths: readonly string[];
  readonly base: string | null;
  readonly schema: string | null;
  readonly config: string | null;
  readonly format: Format;
  readonly output: string | null;
  readonly given: RawSettings;
}

export type CliCall =
  | CheckCall
  | { readonly command: 'explain'; readonly topic: string | null }
  | { readonly command: 'init' }
  | { readonly command: 'table-sizes'; readonly output: string | null }
  | { readonly command: 'help' }
  | { readonly command: 'version' };

export interface Flag {
  readonly name: string;
  readonly placeholder: string;
  readonly meaning: string;
}

/** Flags of `check` in the order of `--help`; those of settings come from the one list. */
export const CHECK_FLAGS: readonly Flag[] = [
  {
    name: 'base',
    placeholder: 'REF',
    meaning: 'compare with this commit (default: merge base with the default branch)',
  },
  { name: 'schema', placeholder: 'FILE', meaning: 'SQL of the schema before the migrations (pg_dump --schema-only)' },
  ...settingsFrom('flag').map((setting) => ({
    name: setting.name,
    placeholder: setting.value.placeholder,
    meaning: `${setting.meaning.replace(/\.$/, '').replace(/`/g, '')} (default: ${setting.shownDefault})`,
  })),
  {
    name: CONFIG_INPUT.name,
    placeholder: 'FILE',
    meaning: `settings (default: ${DEFAULT_CONFIG_PATH}, when it exists)`,
  },
  { name: 'format', placeholder: 'FORMAT', meaning: `${FORMATS.join(', ')} (default: text)` },
  { name: 'output', placeholder: 'FILE', meaning: 'write the report there instead of standard output' },
];

const COMMANDS = ['check', 'runbook', 'table-sizes', 'baseline', 'explain', 'init'];
const SEE_HELP = 'See `pg-preflight --help`.';

/** What the arguments after `node cli.js` ask for; a ConfigError for a call that makes no sense. */
export function parseCliArgs(argv: readonly string[]): CliCall {
  const end = argv.indexOf('--');
  const options = end === -1 ? argv : argv.slice(0, end);
  if (options.some((word) => word === '--help' || word === '-h')) return { command: 'help' };
  const [command, ...words] = argv;
  if (command === undefined) throw new ConfigError('no command is given', `Write \`pg-preflight check\`. ${SEE_HELP}`);
  if (command === '--version' || command === '-v') return { command: 'version' };
  if (command === 'help') return { command: 'help' };
  if (command === 'check' || command === 'baseline' || command === 'runbook') return checkCall(command, words);
  if (command === 'explain') return explainCall(words);
  if (command === 'table-sizes') return sizesCall(words);
  if (command === 'init') {
    if (words.length > 0) throw new ConfigError('`init` takes no arguments', SEE_HELP);
    return { command: 'init' };
  }
  throw new ConfigError(`${quotedValue(command)} is no command`, `${didYouMean(command, COMMANDS)}${SEE_HELP}`);
}

function checkCall(command: CheckCall['command'], words: readonly string[]): CheckCall {
  const { flags, rest } = splitFlags(words);
  const given = new Map<string, string>();
  for (const setting of settingsFrom('flag')) {
    const raw = flags.get(setting.name);
    if (raw !== undefined) given.set(setting.name, checkedValue(setting, raw, `\`--${setting.name}\``));
  }
  return {
    command,
    paths: rest,
    base: flags.get('base') ?? null,
    schema: flags.get('schema') ?? null,
    config: flags.get('config') ?? null,
    format: formatNamed(flags.get('format') ?? 'text'),
    output: flags.get('output') ?? null,
    given,
  };
}

function explainCall(words: readonly string[]): CliCall {
  const [topic, extra] = words[0] === '--' ? words.slice(1) : words;
  if (extra !== undefined) throw new ConfigError('`explain` takes one mode or rule', SEE_HELP);
  if (topic?.startsWith('-') === true) throw new ConfigError(`\`explain\` has no flag ${quotedValue(topic)}`, SEE_HELP);
  return { command: 'explain', topic: topic ?? null };
}

/** It takes the address from the environment: an argument would stand in the list of processes. */
function sizesCall(words: readonly string[]): CliCall {
  const { flags, rest } = splitFlags(words);
  const [other] = [...[...flags.keys()].filter((name) => name !== 'output').map((name) => `--${name}`), ...rest];
  if (other !== undefined)
    throw new ConfigError(`\`table-sizes\` takes no ${quotedValue(other)}`, `It reads \`DATABASE_URL\`. ${SEE_HELP}`);
  return { command: 'table-sizes', output: flags.get('output') ?? null };
}

function splitFlags(words: readonly string[]) {
  const flags = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') return { flags, rest: [...rest, ...words.slice(index + 1)] };
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = flagNamed(equals === -1 ? word : word.slice(0, equals));
    if (flags.has(name)) throw new ConfigError(`\`--${name}\` is given twice`, 'Give it once.');
    flags.set(name, flagValue(name, equals === -1 ? words[(index += 1)] : word.slice(equals + 1)));
  }
  return { flags, rest };
}

function flagNamed(word: string): string {
  const names = CHECK_FLAGS.map((flag) => flag.name);
  const name = names.find((candidate) => `--${candidate}` === word);
  if (name !== undefined) return name;
  const hint = didYouMean(
    word,
    names.map((candidate) => `--${candidate}`),
  );
  throw new ConfigError(`\`check\` has no flag ${quotedValue(word)}`, `${hint}${SEE_HELP}`);
}

/** A value that looks like a flag is a forgotten value; it must not reach git or swallow the next flag. */
function flagValue(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '' && (value === '-' || !value.startsWith('-'))) return value;
  const placeholder = CHECK_FLAGS.find((flag) => flag.name === name)?.placeholder ?? 'VALUE';
  throw new ConfigError(`\`--${name}\` needs a value`, `Write \`--${name} ${placeholder}\`.`);
}

function formatNamed(raw: string): Format {
  const format = FORMATS.find((candidate) => candidate === raw);
  if (format !== undefined) return format;
  throw new ConfigError(`\`--format\` is ${quotedValue(raw)}`, `Write ${oneOf(FORMATS)}.`);
}
