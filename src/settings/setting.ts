import type { DeployOrder } from '../preflight.js';
import type { Severity } from '../report/report.js';
import type { Pooler, RunTransaction } from '../told.js';
import type { Override } from './overrides.js';
import type { Value } from './value.js';

export type FailOn = 'unsafe' | 'caution' | 'never';

export interface Settings {
  /** Globs of migration files; empty: the frameworks are detected. */
  readonly paths: readonly string[];
  readonly postgresVersion: number;
  readonly failOn: FailOn;
  readonly reviewComments: boolean;
  readonly summaryComment: boolean;
  readonly maxInlineComments: number;
  /** Empty: no check run is published. */
  readonly checkName: string;
  readonly onUnscannable: 'fail' | 'warn';
  readonly deployOrder: DeployOrder;
  readonly key: string;
  readonly reportFile: string | null;
  readonly sarifFile: string | null;
  readonly pullRequest: number | null;
  /** What a comment may suppress; `approved`: an unsafe finding only where the pull request is approved. */
  readonly suppressions: 'free' | 'approved' | 'none';
  /** Logins and teams (`org/team`) whose approval counts; empty: whoever may write to the repository. */
  readonly suppressionApprovers: readonly string[];
  /** Whether boxes "before the deploy" that nobody ticked fail the check. */
  readonly requireChecklist: boolean;
  /** Rules whose findings no comment may suppress. */
  readonly forbidSuppression: readonly string[];
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Findings that are accepted: `rule` and `reason`, and what narrows them, `paths` and `until`. */
  readonly ignore: readonly ReadonlyMap<string, string>[];
  /** Path of the file that holds the findings a repository began with. */
  readonly baseline: string | null;
  /** A dump of the schema before, by its path from the root of the repository. */
  readonly schema: string | null;
  /** The tool that runs the migrations, `none` for one that we do not know; null: it is detected. */
  readonly framework: string | null;
  /** What one transaction spans; null: what the tool does. */
  readonly transaction: RunTransaction | null;
  /** In milliseconds, of the connection that runs the migrations; null: nothing is said. */
  readonly assumedLockTimeout: number | null;
  readonly assumedStatementTimeout: number | null;
  readonly pooler: Pooler;
  readonly hotTables: readonly string[];
  readonly smallTables: readonly string[];
  /** Path of the file that holds how large tables are. */
  readonly tableSizes: string | null;
  readonly overrides: readonly Override[];
}

export type SettingSource = 'input' | 'file' | 'flag';

/** What a person reads about one setting in action.yml, the README and `--help`. */
export interface SettingText {
  readonly name: string;
  readonly meaning: string;
  /** The default as a person would write it; empty when there is none. */
  readonly shownDefault: string;
  readonly sources: readonly SettingSource[];
}

export interface Setting<T> extends SettingText {
  readonly default: T;
  readonly value: Value<T>;
}
