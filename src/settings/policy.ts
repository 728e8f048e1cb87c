import type { BaselineEntry, Policy } from '../report/policy.js';
import type { Settings } from './schema.js';

/** The part of the settings that decides what becomes of findings; `now` tells which exceptions have run out. */
export function policyOf(settings: Settings, baseline: readonly BaselineEntry[], now: Date): Policy {
  return {
    forbidSuppression: settings.forbidSuppression,
    severities: [...settings.rules].map(([rule, severity]) => ({ rule, severity })),
    ignore: settings.ignore.map((entry) => ({
      rule: entry.get('rule') ?? '',
      reason: entry.get('reason') ?? '',
      paths: entry.get('paths') ?? null,
      until: entry.get('until') ?? null,
    })),
    baseline,
    today: now.toISOString().slice(0, 10),
  };
}
