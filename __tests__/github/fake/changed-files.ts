import { diffLines, hunksOf, patchText } from './line-diff.js';
import type { DiffLine, Hunk } from './line-diff.js';
import type { GitFile } from './git-objects.js';

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  /** Of the new side; of the old one where the file was removed. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly lines: readonly DiffLine[];
  readonly hunks: readonly Hunk[];
  /** Null for binary files, pure renames and files above the limit of changed lines. */
  readonly patch: string | null;
}

export interface DiffSettings {
  /** Above this many changed lines `patch` is left out, as GitHub does for big files. */
  readonly maxPatchLines: number;
  /** New path → old path of files that were renamed and edited; equal content is found without it. */
  readonly renames: Readonly<Record<string, string>>;
}

type Files = ReadonlyMap<string, GitFile>;

/** What changed from one tree to another, in the order of the paths. */
export function changedFiles(before: Files, after: Files, settings: DiffSettings): readonly ChangedFile[] {
  const sources = renameSources(before, after, settings.renames);
  const moved = new Set(sources.values());
  const changes: ChangedFile[] = [];
  for (const file of after.values()) {
    const source = before.get(sources.get(file.path) ?? file.path);
    if (source !== undefined && source.path === file.path && sameContent(source, file)) continue;
    changes.push(changedFile(source ?? null, file, settings.maxPatchLines));
  }
  for (const file of before.values()) {
    if (after.has(file.path) || moved.has(file.path)) continue;
    changes.push(changedFile(file, null, settings.maxPatchLines));
  }
  return changes.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

function renameSources(
  before: Files,
  after: Files,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  const gone = [...before.values()].filter((file) => !after.has(file.path));
  for (const file of after.values()) {
    if (before.has(file.path)) continue;
    const named = Object.hasOwn(given, file.path) ? given[file.path] : undefined;
    const taken = new Set(sources.values());
    const equal = gone.find((old) => !taken.has(old.path) && old.bytes.length > 0 && sameContent(old, file));
    const source = named ?? equal?.path;
    if (source !== undefined) sources.set(file.path, source);
  }
  return sources;
}

function sameContent(a: GitFile, b: GitFile): boolean {
  return a.sha === b.sha && a.mode === b.mode;
}

function changedFile(before: GitFile | null, after: GitFile | null, maxPatchLines: number): ChangedFile {
  const renamed = before !== null && after !== null && before.path !== after.path;
  const binary = [before, after].some((file) => file !== null && isBinary(file.bytes));
  const lines = binary ? [] : diffLines(textOf(before), textOf(after));
  const additions = lines.filter((line) => line.kind === 'added').length;
  const deletions = lines.filter((line) => line.kind === 'deleted').length;
  const shown = additions + deletions > 0 && additions + deletions <= maxPatchLines;
  const hunks = shown ? hunksOf(lines) : [];
  return {
    path: after?.path ?? before?.path ?? '',
    previousPath: renamed ? before.path : null,
    status: before === null ? 'added' : after === null ? 'removed' : renamed ? 'renamed' : 'modified',
    sha: after?.sha ?? before?.sha ?? '',
    additions,
    deletions,
    lines,
    hunks,
    patch: shown ? patchText(hunks) : null,
  };
}

function textOf(file: GitFile | null): string {
  if (file === null) return '';
  return file.type === 'commit' ? `Subproject commit ${file.sha}\n` : file.bytes.toString('utf8');
}

/** git's own test: a NUL within the first 8,000 bytes. */
function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 8_000).includes(0);
}
