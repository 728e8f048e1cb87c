/** The newest version at each place of a tree that has some; a place is a folder, and how deep a path goes on from it. */
export type NewestVersions = ReadonlyMap<string, string>;

export function newestVersions(paths: readonly string[]): NewestVersions {
  const newest = new Map<string, string>();
  for (const segments of paths.map((path) => path.split('/')))
    for (const [at, segment] of segments.entries()) {
      const version = formOf(segment)?.version;
      const place = placeOf(segments, at);
      if (version !== undefined && BigInt(version) > BigInt(newest.get(place) ?? -1)) newest.set(place, version);
    }
  return newest;
}

function placeOf(segments: readonly string[], at: number): string {
  return [segments.length, ...segments.slice(0, at)].join('/');
}

/**
 * The path that a migration behind all of these would have: the same form, the next version, a description of its own.
 * null where the path has no version that could be counted up.
 */
export function nextFile(path: string, others: readonly NewestVersions[], description: string): string | null {
  const segments = path.split('/');
  const at = segments.findLastIndex((segment) => VERSIONED.test(segment));
  const form = formOf(segments[at] ?? '');
  if (at < 0 || form === null) return null;
  const place = placeOf(segments, at);
  const versions = others.flatMap((newest) => newest.get(place) ?? []);
  const version = versions.reduce((newest, one) => (BigInt(one) > BigInt(newest) ? one : newest), form.version);
  const words = description.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 60);
  const name = `${form.before}${following(version)}${form.separator}${words}${form.ending}`;
  return [...segments.slice(0, at), name, ...segments.slice(at + 1)].join('/');
}

/** The path that this migration itself would have behind all of these: its own words, the next version. */
export function behind(path: string, others: readonly string[]): string | null {
  const segment = path.split('/').findLast((one) => VERSIONED.test(one)) ?? '';
  const form = formOf(segment);
  if (form === null) return null;
  const start = form.before.length + form.version.length + form.separator.length;
  return nextFile(
    path,
    [newestVersions(others)],
    segment.slice(start, segment.length - form.ending.length) || 'migration',
  );
}

/** `0007_orders.up.sql`, `V7__orders.sql`, `20260101120000_orders` with a file in it, `007.do.orders.sql`. */
const VERSIONED = /^([Vv]?)([0-9]{1,20})(\.do\.|__|[_-])/;

interface Form {
  readonly before: string;
  readonly version: string;
  readonly separator: string;
  readonly ending: string;
}

function formOf(segment: string): Form | null {
  const [, before, version, separator] = VERSIONED.exec(segment) ?? [];
  if (before === undefined || version === undefined || separator === undefined) return null;
  const [ending = ''] = /(?:(?:\.tx)?(?:[.-](?:up|down))?\.sql)?$/i.exec(segment) ?? [];
  return { before, version, separator, ending: ending.replace(/down(?=\.sql$)/i, 'up') };
}

/** The next number, or the next second of a time of fourteen digits. */
function following(version: string): string {
  const [, year, month, day, hour, minute, second] =
    /^(20[0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})$/.exec(version) ?? [];
  if (second === undefined) return String(BigInt(version) + 1n).padStart(version.length, '0');
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second) + 1);
  return new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);
}
