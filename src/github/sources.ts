import type { SourceContent, SourceFile } from '../preflight.js';
import { decodeSource } from '../sql/decode.js';
import { blobId } from './blob-id.js';
import { addedText, changedLines, countLines, parsePatch, textBefore } from './diff.js';
import type { Hunk } from './diff.js';
import type { ChangedFile, Host, TreeEntry } from './host.js';

/** The token of an Actions run has 1,000 requests an hour for the whole repository; one file costs one. */
const MOST_FILES_READ = 400;

export interface ReadFiles {
  readonly files: readonly SourceFile[];
  /** Hunks by path; null where GitHub gave no patch that can be trusted. */
  readonly diffs: ReadonlyMap<string, readonly Hunk[] | null>;
}

/** Reads changed migrations at the head; `mergeBase` is asked only for a changed file whose patch GitHub left out. */
export async function readChangedFiles(
  host: Host,
  changed: readonly ChangedFile[],
  mergeBase: () => Promise<string>,
): Promise<ReadFiles> {
  const diffs = new Map(changed.map((file) => [file.path, trustedHunks(file)]));
  const files = await Promise.all(
    changed.map((file, index) =>
      index < MOST_FILES_READ
        ? readChangedFile(host, file, diffs.get(file.path) ?? null, mergeBase)
        : Promise.resolve(unread(file, tooMany(changed.length))),
    ),
  );
  return { files, diffs };
}

/** Blobs at the head that `readChangedFiles` asks for: those whose patch does not hold all of them. */
export function blobsAtHead(changed: readonly ChangedFile[]): readonly string[] {
  return changed
    .slice(0, MOST_FILES_READ)
    .flatMap((file) =>
      file.status === 'removed' || file.sha === null || rebuilt(file, trustedHunks(file)) !== null ? [] : [file.sha],
    );
}

/** The files of a whole tree, of which most were read already: nothing is known about a change. */
export async function readTree(
  host: Host,
  entries: readonly TreeEntry[],
  blobs: ReadonlyMap<string, Uint8Array>,
): Promise<readonly SourceFile[]> {
  const left = entries.filter(({ sha }) => !blobs.has(sha));
  const singles = new Set(left.slice(0, MOST_FILES_READ));
  const bytesOf = async (entry: TreeEntry) => blobs.get(entry.sha) ?? host.blob(entry.sha);
  const tooMany = `${left.length} migrations had to be read one by one, and only the first ${MOST_FILES_READ} were`;
  return Promise.all(
    entries.map(async (entry) => ({
      path: entry.path,
      previousPath: null,
      status: 'given' as const,
      content: blobs.has(entry.sha) || singles.has(entry) ? decoded(await bytesOf(entry)) : unscannable(tooMany),
      baseText: null,
      changedLines: null,
    })),
  );
}

async function readChangedFile(
  host: Host,
  file: ChangedFile,
  hunks: readonly Hunk[] | null,
  mergeBase: () => Promise<string>,
): Promise<SourceFile> {
  if (file.status === 'removed')
    return { ...identityOf(file), content: { kind: 'removed' }, baseText: null, changedLines: null };
  const bytes = rebuilt(file, hunks) ?? (file.sha === null ? null : await host.blob(file.sha));
  const content = decoded(bytes);
  if (bytes === null || content.kind !== 'text' || isNew(file)) {
    return { ...identityOf(file), content, baseText: null, changedLines: null };
  }
  const base = await bytesBefore(host, file, bytes, hunks, mergeBase);
  const baseContent = base === null ? null : decodeSource(base);
  // What the old version made exists already. Without it, tables of production would pass for new ones.
  if (baseContent?.kind !== 'text') return unread(file, 'its version before this change could not be read');
  return {
    ...identityOf(file),
    content,
    baseText: baseContent.text,
    changedLines: hunks === null ? null : changedLines(hunks),
  };
}

/** An added file is its patch; the blob id proves that nothing was cut or replaced on the way. */
function rebuilt(file: ChangedFile, hunks: readonly Hunk[] | null): Uint8Array | null {
  const text = file.status === 'added' && hunks !== null ? addedText(hunks) : null;
  if (text === null) return null;
  const bytes = new TextEncoder().encode(text);
  return blobId(bytes) === file.sha ? bytes : null;
}

async function bytesBefore(
  host: Host,
  file: ChangedFile,
  bytes: Uint8Array,
  hunks: readonly Hunk[] | null,
  mergeBase: () => Promise<string>,
): Promise<Uint8Array | null> {
  // A byte order mark is part of the patch's first line, so it must stay.
  const text = hunks === null ? null : textBefore(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), hunks);
  if (text !== null) return new TextEncoder().encode(text);
  return host.fileAt(file.previousPath ?? file.path, await mergeBase());
}

/** A patch with fewer lines than GitHub counted was cut. */
export function trustedHunks(file: ChangedFile): readonly Hunk[] | null {
  if (file.patch === null) return file.status === 'renamed' && file.additions + file.deletions === 0 ? [] : null;
  const hunks = parsePatch(file.patch);
  if (hunks === null) return null;
  const whole = countLines(hunks, 'new') === file.additions && countLines(hunks, 'old') === file.deletions;
  return whole ? hunks : null;
}

function identityOf(file: ChangedFile): Pick<SourceFile, 'path' | 'previousPath' | 'status'> {
  return {
    path: file.path,
    previousPath: file.status === 'renamed' ? file.previousPath : null,
    status: file.status === 'copied' ? 'added' : file.status,
  };
}

function isNew(file: ChangedFile): boolean {
  return file.status === 'added' || file.status === 'copied';
}

function unread(file: ChangedFile, why: string): SourceFile {
  return { ...identityOf(file), content: unscannable(why), baseText: null, changedLines: null };
}

function decoded(bytes: Uint8Array | null): SourceContent {
  return bytes === null ? unscannable('GitHub holds no text for it (a submodule?)') : decodeSource(bytes);
}

function unscannable(why: string): SourceContent {
  return { kind: 'unscannable', why };
}

function tooMany(count: number): string {
  return `${count} migrations changed at once and only the first ${MOST_FILES_READ} were read`;
}
