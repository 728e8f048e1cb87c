/**
 * 64 bits of FNV-1a as 16 hex digits: names a statement or finding in a comment's marker. Not a defence: whoever
 * can choose SQL can choose it again; authorship is what a marker is believed for.
 */
export function fingerprint(...parts: readonly string[]): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const part of parts) {
    for (let at = 0; at <= part.length; at += 1) {
      // One more round a part than characters, so that ('ab', 'c') and ('a', 'bc') differ.
      low ^= at < part.length ? part.charCodeAt(at) : 0xffff;
      const carried = Math.imul(low & 0xffff, 0x1b3) + ((Math.imul(low >>> 16, 0x1b3) & 0xffff) << 16);
      const overflow = Math.floor(((low >>> 0) * 0x1b3) / 0x1_0000_0000);
      high = (Math.imul(high, 0x1b3) + overflow + (low << 8)) | 0;
      low = carried | 0;
    }
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}

/** A statement's text without what may change without changing it: white space and case outside quotes. */
export function normalised(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim().toLowerCase();
}
