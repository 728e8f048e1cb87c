import { ConfigError } from '../errors.js';
import { didYouMean } from './nearest.js';
import { quotedValue } from './raw-settings.js';
import type { Settings } from './schema.js';

/** A misspelt rule would forbid nothing and nobody would notice. */
export function checkRuleNames(settings: Settings, rules: readonly string[], configPath: string): void {
  const unknown = settings.forbidSuppression.find((rule) => !rules.includes(rule));
  if (unknown === undefined) return;
  throw new ConfigError(
    `${configPath}: \`forbid-suppression\` names no rule: ${quotedValue(unknown)}`,
    `${didYouMean(unknown, rules)}\`pg-preflight explain\` lists all rules.`,
  );
}
