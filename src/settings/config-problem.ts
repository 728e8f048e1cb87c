import { isMap, isScalar } from 'yaml';
import type * as z from 'zod';
import { ConfigError } from '../errors.js';
import { placeOf, plainValue } from './config-place.js';
import type { Parsed } from './config-place.js';
import { didYouMean } from './nearest.js';
import { quotedValue, wrongValue } from './raw-settings.js';
import { DOCUMENTED_SETTINGS } from './schema.js';
import type { Setting } from './schema.js';
import { oneOf } from './value.js';
import type { Fields } from './value.js';

/** What is wrong with a config file, told to a person with its place; a key that is no setting comes first. */
export function firstProblem(
  issues: readonly z.core.$ZodIssue[],
  settings: readonly Setting<unknown>[],
  parsed: Parsed,
): ConfigError {
  const issue = issues.find(({ code, path }) => code === 'unrecognized_keys' && path.length === 0) ?? issues[0];
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0)
    return unknownKey(issue.keys[0] ?? '', settings, parsed);
  const [name, index, field] = issue?.path ?? [];
  const setting = settings.find((candidate) => candidate.name === name);
  if (setting === undefined)
    return new ConfigError(`${parsed.path} holds no settings`, 'Write one `name: value` a line.');
  const fields = setting.value.shape;
  if (typeof fields === 'object' && index !== undefined)
    return wrongRecord([name, index, field], fields, issue, parsed);
  const node =
    (index === undefined ? null : parsed.document.getIn([name, index], true)) ?? parsed.document.getIn([name], true);
  return wrongValue(setting, plainValue(node), `${placeOf(node, parsed)}: \`${setting.name}\``);
}

function unknownKey(key: string, settings: readonly Setting<unknown>[], parsed: Parsed): ConfigError {
  const pairs = isMap(parsed.document.contents) ? parsed.document.contents.items : [];
  const node = pairs
    .map((pair) => pair.key)
    .find((candidate) => isScalar(candidate) && String(candidate.value) === key);
  const place = placeOf(node, parsed);
  if (DOCUMENTED_SETTINGS.some((setting) => setting.name === key)) {
    return new ConfigError(`${place}: \`${key}\` cannot stand in a config file`, 'Set it as an input of the action.');
  }
  const names = settings.map((setting) => setting.name);
  return new ConfigError(
    `${place}: ${quotedValue(key)} is no setting`,
    `${didYouMean(key, names)}A config file may hold ${oneOf(names)}.`,
  );
}

/** An entry of a list of records that lacks a field, has one too many, or says something else in one. */
function wrongRecord(
  [name, index, field]: readonly (PropertyKey | undefined)[],
  fields: Fields,
  issue: z.core.$ZodIssue | undefined,
  parsed: Parsed,
): ConfigError {
  const entry = parsed.document.getIn([name, index], true);
  const names = Object.keys(fields);
  const stranger = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (stranger !== undefined) {
    const advice = `${didYouMean(stranger, names)}An entry may hold ${oneOf(names)}.`;
    return new ConfigError(
      `${placeOf(entry, parsed)}: ${quotedValue(stranger)} is no part of \`${String(name)}\``,
      advice,
    );
  }
  const wanted = typeof field === 'string' ? fields[field] : undefined;
  if (typeof field !== 'string' || wanted === undefined) {
    return new ConfigError(
      `${placeOf(entry, parsed)}: \`${String(name)}\` holds no map here`,
      `Write ${oneOf(names)} in it.`,
    );
  }
  const node = parsed.document.getIn([name, index, field], true);
  const said = node === undefined ? 'is missing' : `is ${quotedValue(plainValue(node))}`;
  return new ConfigError(
    `${placeOf(node ?? entry, parsed)}: \`${field}\` of \`${String(name)}\` ${said}`,
    `Write ${wanted.expected}.`,
  );
}
