import type { PreflightInput, SourceContent, SourceFile } from '../preflight.js';

/** What one call scans, before settings and `--schema` are put to it. */
export interface Collected {
  readonly files: readonly SourceFile[];
  readonly sets: PreflightInput['sets'];
  readonly codeMigrations: readonly string[];
  /** The migrations that ran before, in their order. */
  readonly earlier: PreflightInput['schema'];
  /** What a person should know about the choice; not part of the report. */
  readonly notes: readonly string[];
}

/** A file of which only its present text is known. */
export function givenFile(path: string, content: SourceContent): SourceFile {
  return { path, previousPath: null, status: 'given', content, baseText: null, changedLines: null };
}

/** A history that cannot be read is told: without it tables of production may pass for new ones, or stay unknown. */
export function unreadNote(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  return [`not all earlier migrations could be read (${paths.slice(0, 3).join(', ')}); give the schema with --schema`];
}
