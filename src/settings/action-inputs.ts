import { ConfigError } from '../errors.js';
import { CONFIG_INPUT, DEFAULT_CONFIG_PATH, TOKEN_INPUT, settingsFrom } from './schema.js';
import { checkedValue, quotedValue } from './raw-settings.js';
import type { RawSettings } from './raw-settings.js';

export interface ActionInputs {
  readonly githubToken: string;
  /** Path of the config file inside the repository. */
  readonly config: string;
  /** False when `config` is the default, whose absence is no mistake. */
  readonly configGiven: boolean;
  readonly given: RawSettings;
}

/** Reads and checks all inputs; a runner hands over '' for an input that the workflow does not set. */
export function readActionInputs(getInput: (name: string) => string): ActionInputs {
  const githubToken = getInput(TOKEN_INPUT.name).trim();
  if (githubToken === '') {
    throw new ConfigError(
      `input \`${TOKEN_INPUT.name}\` is empty`,
      "Leave it out, so that the job's own token is used, or hand over a token with `contents: read`.",
    );
  }
  const config = getInput(CONFIG_INPUT.name).trim();
  return {
    githubToken,
    config: config === '' ? DEFAULT_CONFIG_PATH : checkedConfigPath(config),
    configGiven: config !== '',
    given: givenInputs(getInput),
  };
}

function givenInputs(getInput: (name: string) => string): RawSettings {
  const given = new Map<string, string>();
  for (const setting of settingsFrom('input')) {
    const raw = getInput(setting.name).trim();
    if (raw !== '') given.set(setting.name, checkedValue(setting, raw, `input \`${setting.name}\``));
  }
  return given;
}

/** The path goes into an API address: no way out of the repository, no control characters. */
function checkedConfigPath(path: string): string {
  const plain = path.replace(/^\.\//, '');
  if (!/[\\\p{Cc}]/u.test(plain) && plain.split('/').every((part) => part !== '' && part !== '.' && part !== '..')) {
    return plain;
  }
  throw new ConfigError(
    `input \`${CONFIG_INPUT.name}\` is ${quotedValue(path)}`,
    `Write a path relative to the root of the repository, such as \`${DEFAULT_CONFIG_PATH}\`.`,
  );
}
