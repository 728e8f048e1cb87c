/** The version that a migration has by its name, as numbers: `V1.2__x.sql`, `0007_x.up.sql`, `20260101120000_x/up.sql`. */
export function migrationVersion(path: string): readonly bigint[] | null {
  const segments = path.split('/');
  const [, flyway] = /^[Vv]([0-9]+(?:[._][0-9]+)*)__/.exec(segments.at(-1) ?? '') ?? [];
  if (flyway !== undefined) return withoutZeros(flyway.split(/[._]/).map(BigInt));
  const named = (FIXED_NAME.test(segments.at(-1) ?? '') ? segments.at(-2) : segments.at(-1)) ?? '';
  // The dashes of a date do not count.
  const [date] = /^[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?:-[0-9]{4,6})?(?=[._-])/.exec(named) ?? [];
  if (date !== undefined) return [BigInt(date.replaceAll('-', ''))];
  const [, dotted] = /^[Vv]?([0-9]+(?:\.[0-9]+)*)(?:[._-]|$)/.exec(named) ?? [];
  return dotted === undefined ? null : withoutZeros(dotted.split('.').map(BigInt));
}

/** Tools that give each migration a folder name the file in it always the same. */
const FIXED_NAME = /^(?:migration|up|down)\.sql$/i;

export function compareVersions(a: readonly bigint[], b: readonly bigint[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left, right] = [a[at] ?? 0n, b[at] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** `1.0` is `1`. */
function withoutZeros(parts: readonly bigint[]): readonly bigint[] {
  const last = parts.findLastIndex((part) => part !== 0n);
  return parts.slice(0, Math.max(1, last + 1));
}
