import { ConfigError } from '../errors.js';
import { keyNode, nodeAt, placeOf } from './config-place.js';
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
    ...[...settings.rules.keys()].map((rule) => ({ rule, path: ['rules'], relaxes: true })),
    ...settings.overrides.flatMap(({ rules }, at) =>
      [...rules.keys()].map((rule) => ({ rule, path: ['overrides', at, 'rules'], relaxes: true })),
    ),
    ...settings.ignore.map((entry, at) => ({
      rule: entry.get('rule') ?? '',
      path: ['ignore', at, 'rule'],
      relaxes: true,
    })),
  ];
  for (const { rule, path, relaxes } of named) {
    const place = `${placeOf(keyNode(path, rule, parsed) ?? nodeAt(path, parsed), parsed)}: \`${String(path[0])}\``;
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
