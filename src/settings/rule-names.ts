import { ConfigError } from '../errors.js';
import { placeOf } from './config-place.js';
import type { Parsed } from './config-place.js';
import { mergeSettings } from './merge.js';
import { didYouMean } from './nearest.js';
import { quotedValue } from './raw-settings.js';
import type { RawSettings } from './raw-settings.js';

const NOT_READ = 'unreadable-migration';

/** A misspelt rule would change nothing, and nobody would notice. */
export function checkRuleNames(raw: RawSettings, rules: readonly string[], parsed: Parsed): void {
  const settings = mergeSettings(raw);
  const named: readonly Named[] = [
    ...settings.forbidSuppression.map((rule, at) => ({ rule, path: ['forbid-suppression', at], relaxes: false })),
    ...[...settings.rules.keys()].map((rule) => ({ rule, path: ['rules', rule], relaxes: true })),
    ...settings.ignore.map((entry, at) => ({ rule: entry.get('rule') ?? '', path: ['ignore', at], relaxes: true })),
  ];
  for (const { rule, path, relaxes } of named) {
    const node = parsed.document.getIn(path, true) ?? parsed.document.getIn(path.slice(0, 1), true);
    const place = `${placeOf(node, parsed)}: \`${String(path[0])}\``;
    if (!rules.includes(rule)) {
      const advice = `${didYouMean(rule, rules)}\`pg-preflight explain\` lists all rules.`;
      throw new ConfigError(`${place} names no rule: ${quotedValue(rule)}`, advice);
    }
    if (relaxes && rule === NOT_READ) {
      const why = 'cannot speak of `unreadable-migration`, since nobody knows what the file would do';
      throw new ConfigError(`${place} ${why}`, 'Make the file readable, or leave it out with `paths`.');
    }
  }
}

interface Named {
  readonly rule: string;
  readonly path: readonly (string | number)[];
  /** Whether the setting makes the rule say less. */
  readonly relaxes: boolean;
}
