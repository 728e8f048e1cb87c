import { milliseconds } from '../session/duration.js';

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** How one setting is written. Inputs, flags and scalars of the config file are read by the same `parse`. */
export interface Value<T> {
  readonly parse: (raw: string) => Parsed<T>;
  /** Completes the sentence "Write …". */
  readonly expected: string;
  /** What stands for the value in `--help`. */
  readonly placeholder: string;
  /**
   * A list is one entry a line in an input, and a sequence in the config file. Tables (`name: value` a line) and records
   * (JSON a line) stand in a config file alone, as a map and as a sequence of maps.
   */
  readonly shape: 'scalar' | 'list' | 'table' | Fields;
  /** The same for an editor, as JSON Schema. */
  readonly json: JsonSchema;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What one entry of a list of records holds, by name. */
export type Fields = Readonly<Record<string, Field>>;

interface Field {
  readonly value: Value<unknown>;
  readonly required: boolean;
  /** What it is for, where what it may be does not say so. */
  readonly meaning?: string;
}

export function choice<const T extends string>(options: readonly T[], placeholder: string): Value<T> {
  return {
    parse: (raw) => accept(options.find((option) => option === raw)),
    expected: oneOf(options),
    placeholder,
    shape: 'scalar',
    json: { enum: options },
  };
}

export function integer(least: number, most: number): Value<number> {
  return {
    parse: (raw) => {
      // Digits only: Number() would also take '1e1', '0x0f' and ' 14 '.
      const value = /^\d{1,10}$/.test(raw) ? Number(raw) : Number.NaN;
      return accept(value >= least && value <= most ? value : undefined);
    },
    expected: `a whole number from ${least} to ${most}`,
    placeholder: 'N',
    shape: 'scalar',
    json: { type: 'integer', minimum: least, maximum: most },
  };
}

/** The spellings of YAML 1.2's core schema, which are also those of GitHub's own actions. */
export function truth(): Value<boolean> {
  return {
    parse: (raw) =>
      accept(/^(true|True|TRUE)$/.test(raw) ? true : /^(false|False|FALSE)$/.test(raw) ? false : undefined),
    expected: '`true` or `false`',
    placeholder: 'true|false',
    shape: 'scalar',
    json: { type: 'boolean' },
  };
}

/** A time with its unit, in milliseconds: a bare number is milliseconds to Postgres and seconds to most people. */
export function duration(): Value<number> {
  return {
    parse: (raw) => accept(raw === '0' || /[a-z]$/.test(raw) ? (milliseconds(raw) ?? undefined) : undefined),
    expected: 'a time with its unit, such as `2s` or `500ms`, or `0` for none',
    placeholder: 'TIME',
    shape: 'scalar',
    json: { type: ['string', 'integer'] },
  };
}

export function text(pattern: RegExp, expected: string, placeholder: string): Value<string> {
  return {
    parse: (raw) => accept(pattern.test(raw) ? raw : undefined),
    expected,
    placeholder,
    shape: 'scalar',
    json: { type: 'string' },
  };
}

/** One entry a line; white space around an entry and empty lines do not count. */
export function lines(entry: RegExp, expected: string, placeholder: string): Value<readonly string[]> {
  return {
    parse: (raw) => {
      const entries = raw
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
      return accept(entries.every((line) => entry.test(line)) ? entries : undefined);
    },
    expected,
    placeholder,
    shape: 'list',
    json: { type: 'array', items: { type: 'string' } },
  };
}

/** A value by name; a name that is given twice is refused by YAML itself. */
export function table<T>(of: Value<T>): Value<ReadonlyMap<string, T>> {
  return {
    parse: (raw) => {
      const found = new Map<string, T>();
      for (const line of raw.split('\n').filter((one) => one !== '')) {
        const [, name = '', value = ''] = /^(.*?): (.*)$/.exec(line) ?? [];
        const parsed = of.parse(value);
        if (!parsed.ok) return { ok: false };
        found.set(name, parsed.value);
      }
      return accept(found);
    },
    expected: of.expected,
    placeholder: of.placeholder,
    shape: 'table',
    json: { type: 'object', additionalProperties: of.json },
  };
}

/** Maps of the same fields, each as an input of its own would hold it. */
export function records(fields: Fields): Value<readonly ReadonlyMap<string, string>[]> {
  const names = Object.keys(fields);
  return {
    parse: (raw) => {
      const entries = raw
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => recordFrom(JSON.parse(line), fields));
      return accept(entries.every((entry) => entry !== null) ? entries : undefined);
    },
    expected: `entries with ${oneOf(names.filter((name) => fields[name]?.required === true))}`,
    placeholder: 'ENTRY',
    shape: fields,
    json: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: names.filter((name) => fields[name]?.required === true),
        properties: Object.fromEntries(
          Object.entries(fields).map(([name, { value, meaning }]) => [
            name,
            { ...value.json, description: sentence(meaning ?? value.expected) },
          ]),
        ),
      },
    },
  };
}

function recordFrom(entry: unknown, fields: Fields): ReadonlyMap<string, string> | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const found = new Map<string, string>(Object.entries(entry).map(([name, value]) => [name, String(value)]));
  for (const [name, { value, required }] of Object.entries(fields)) {
    const raw = found.get(name);
    if (raw === undefined ? required : !value.parse(raw).ok) return null;
  }
  return found;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

export function oneOf(options: readonly string[]): string {
  const quoted = options.map((option) => `\`${option}\``);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
}

function accept<T>(value: T | undefined): Parsed<T> {
  return value === undefined ? { ok: false } : { ok: true, value };
}
