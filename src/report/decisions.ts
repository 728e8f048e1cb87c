import { anyGlob, globMatcher } from '../frameworks/glob.js';
import { code } from '../rules/prose.js';
import type { Ignore, PathPolicy, Policy } from './policy.js';
import type { Finding, Severity } from './report.js';
import { bySeverity } from './verdict.js';

export interface Decisions {
  /** The finding with the severity that the repository gives its rule; null where the rule is off. */
  readonly judged: (finding: Finding) => Finding | null;
  /** The finding, suppressed where the config or the baseline accepts it and no comment did. */
  readonly accepted: (finding: Finding) => Finding;
  /** What a reader of the review should know of the policy. */
  readonly told: readonly string[];
}

/** The repository's policy, ready to be put to findings. */
export function decisions({ severities, overrides, ignore, baseline, today }: Policy): Decisions {
  const severityOf = severityIn(severities, overrides);
  const known = new Set(baseline.map(({ identity, path }) => entryKey(identity, path)));
  const current = ignore.filter(({ until }) => until === null || today <= until).map(ready);
  return {
    judged: (finding) => {
      const severity = severityOf(finding);
      if (severity === 'off') return null;
      return severity === finding.severity ? finding : { ...finding, severity };
    },
    accepted: (finding) => {
      if (finding.suppressed !== null || finding.mode === null) return finding;
      const reason = current.find(({ covers }) => covers(finding))?.reason;
      if (reason !== undefined) return { ...finding, suppressed: { by: 'config', reason, addedHere: false } };
      if (!known.has(entryKey(finding.identity, finding.path))) return finding;
      const reasonOfAll = 'it was there when the baseline was written';
      return { ...finding, suppressed: { by: 'baseline', reason: reasonOfAll, addedHere: false } };
    },
    told: [
      ...offSentence(severities),
      ...overrides.flatMap(pathSentences),
      ...ignore.flatMap((entry) => endedSentence(entry, today)),
    ],
  };
}

/** A rule's own word goes over what a path says of all of them, and that of a path over the general one. */
function severityIn(
  severities: Policy['severities'],
  overrides: Policy['overrides'],
): (finding: Finding) => Severity | 'off' {
  const general = new Map(severities.map(({ rule, severity }) => [rule, severity]));
  const entries = overrides.map((entry) => ({ ...entry, covers: anyGlob(entry.paths) }));
  return ({ path, rule, severity, mode }) => {
    const here = path === null ? [] : entries.filter(({ covers }) => covers(path));
    const named = here.flatMap(({ severities: some }) => some.filter((one) => one.rule === rule)).at(-1)?.severity;
    if (named !== undefined) return named;
    const found = general.get(rule) ?? severity;
    const worst = here.findLast((entry) => entry.worst !== null)?.worst ?? null;
    // Nobody knows what a file that was not read would do.
    if (worst === null || mode === null || found === 'off') return found;
    return bySeverity(found, worst) < 0 ? worst : found;
  };
}

function pathSentences({ paths, worst, severities }: PathPolicy): readonly string[] {
  const where = paths.map(code).join(', ');
  const off = severities.filter(({ severity }) => severity === 'off').map(({ rule }) => code(rule));
  return [
    ...(off.length === 0 ? [] : [`The config turns off ${off.join(', ')} in ${where}.`]),
    ...(worst === null ? [] : [`The config lets no finding in ${where} be worse than a ${worst}.`]),
  ];
}

function ready({ rule, reason, paths }: Ignore) {
  const inScope = paths === null ? () => true : globMatcher(paths);
  const covers = (finding: Finding): boolean => finding.rule === rule && inScope(finding.path ?? '');
  return { reason, covers };
}

function entryKey(identity: string, path: string | null): string {
  return `${identity} ${path ?? ''}`;
}

function offSentence(severities: Policy['severities']): readonly string[] {
  const off = severities.filter(({ severity }) => severity === 'off').map(({ rule }) => code(rule));
  return off.length === 0 ? [] : [`The config turns off ${off.join(', ')}.`];
}

function endedSentence({ rule, reason, until }: Ignore, today: string): readonly string[] {
  if (until === null || today <= until) return [];
  return [`The config accepted ${code(rule)} until ${until} (${reason}); it counts again.`];
}
