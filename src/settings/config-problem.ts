import { isScalar } from 'yaml';
import type * as z from 'zod';
import { ConfigError } from '../errors.js';
import { keyNode, nodeAt, placeOf, plainValue } from './config-place.js';
import type { Parsed } from './config-place.js';
import { didYouMean } from './nearest.js';
import { quotedValue } from './raw-settings.js';
import { DOCUMENTED_SETTINGS } from './schema.js';
import type { Setting } from './schema.js';
import { oneOf } from './value.js';
import type { Fields, Value } from './value.js';

type Issue = z.core.$ZodIssue;

/** What is wrong with a config file, told to a person with its place; a key that is no setting comes first. */
export function firstProblem(
  issues: readonly Issue[],
  settings: readonly Setting<unknown>[],
  parsed: Parsed,
): ConfigError {
  const issue = issues.find(({ code, path }) => code === 'unrecognized_keys' && path.length === 0) ?? issues[0];
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0)
    return unknownKey(issue.keys[0] ?? '', settings, parsed);
  const setting = settings.find((candidate) => candidate.name === issue?.path[0]);
  if (issue === undefined || setting === undefined)
    return new ConfigError(`${parsed.path} holds no settings`, 'Write one `name: value` a line.');
  return wrongIn(setting, issue, parsed);
}

function unknownKey(key: string, settings: readonly Setting<unknown>[], parsed: Parsed): ConfigError {
  const place = placeOf(keyNode([], key, parsed), parsed);
  if (DOCUMENTED_SETTINGS.some((setting) => setting.name === key)) {
    return new ConfigError(`${place}: \`${key}\` cannot stand in a config file`, 'Set it as an input of the action.');
  }
  const names = settings.map((setting) => setting.name);
  return new ConfigError(
    `${place}: ${quotedValue(key)} is no setting`,
    `${didYouMean(key, names)}A config file may hold ${oneOf(names)}.`,
  );
}

function wrongIn({ name, value }: Setting<unknown>, issue: Issue, parsed: Parsed): ConfigError {
  const [, index, ...rest] = issue.path;
  if (typeof value.shape !== 'object' || index === undefined) return wrongValueAt(`\`${name}\``, value, issue, parsed);
  return wrongRecord(name, value.shape, [name, index], rest[0], issue, parsed);
}

/** An entry of a list of records that lacks a field, has one too many, or says something else in one. */
function wrongRecord(
  name: string,
  fields: Fields,
  entry: readonly PropertyKey[],
  field: PropertyKey | undefined,
  issue: Issue,
  parsed: Parsed,
): ConfigError {
  const names = Object.keys(fields);
  const stranger = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (stranger !== undefined) {
    return new ConfigError(
      `${placeOf(keyNode(entry, stranger, parsed), parsed)}: ${quotedValue(stranger)} is no part of \`${name}\``,
      `${didYouMean(stranger, names)}An entry may hold ${oneOf(names)}.`,
    );
  }
  const wanted = typeof field === 'string' ? fields[field] : undefined;
  if (typeof field !== 'string' || wanted === undefined) {
    return new ConfigError(
      `${placeOf(nodeAt(entry, parsed), parsed)}: \`${name}\` holds no map here`,
      `Write ${oneOf(names)} in it.`,
    );
  }
  return wrongValueAt(`\`${field}\` of \`${name}\``, wanted.value, issue, parsed);
}

function wrongValueAt(what: string, { expected }: Value<unknown>, { path }: Issue, parsed: Parsed): ConfigError {
  const node = nodeAt(path, parsed);
  // One word in the place of a list has no first entry, and is there.
  const isMissing = parsed.document.getIn(path, true) === undefined && !isScalar(node);
  const said = isMissing ? 'is missing' : `is ${quotedValue(plainValue(node))}`;
  return new ConfigError(`${placeOf(node, parsed)}: ${what} ${said}`, `Write ${expected}.`);
}
