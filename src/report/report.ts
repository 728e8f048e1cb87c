import type { FailureModeId } from '../rules/mode.js';
import type { LockMode } from '../effects/lock-mode.js';

export type Severity = 'unsafe' | 'caution' | 'note';
export type Verdict = 'unsafe' | 'caution' | 'safe';
/** `change`: what a pull request, a push or a range changed; `files`: named files, or all of a folder or tree. */
export type Subject = 'change' | 'files';
export type Direction = 'up' | 'down' | 'both';
export type TransactionSpan = 'run' | 'file' | 'statement';

/** What one statement does, in the contract's words: relations as `schema.name`, the strongest lock per relation. */
export interface EffectsReport {
  readonly locks: readonly { readonly relation: string; readonly mode: LockMode; readonly existing: boolean }[];
  readonly rewrites: readonly string[];
  readonly scans: readonly string[];
  readonly mayRewrite: readonly string[];
  readonly mayScan: readonly string[];
  readonly rebuildsIndexes: readonly string[];
  readonly writes: 'none' | 'bounded' | 'unbounded';
  readonly fails: string | null;
}

export interface StatementReport {
  readonly index: number;
  /** The command tag (`CREATE INDEX`), or null for a piece that could not be read. */
  readonly kind: string | null;
  /** 1-based lines of the statement itself; comments before it are not part of it. */
  readonly startLine: number;
  readonly endLine: number;
  /** Hash of the normalised text and its n-th occurrence in the file: survives a rebase, has no line numbers in it. */
  readonly identity: string;
  readonly effects: EffectsReport;
}

export interface FileReport {
  readonly path: string;
  readonly framework: string;
  readonly direction: Direction;
  readonly transaction: TransactionSpan;
  readonly statements: readonly StatementReport[];
}

/** 1-based inclusive lines of a file. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** Replaces exactly these lines of the file when a person commits it. */
export interface Suggestion extends LineRange {
  readonly lines: readonly string[];
}

/** One migration of a fix that takes several, each of which must have committed before the next. */
export interface FixFile {
  /** The file of the finding for the first; null where nobody can name the next one. */
  readonly path: string | null;
  /** False where its tool cannot run it, so that a person does. */
  readonly inMigration: boolean;
  /** Why it is a file of its own; may hold names of strangers. */
  readonly about: string;
  readonly sql: string;
}

export interface Finding {
  /** null only for `unreadable-migration`. */
  readonly mode: FailureModeId | null;
  readonly alsoModes: readonly FailureModeId[];
  readonly rule: string;
  /** Hash of rule, statement identity and object names: the same finding on the next run, wherever it moved. */
  readonly identity: string;
  readonly severity: Severity;
  /** null where a finding is about the pull request as a whole. */
  readonly path: string | null;
  /** Index into the file's statements; null where a finding is about a file. */
  readonly statement: number | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly related: readonly (LineRange & { readonly path: string })[];
  /** One line of plain text, no Markdown, at most 100 characters or so. */
  readonly title: string;
  /** Sentences; `back-ticks` around SQL. Identifiers in it come from strangers. */
  readonly message: string;
  /** SQL that runs, with the user's own names; empty when there is nothing to paste. */
  readonly fix: string;
  /** The same file by file; empty where it is not several. */
  readonly fixFiles: readonly FixFile[];
  /** Address of the rule's page. */
  readonly docs: string;
  readonly suppressed: Suppressed | null;
  readonly suggestion: Suggestion | null;
  /** False for a statement of a modified file that this pull request did not touch. */
  readonly inDiff: boolean;
}

export interface Suppressed {
  readonly by: 'comment' | 'config' | 'baseline';
  readonly reason: string;
  /** Whether this change wrote the comment. */
  readonly addedHere: boolean;
}

/** A comment that was meant to suppress and does not, in whole or for one of its rules. */
export interface IdleSuppression {
  readonly path: string;
  readonly line: number;
  /** A clause with `back-ticks` around foreign text. */
  readonly why: string;
}

export interface ChecklistItem {
  readonly phase: 'before' | 'during' | 'after';
  readonly text: string;
  readonly done: boolean;
  /** The same as long as the box asks the same about the same statements. */
  readonly identity: string;
  /** Somebody had ticked it, and one of its statements has changed since. */
  readonly cleared: boolean;
  /** The query to run, names filled in; empty when the item is not a query. */
  readonly sql: string;
}

/** One step of whoever deploys: a sentence, and what to run for it. */
export interface RunbookStep {
  readonly phase: 'before' | 'during' | 'after' | 'rollback';
  /** Sentences; `back-ticks` around SQL. Identifiers in it come from strangers. */
  readonly text: string;
  /** What to run, names filled in; empty where there is nothing. */
  readonly code: string;
  /** `standby`: also, or only, there. `shell`: no SQL. */
  readonly on: 'primary' | 'standby' | 'shell';
}

/** Stands for the files of a change that GitHub did not list. */
export const CHANGED_FILES = 'the list of changed files';

/** Something that was not judged, and why; named in every summary. */
export interface NotScanned {
  readonly path: string;
  readonly why: string;
}

/** What the schema before the judged migrations was taken from. */
export interface SchemaSource {
  /** `unknown`: it should be known, and could not be read. */
  readonly kind: 'none' | 'dump' | 'migrations' | 'unknown';
  /** Of the dump. */
  readonly path: string | null;
  /** How many were replayed; those after the dump, where there is one. */
  readonly migrations: number;
  /** Paths of what was not understood, whole or in part: the tables named there count as unknown. */
  readonly notUnderstood: readonly string[];
  readonly problem: string | null;
}

/**
 * The result of a scan, the only thing renderers and the publisher read. Sorted: files by path, findings by
 * path, line, severity, rule. Holds no dates and nothing of the environment.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'pg-preflight'; readonly version: string };
  readonly postgresVersion: number;
  readonly verdict: Verdict;
  /** Not part of the JSON report. */
  readonly subject: Subject;
  readonly files: readonly FileReport[];
  readonly findings: readonly Finding[];
  readonly checklist: readonly ChecklistItem[];
  /** What the deploy of this change needs, in order; empty where it needs nothing. */
  readonly runbook: readonly RunbookStep[];
  readonly notScanned: readonly NotScanned[];
  readonly schemaSource: SchemaSource;
  readonly idleSuppressions: readonly IdleSuppression[];
  /** Sentences such as "one transaction a file (runner unknown)", each once. */
  readonly assumptions: readonly string[];
  /** Text of the judged files by path, for code frames; never part of the JSON report. */
  readonly sources: Readonly<Record<string, string>>;
}
