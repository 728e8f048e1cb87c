import { LineCounter, isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import * as z from 'zod';
import { ConfigError } from '../errors.js';
import { at } from './config-place.js';
import type { Parsed } from './config-place.js';
import { firstProblem } from './config-problem.js';
import type { RawSettings } from './raw-settings.js';
import { checkRuleNames } from './rule-names.js';
import { settingsFrom } from './schema.js';
import type { Setting } from './schema.js';
import type { Fields, Value } from './value.js';

const MAX_LENGTH = 100_000;

/** Reads the config file; anything wrong in it is a ConfigError that names line and column. `rules` are all there are. */
export function readConfigFile(text: string, path: string, rules: readonly string[]): RawSettings {
  if (text.length > MAX_LENGTH) {
    throw new ConfigError(`${path} is larger than ${MAX_LENGTH} characters`, 'Make the config file smaller.');
  }
  const parsed = parsedYaml(text, path);
  const value: unknown = parsed.document.toJS();
  if (value === null || value === undefined) return new Map();
  const settings = settingsFrom('file');
  const checked = configSchema(settings).safeParse(value);
  if (!checked.success) throw firstProblem(checked.error.issues, settings, parsed);
  const raw = new Map(Object.entries(checked.data).flatMap(([name, one]) => (one === undefined ? [] : [[name, one]])));
  checkRuleNames(raw, rules, parsed);
  return raw;
}

/** One strict object; each value leaves as the text that an input of the same name would hold. */
function configSchema(settings: readonly Setting<unknown>[]) {
  return z.strictObject(
    Object.fromEntries(settings.map((setting) => [setting.name, valueSchema(setting.value).optional()])),
  );
}

function valueSchema({ parse, shape }: Value<unknown>): z.ZodType<string> {
  const accepted = (raw: string): boolean => parse(raw).ok;
  const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String).pipe(z.string().refine(accepted));
  if (shape === 'scalar') return scalar;
  if (shape === 'table') {
    const named = (value: string): boolean => accepted(`name: ${value}`);
    const value = z.union([z.string(), z.boolean()]).transform(asWritten).pipe(z.string().refine(named));
    return z.record(z.string().regex(/^[^\p{Cc}:]+$/u), value).transform((table) =>
      Object.entries(table)
        .map((pair) => pair.join(': '))
        .join('\n'),
    );
  }
  if (shape !== 'list') return recordsSchema(shape);
  const entry = z.string().refine((raw) => raw.trim() !== '' && !/[\r\n]/.test(raw) && accepted(raw));
  const list = z.array(entry).transform((entries) => entries.join('\n'));
  // Split here, and not by a union of both forms, so that a problem keeps the place of its entry.
  return z.preprocess((value) => (typeof value === 'string' ? linesOf(value) : value), list);
}

/** Unquoted, `off` is a word in YAML 1.2 and false in 1.1; an editor may well have written `false`. */
function asWritten(value: string | boolean): string {
  return value === false ? 'off' : String(value);
}

function recordsSchema(fields: Fields): z.ZodType<string> {
  const shape = Object.entries(fields).map(([name, { value, required }]) => {
    const field = valueSchema(value);
    return [name, required ? field : field.optional()] as const;
  });
  return z
    .array(z.strictObject(Object.fromEntries(shape)))
    .transform((entries) => entries.map((entry) => JSON.stringify(entry)).join('\n'));
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

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function isEmpty(document: Document): boolean {
  return isScalar(document.contents) && document.contents.value === null;
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200);
}
