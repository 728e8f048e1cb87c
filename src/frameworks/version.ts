import type { Evidence } from './evidence.js';

/** What is known about the version of a package: every one that its lock names, or the range that its project asks for. */
export interface Version {
  /** Lowest and highest that it may be, as numbers of a dotted version; `highest` is null where nothing bounds it. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[] | null;
  /** As a person would say it. */
  readonly words: string;
}

/** Whether a version has what came with another; `unknown` where it may be on either side. */
export function isSince(version: Version | null, since: string): 'yes' | 'no' | 'unknown' {
  if (version === null) return 'unknown';
  const wanted = numbers(since);
  if (compare(version.lowest, wanted) >= 0) return 'yes';
  return version.highest !== null && compare(version.highest, wanted) < 0 ? 'no' : 'unknown';
}

/** From the lock that is nearest to the migration, else from the nearest project that asks for one of the packages. */
export function versionOf(packages: readonly string[], nearest: readonly Evidence[]): Version | null {
  for (const { path, text } of nearest) {
    const found = text === null ? [] : locked(nameOf(path), text, packages);
    if (found.length > 0) return spanning(found);
  }
  for (const { path, text } of nearest) {
    const asked = text !== null && nameOf(path) === 'package.json' ? askedFor(text, packages) : null;
    if (asked !== null) return asked;
  }
  return null;
}

export const LOCK_FILES = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/;

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** Versions that a lock file names. Read line by line as text: of a file of megabytes only these lines matter. */
function locked(file: string, text: string, packages: readonly string[]): readonly string[] {
  const names = packages.map(escaped).join('|');
  const pattern = LOCKED[file]?.(names);
  return pattern === undefined ? [] : [...text.matchAll(pattern)].flatMap(([, version]) => version ?? []);
}

const VERSION = String.raw`([0-9]+\.[0-9]+\.[0-9]+)`;

const LOCKED: Readonly<Record<string, (names: string) => RegExp>> = {
  'package-lock.json': npmLock,
  'npm-shrinkwrap.json': npmLock,
  'pnpm-lock.yaml': (names) => new RegExp(String.raw`^ {2}'?/?(?:${names})[@/]${VERSION}[^\n]*:\s*$`, 'gm'),
  'yarn.lock': (names) => new RegExp(String.raw`^"?(?:${names})@[^\n]*:\r?\n\s+version:?\s+"?${VERSION}`, 'gm'),
  'bun.lock': (names) => new RegExp(String.raw`"(?:${names})": \["(?:${names})@${VERSION}`, 'g'),
};

function npmLock(names: string): RegExp {
  return new RegExp(String.raw`"(?:[^"\n]*/)?node_modules/(?:${names})":\s*\{\s*"version":\s*"${VERSION}`, 'g');
}

/** `^7.3.0`, `~6.19`, `7.4.0`; a range of any other form tells its lower end at most. */
function askedFor(text: string, packages: readonly string[]): Version | null {
  const names = packages.map(escaped).join('|');
  const asked = new RegExp(String.raw`"(?:${names})"\s*:\s*"([^"\n]{1,40})"`).exec(text)?.[1];
  const [, sign = '', digits] = /^\s*(\^|~|=|>=)?\s*v?([0-9]+(?:\.[0-9]+){0,2})\s*$/.exec(asked ?? '') ?? [];
  if (asked === undefined || digits === undefined) return null;
  const lowest = numbers(digits);
  return { lowest, highest: highestOf(sign, lowest, digits.split('.').length), words: asked.trim() };
}

const ANY = Number.MAX_SAFE_INTEGER;

function highestOf(sign: string, [major = 0, minor = 0, patch = 0]: readonly number[], given: number): number[] | null {
  if (sign === '>=') return null;
  if (sign === '^' && major > 0) return [major, ANY, ANY];
  if (given === 1) return [major, ANY, ANY];
  if (sign === '~' || sign === '^' || given === 2) return [major, minor, ANY];
  return [major, minor, patch];
}

function spanning(versions: readonly string[]): Version {
  const sorted = [...new Set(versions)].sort((a, b) => compare(numbers(a), numbers(b)));
  return {
    lowest: numbers(sorted[0] ?? '0'),
    highest: numbers(sorted.at(-1) ?? '0'),
    words: sorted.join(' and '),
  };
}

export function numbers(version: string): readonly number[] {
  return version.split('.').map(Number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < 3; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
