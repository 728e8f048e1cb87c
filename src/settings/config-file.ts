import { LineCounter, isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import * as z from 'zod';
import { ConfigError } from '../errors.js';
import { didYouMean } from './nearest.js';
import { quotedValue, wrongValue } from './raw-settings.js';
import type { RawSettings } from './raw-settings.js';
import { DOCUMENTED_SETTINGS, settingsFrom } from './schema.js';
import type { Setting } from './schema.js';
import { oneOf } from './value.js';

const MAX_LENGTH = 100_000;

interface Parsed {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Reads the config file; anything wrong in it is a ConfigError that names line and column. */
export function readConfigFile(text: string, path: string): RawSettings {
  if (text.length > MAX_LENGTH) {
    throw new ConfigError(`${path} is larger than ${MAX_LENGTH} characters`, 'Make the config file smaller.');
  }
  const parsed = parsedYaml(text, path);
  const value: unknown = parsed.document.toJS();
  if (value === null || value === undefined) return new Map();
  const settings = settingsFrom('file');
  const checked = configSchema(settings).safeParse(value);
  if (!checked.success) throw firstProblem(checked.error.issues, settings, parsed);
  return new Map(Object.entries(checked.data).flatMap(([name, raw]) => (raw === undefined ? [] : [[name, raw]])));
}

/** One strict object; each value leaves as the text that an input of the same name would hold. */
function configSchema(settings: readonly Setting<unknown>[]) {
  return z.strictObject(Object.fromEntries(settings.map((setting) => [setting.name, valueSchema(setting).optional()])));
}

function valueSchema(setting: Setting<unknown>): z.ZodType<string> {
  const accepted = (raw: string): boolean => setting.value.parse(raw).ok;
  const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().refine(accepted));
  if (setting.value.shape === 'scalar') return scalar;
  const entry = z.string().refine((raw) => raw.trim() !== '' && !/[\r\n]/.test(raw) && accepted(raw));
  const list = z.array(entry).transform((entries) => entries.join('\n'));
  // Split here, and not by a union of both forms, so that a problem keeps the place of its entry.
  return z.preprocess((value) => (typeof value === 'string' ? linesOf(value) : value), list);
}

function parsedYaml(text: string, path: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const advice = /TAG|ALIAS/.test(problem.code)
      ? 'Put quotes around a value that begins with `!`, `&` or `*`.'
      : 'Correct the YAML.';
    throw new ConfigError(`${at(problem.pos[0], path, lines)}: ${oneLine(problem.message)}`, advice);
  }
  if (document.contents !== null && !isMap(document.contents) && !isEmpty(document)) {
    throw new ConfigError(`${path} holds no settings`, 'Write one `name: value` a line, such as `fail-on: caution`.');
  }
  visit(document, {
    Alias: (_, alias) => {
      throw new ConfigError(
        `${at(alias.range?.[0] ?? 0, path, lines)}: an alias cannot stand here`,
        'Write the value out, and put quotes around a value that begins with `*`.',
      );
    },
  });
  return { path, document, lines };
}

function firstProblem(
  issues: readonly z.core.$ZodIssue[],
  settings: readonly Setting<unknown>[],
  parsed: Parsed,
): ConfigError {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue?.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', settings, parsed);
  const [name, index] = issue?.path ?? [];
  const setting = settings.find((candidate) => candidate.name === name);
  if (setting === undefined)
    return new ConfigError(`${parsed.path} holds no settings`, 'Write one `name: value` a line.');
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

function placeOf(node: unknown, { path, lines }: Parsed): string {
  return isNode(node) && node.range ? at(node.range[0], path, lines) : path;
}

function at(offset: number, path: string, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `${path}, line ${line}, column ${col}`;
}

function plainValue(node: unknown): unknown {
  return isScalar(node) ? node.value : isNode(node) ? node.toJSON() : node;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function isEmpty(document: Document): boolean {
  return isScalar(document.contents) && document.contents.value === null;
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200);
}
