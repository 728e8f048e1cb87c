import { createTarDecoder } from 'modern-tar';
import type { FoundLine } from '../code/base-search.js';

/** A compressed tar, as GitHub sends one of a commit. */
export type Archive = ReadableStream<Uint8Array<ArrayBuffer>>;

/** The path of a file in the archive, and its bytes. */
export type Keep = (path: string, bytes: Uint8Array) => void;

/** More than this is not worth a review's time: unpacking alone takes seconds. */
export const MOST_BYTES = 256 * 1024 * 1024;
const MOST_FILE_BYTES = 32 * 1024 * 1024;
/** git takes a file with a NUL so early for no text. */
const LOOKED_AT = 8_000;

/**
 * Lines of a commit's text files that match one of the patterns, whatever their case. `paths` is what the tree holds: an
 * archive leaves out what `.gitattributes` tells it to, and what was not searched must not pass for a place where nothing
 * is. null where it lacks one of them, or is too large. `keep` sees every file on the way.
 */
export async function searchArchive(
  archive: Archive,
  paths: readonly string[],
  patterns: readonly string[],
  keep: Keep = () => {},
): Promise<readonly FoundLine[] | null> {
  const pattern = new RegExp(patterns.join('|'), 'i');
  const missing = new Set(paths);
  const found: FoundLine[] = [];
  let left = MOST_BYTES;
  for await (const { header, body } of archive
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(createTarDecoder())) {
    const path = header.name.slice(header.name.indexOf('/') + 1);
    left -= header.size;
    if (left < 0 || (header.type === 'file' && header.size > MOST_FILE_BYTES)) return null;
    if (header.type !== 'file') {
      await body.cancel();
      continue;
    }
    missing.delete(path);
    const bytes = Buffer.from(await new Response(body).arrayBuffer());
    keep(path, bytes);
    found.push(...linesIn(path, bytes, pattern));
  }
  return missing.size === 0 ? found : null;
}

function linesIn(path: string, bytes: Buffer, pattern: RegExp): readonly FoundLine[] {
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return [];
  const text = bytes.toString('utf8');
  if (!pattern.test(text)) return [];
  return text.split('\n').flatMap((line, at) => (pattern.test(line) ? [{ path, line: at + 1, text: line }] : []));
}
