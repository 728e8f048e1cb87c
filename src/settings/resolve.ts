import { RULE_NAMES } from '../rules/names.js';
import type { ActionInputs } from './action-inputs.js';
import type { CheckCall } from './cli-args.js';
import { readConfigFile } from './config-file.js';
import { mergeSettings } from './merge.js';
import type { RawSettings } from './raw-settings.js';
import type { Settings } from './schema.js';

/** Input over file over default. `configText` is null when there is no config file at the base commit. */
export function resolveActionSettings(inputs: ActionInputs, configText: string | null, configPath: string): Settings {
  return mergeSettings(inputs.given, fileSettings(configText, configPath));
}

/** Flag over file over default. */
export function resolveCliSettings(call: CheckCall, configText: string | null, configPath: string): Settings {
  return mergeSettings(call.given, fileSettings(configText, configPath));
}

function fileSettings(configText: string | null, configPath: string): RawSettings {
  return configText === null ? new Map() : readConfigFile(configText, configPath, RULE_NAMES);
}
