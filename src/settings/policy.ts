import type { BaselineEntry, CommentPolicy, Policy } from '../report/policy.js';
import type { Settings } from './schema.js';

/** Where nobody can be asked for an approval there is none; a run on a pull request asks. */
const COMMENTS: Readonly<Record<Settings['suppressions'], CommentPolicy>> = {
  free: { allows: 'all', why: '' },
  approved: {
    allows: 'all but unsafe',
    why: 'the finding is unsafe, which takes an approval of the pull request (`suppressions: approved`), and only a run on a pull request can ask for one',
  },
  none: { allows: 'none', why: 'the config lets no comment suppress a finding (`suppressions: none`)' },
};

/** The part of the settings that decides what becomes of findings; `now` tells which exceptions have run out. */
export function policyOf(settings: Settings, baseline: readonly BaselineEntry[], now: Date): Policy {
  return {
    comments: COMMENTS[settings.suppressions],
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
