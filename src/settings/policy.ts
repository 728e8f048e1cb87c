import type { BaselineEntry, Policy } from '../report/policy.js';
import type { Settings } from './schema.js';

/** The part of the settings that decides what becomes of findings; `now` tells which exceptions have run out. */
export function policyOf(settings: Settings, baseline: readonly BaselineEntry[], now: Date): Policy {
  return {
    commentsCount: settings.suppressions === 'free',
    forbidSuppression: settings.forbidSuppression,
    severities: severitiesOf(settings.rules),
    ignore: settings.ignore.map((entry) => ({
      rule: entry.get('rule') ?? '',
      reason: entry.get('reason') ?? '',
      paths: entry.get('paths') ?? null,
      until: entry.get('until') ?? null,
    })),
    overrides: settings.overrides.map(({ paths, severity, rules }) => ({
      paths,
      worst: severity,
      severities: severitiesOf(rules),
    })),
    baseline,
    today: now.toISOString().slice(0, 10),
  };
}

function severitiesOf(rules: Settings['rules']): Policy['severities'] {
  return [...rules].map(([rule, severity]) => ({ rule, severity }));
}
