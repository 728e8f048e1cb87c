import { ConfigError } from '../errors.js';
import type { Setting } from './schema.js';

/** What one source says, by the setting's name, as text; only values that `checkedValue` let through. */
export type RawSettings = ReadonlyMap<string, string>;

/** Returns `raw` when the setting accepts it. `where` names the place, such as "input `fail-on`". */
export function checkedValue(setting: Setting<unknown>, raw: string, where: string): string {
  if (setting.value.parse(raw).ok) return raw;
  throw wrongValue(setting, raw, where);
}

export function wrongValue(setting: Setting<unknown>, raw: unknown, where: string): ConfigError {
  return new ConfigError(`${where} is ${quotedValue(raw)}`, `Write ${setting.value.expected}.`);
}

/** A wrong value as it is told to a person: one line, control characters escaped, cut at 60 characters. */
export function quotedValue(raw: unknown): string {
  const whole = JSON.stringify(raw) ?? 'nothing';
  const cut = whole.length > 60 ? `${whole.slice(0, 60)}…` : whole;
  // JSON leaves C1 controls and bidirectional marks in, which can rewrite a terminal line.
  return cut.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}
