import { parentFolder, pathParts, type PathParts } from './framework.js';
import { isLeftAlone } from './left-alone.js';
import { migrationFolder } from './migration-folder.js';

/** Whether a path is one that a migration tool runs; `known` are the other paths, which give Sqitch away. */
export function isSqlMigration(path: string, known: ReadonlySet<string>): boolean {
  const parts = pathParts(path);
  if (!parts.name.endsWith('.sql') || isLeftAlone(parts)) return false;
  return (
    migrationFolder(parts) >= 0 ||
    NAMES.some((name) => name.test(parts.name)) ||
    isVersionFolderFile(parts) ||
    (NUMBERED.test(parts.name) && NUMBERED_FOLDERS.has(parentFolder(parts))) ||
    isSqitchScript(path, known)
  );
}

/** Names that nothing but a migration has, in any folder; lower case. */
const NAMES: readonly RegExp[] = [
  // Flyway, refinery, Evolve
  /^[vu][0-9]+(?:[._][0-9]+)*__.+\.sql$/,
  /^r__.+\.sql$/,
  // golang-migrate, sqlx, bun, and db-migrate's `-up.sql`
  /\.(?:up|down)\.sql$/,
  /^[0-9]{8,}-.+-(?:up|down)\.sql$/,
  // postgrator
  /^[0-9]+\.(?:do|undo)\.(?:.+\.)?sql$/,
  // a timestamp: MyBatis, dbmate, goose, Supabase, Drizzle
  /^[0-9]{10,20}[-_.].*\.sql$/,
  // Liquibase
  /(?:^|[._-])changelog(?:[._-].*)?\.sql$/,
];

const NUMBERED = /^[0-9]{3,}[-_.].*\.sql$/;
const NUMBERED_FOLDERS = new Set([
  'db',
  'sql',
  'database',
  'schema',
  'drizzle',
  'delta',
  'deltas',
  'patches',
  'upgrades',
]);

/** Prisma, Drizzle v1, diesel, Hasura: the folder carries the version, the file the direction. */
function isVersionFolderFile(parts: PathParts): boolean {
  return /^(?:up|down|migration)\.sql$/.test(parts.name) && /^[0-9]{4,}/.test(parentFolder(parts));
}

/** `deploy/x.sql`: many things are deployed, so it takes Sqitch's plan, a twin, or a place where Sqitch puts it. */
function isSqitchScript(path: string, known: ReadonlySet<string>): boolean {
  const segments = path.split('/');
  const at = segments.findLastIndex((segment, index) => index < segments.length - 1 && SQITCH.has(segment));
  if (at < 0 || segments[at] === 'verify') return false;
  const top = segments.slice(0, at);
  const beside = (...more: readonly string[]): string => [...top, ...more].join('/');
  if (known.has(beside('sqitch.plan')) || known.has(beside('sqitch.conf'))) return true;
  const twins = [...SQITCH].filter((folder) => folder !== segments[at]);
  if (twins.some((folder) => known.has(beside(folder, ...segments.slice(at + 1))))) return true;
  return segments.length === at + 2 && SQITCH_TOPS.has((top.at(-1) ?? '').toLowerCase());
}

const SQITCH = new Set(['deploy', 'revert', 'verify']);
const SQITCH_TOPS = new Set(['', 'db', 'database', 'sqitch', 'sql', 'schema']);
