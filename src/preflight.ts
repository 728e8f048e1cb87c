import type { LineRange, Report } from './report/report.js';

/** Text of one changed file as a door (disk/, github/) found it. */
export type SourceContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Could not be read as SQL text at all: too large, LFS pointer, not UTF-8, NUL byte, time-out. */
  | { readonly kind: 'unscannable'; readonly why: string }
  | { readonly kind: 'removed' };

export interface SourceFile {
  readonly path: string;
  /** The old path of a renamed file. */
  readonly previousPath: string | null;
  /** `given`: named by a person or found in a whole tree, so nothing is known about a change. */
  readonly status: 'added' | 'modified' | 'renamed' | 'removed' | 'given';
  readonly content: SourceContent;
  /** Text at the merge base of a modified or renamed file; null when there was none. */
  readonly baseText: string | null;
  /** Lines this change added or touched; null: all of them. */
  readonly changedLines: readonly LineRange[] | null;
}

/** Everything the pure engine needs; plain JSON, so that it can cross into the child process. */
export interface PreflightInput {
  readonly files: readonly SourceFile[];
  /** SQL of the schema before, in the order it ran. */
  readonly schema: readonly { readonly path: string; readonly text: string }[];
  /** `together`: one set of migrations (pull request, range, named files). `each`: every file its own set, in order. */
  readonly sets: 'together' | 'each';
  /** Set when the list of changed files may be incomplete, with the reason. */
  readonly listCut: string | null;
  /** Changed files that look like migrations in a language we do not read (Rails, Django, Knex, …). */
  readonly codeMigrations: readonly string[];
  readonly settings: EngineSettings;
}

export interface EngineSettings {
  readonly postgresVersion: number;
  readonly onUnscannable: 'fail' | 'warn';
  /** Rules whose findings no comment may suppress. */
  readonly forbidSuppression: readonly string[];
  /** Version of pg-preflight, for the report. */
  readonly version: string;
  /** Address of `docs/rules/`, without the closing slash. */
  readonly docsBase: string;
}

export function preflight(_input: PreflightInput): Report {
  throw new Error('wired in by the engine');
}
