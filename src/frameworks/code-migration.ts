import { parentFolder, pathParts, type PathParts } from './framework.js';
import { isLeftAlone } from './left-alone.js';
import { isMigrationFolder, migrationFolder } from './migration-folder.js';

/** Whether a path is a migration in a language that is not read: Rails, Django, Knex, EF Core, … */
export function isCodeMigration(path: string): boolean {
  const parts = pathParts(path);
  const test = TESTS.get(suffixOf(parts.name));
  if (test === undefined || isLeftAlone(parts) || isBesideMigrations(parts.name)) return false;
  return test(parts);
}

/** Whether a file could hold a migration in code at all, for a person who named it by a glob. */
export function isCodeSource(path: string): boolean {
  const { name } = pathParts(path);
  return SOURCES.has(suffixOf(name)) && !isBesideMigrations(name);
}

/** What lies in a folder of migrations without being one: packages, runners, models that a tool keeps. */
function isBesideMigrations(name: string): boolean {
  if (/^(?:__init__\.py|index\..*|mod\.rs|lib\.rs|main\.rs)$/.test(name)) return true;
  return /\.(?:d\.[mc]?ts|designer\.cs)$|modelsnapshot\.cs$|_test\.go$/.test(name);
}

const SOURCES = new Set('rb py ts js mjs cjs mts cts exs php cs fs rs go java kt groovy xml'.split(' '));

type Test = (parts: PathParts) => boolean;

const numbered: Test = ({ name }) => /^[0-9]/.test(name);
const belowMigrations: Test = (parts) => migrationFolder(parts) >= 0;
const inMigrations: Test = (parts) => isMigrationFolder(parentFolder(parts));

/** Knex, Sequelize, Kysely and node-pg-migrate number their files; TypeORM and MikroORM put the time anywhere. */
const script: Test = (parts) => belowMigrations(parts) && (numbered(parts) || /[0-9]{10,}/.test(parts.name));

/** Flyway, in Java or Kotlin. */
const flyway: Test = ({ name }) => /^(?:[vu][0-9]+(?:[._][0-9]+)*|r)__./.test(name);

/** Liquibase; a `changelogs/unreleased/x.yml` is a release note. */
const changelog: Test = ({ folders, name }) =>
  /^db[._-]changelog/.test(name) ||
  folders.includes('liquibase') ||
  /(?:^|\/)(?:db|database)\/changelogs?(?:\/|$)/.test(folders.join('/'));

/** Liquibase, pgroll (numbered, not Drizzle's `meta/0001_snapshot.json`), Prisma Next. */
const document: Test = (parts) =>
  changelog(parts) ||
  (inMigrations(parts) && /^[0-9]+_/.test(parts.name)) ||
  (parts.name === 'ops.json' && belowMigrations(parts));

/** Alembic by folder or by its hash; Django and yoyo by number. */
const python: Test = (parts) =>
  parentFolder(parts) === 'versions'
    ? belowMigrations(parts) ||
      parts.folders.includes('alembic') ||
      /^(?:[0-9a-f]{12}|[0-9]{4}_?[0-9]{2}.*)_/.test(parts.name)
    : inMigrations(parts) && numbered(parts);

const rust: Test = (parts) => /^m[0-9]{8}_[0-9]{6}_/.test(parts.name) || (belowMigrations(parts) && flyway(parts));

const number: Test = (parts) => belowMigrations(parts) && numbered(parts);
const php: Test = (parts) => belowMigrations(parts) && /^(?:[0-9]|version[0-9])/.test(parts.name);

/** By suffix. A map: a file may well be called `x.constructor`. */
const TESTS: ReadonlyMap<string, Test> = new Map([
  ...['rb', 'exs', 'cs', 'go'].map((suffix) => [suffix, number] as const),
  ...['ts', 'js', 'mjs', 'cjs', 'mts', 'cts'].map((suffix) => [suffix, script] as const),
  ...['java', 'kt'].map((suffix) => [suffix, flyway] as const),
  ...['yaml', 'yml', 'json'].map((suffix) => [suffix, document] as const),
  ['py', python],
  ['php', php],
  ['rs', rust],
  ['xml', changelog],
]);

function suffixOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
