import type { SourceContent } from '../preflight.js';

/** Larger files are not read: a migration of a mebibyte is data, and the parser's memory grows a hundredfold. */
export const MAX_FILE_BYTES = 1024 * 1024;

/** A dump of a large application has 2 MiB; far above that it holds data. */
export const MAX_DUMP_BYTES = 32 * 1024 * 1024;

const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/**
 * Bytes of a file to text, refusing what the parser would misread: a NUL byte ends its input without an error, so
 * everything after it would pass unseen; bytes that are not UTF-8 would be replaced and read as something else.
 */
export function decodeSource(bytes: Uint8Array, most = MAX_FILE_BYTES): SourceContent {
  if (bytes.length > most) return unscannable(tooLarge(bytes.length));
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return unscannable('it is UTF-16; save it as UTF-8');
  }
  if (bytes.includes(0)) return unscannable('it holds a NUL byte, which hides everything after it from a parser');
  const text = utf8(bytes);
  if (text === null) return unscannable('it is not valid UTF-8');
  if (text.startsWith(LFS_POINTER)) return unscannable('it is a Git LFS pointer, not the migration itself');
  return { kind: 'text', text };
}

export function tooLarge(bytes: number): string {
  return `it is ${(bytes / 1024 / 1024).toFixed(1)} MiB; files above 1 MiB are not read`;
}

function unscannable(why: string): SourceContent {
  return { kind: 'unscannable', why };
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** Strips a leading BOM, as TextDecoder does by default. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A fatal decoder throws for nothing else.
    return null;
  }
}
