/**
 * 64 bits as 16 hex digits, from two multiplicative hashes: names a statement or finding in a comment's marker. Not a
 * defence: whoever can choose SQL can choose it again; authorship is what a marker is believed for.
 */
export function fingerprint(...parts: readonly string[]): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const part of parts) {
    for (let at = 0; at <= part.length; at += 1) {
      // One more round a part than characters, so that ('ab', 'c') and ('a', 'bc') differ.
      const code = at < part.length ? part.charCodeAt(at) : 0xffff;
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return hex(high) + hex(low);
}

/** A statement's text without what may change without changing it: white space and case outside quotes. */
export function normalised(sql: string): string {
  return sql.replace(/'[^']*'|"[^"]*"|\s+|[^'"\s]+/g, withoutForm).trim();
}

function withoutForm(part: string): string {
  if (part.startsWith("'") || part.startsWith('"')) return part;
  return /^\s/.test(part) ? ' ' : part.toLowerCase();
}

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}
