export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** How one setting is written. Inputs, flags and scalars of the config file are read by the same `parse`. */
export interface Value<T> {
  readonly parse: (raw: string) => Parsed<T>;
  /** Completes the sentence "Write …". */
  readonly expected: string;
  /** What stands for the value in `--help`. */
  readonly placeholder: string;
  /** A list is one entry a line in an input, and a sequence in the config file. */
  readonly shape: 'scalar' | 'list';
}

export function choice<const T extends string>(options: readonly T[], placeholder: string): Value<T> {
  return {
    parse: (raw) => accept(options.find((option) => option === raw)),
    expected: oneOf(options),
    placeholder,
    shape: 'scalar',
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
  };
}

export function text(pattern: RegExp, expected: string, placeholder: string): Value<string> {
  return {
    parse: (raw) => accept(pattern.test(raw) ? raw : undefined),
    expected,
    placeholder,
    shape: 'scalar',
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
  };
}

export function oneOf(options: readonly string[]): string {
  const quoted = options.map((option) => `\`${option}\``);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} or ${last}`;
}

function accept<T>(value: T | undefined): Parsed<T> {
  return value === undefined ? { ok: false } : { ok: true, value };
}
