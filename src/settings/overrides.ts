import type { Severity } from '../report/report.js';
import type { RunTransaction } from '../told.js';
import { choice, duration, lines, records, table, type Fields, type Value } from './value.js';
import { FRAMEWORK, GLOB, LEVEL, MAJOR, TRANSACTION } from './values.js';

/** What is different for some paths; null where nothing is said. */
export interface Override {
  readonly paths: readonly string[];
  readonly framework: string | null;
  readonly transaction: RunTransaction | null;
  readonly postgresVersion: number | null;
  readonly assumedLockTimeout: number | null;
  readonly assumedStatementTimeout: number | null;
  /** The worst that a finding there may be. */
  readonly severity: Severity | null;
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
}

const PATHS = lines(GLOB, 'globs relative to the root of the repository, without `!`', 'GLOB');
const SEVERITY = choice(['caution', 'note'], 'LEVEL');
const RULES = table(LEVEL);
const TIME = duration();

const FIELDS: Fields = {
  paths: { value: PATHS, required: true },
  framework: { value: FRAMEWORK, required: false },
  transaction: { value: TRANSACTION, required: false },
  'postgres-version': { value: MAJOR, required: false },
  'assumed-lock-timeout': { value: TIME, required: false },
  'assumed-statement-timeout': { value: TIME, required: false },
  severity: { value: SEVERITY, required: false, meaning: 'the worst that a finding there may be' },
  rules: { value: RULES, required: false, meaning: 'severity of findings there, by rule' },
};

export function overrides(): Value<readonly Override[]> {
  const entries = records(FIELDS);
  return {
    ...entries,
    parse: (raw) => {
      const parsed = entries.parse(raw);
      return parsed.ok ? { ok: true, value: parsed.value.map(overrideFrom) } : parsed;
    },
  };
}

function overrideFrom(entry: ReadonlyMap<string, string>): Override {
  const field = <T>(name: string, { parse }: Value<T>): T | null => {
    const raw = entry.get(name);
    const parsed = raw === undefined ? null : parse(raw);
    return parsed?.ok === true ? parsed.value : null;
  };
  return {
    paths: field('paths', PATHS) ?? [],
    framework: field('framework', FRAMEWORK),
    transaction: field('transaction', TRANSACTION),
    postgresVersion: field('postgres-version', MAJOR),
    assumedLockTimeout: field('assumed-lock-timeout', TIME),
    assumedStatementTimeout: field('assumed-statement-timeout', TIME),
    severity: field('severity', SEVERITY),
    rules: field('rules', RULES) ?? new Map(),
  };
}
