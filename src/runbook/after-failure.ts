import { compareVersions, migrationVersion } from '../frameworks/migration-version.js';
import type { Migration } from '../migration.js';
import type { Changeset } from '../timeline.js';
import { commandFor, migrationName, toolOf } from './tool-command.js';

/** What has to be run before a tool runs a migration again that failed. */
export interface AfterFailure {
  readonly words: string;
  /** For a shell; harmless where nothing has failed. */
  readonly lines: readonly string[];
}

/** null for a tool that forgets what failed, and for one that nobody knows. */
export function afterFailure(migrations: readonly Migration[], changeset: Changeset): AfterFailure | null {
  switch (toolOf(migrations)) {
    case 'golang-migrate':
      return {
        words:
          'After a failure golang-migrate calls its version dirty and runs nothing. When nothing of the file that failed is left, say that the version before it is good:',
        lines: forced(migrations, changeset),
      };
    case 'prisma':
      return {
        words:
          'After a failure Prisma runs nothing until it is told that what failed was taken back. When nothing of it is left:',
        lines: migrations.map((migration) => resolved(migration, migrations.length > 1)),
      };
    default:
      return null;
  }
}

/** One of several that has not failed is refused. */
function resolved(migration: Migration, several: boolean): string {
  return `npx prisma migrate resolve --rolled-back ${migrationName(migration)}${several ? ' 2>/dev/null' : ''}`;
}

/** Each version has its own one before it: to go back further would run again what has run. */
function forced(migrations: readonly Migration[], changeset: Changeset): readonly string[] {
  const command = commandFor('migrate -path FOLDER -database "$DATABASE_URL"', migrations);
  const versions = migrations.map(({ path }) => versionOf(path));
  const first = versionBefore(migrations, changeset);
  if (versions.includes(null)) return [`${command} force "$LAST_GOOD_VERSION"`];
  return [
    `case "$(${command} version 2>&1)" in`,
    ...versions.map((version, at) => {
      const good = at === 0 ? (first ?? '"$LAST_GOOD_VERSION"') : String(versions[at - 1]);
      return `  '${String(version)} (dirty)') ${command} force ${good} ;;`;
    }),
    'esac',
  ];
}

function versionOf(path: string): bigint | null {
  const version = migrationVersion(path);
  return version?.length === 1 ? (version[0] ?? null) : null;
}

/** The newest one of the base branch that stands before the change; null where there is none, or nobody looked. */
function versionBefore([first]: readonly Migration[], { base }: Changeset): string | null {
  const own = first === undefined ? null : versionOf(first.path);
  if (first === undefined || own === null) return null;
  const folder = first.path.slice(0, first.path.lastIndexOf('/') + 1);
  const before = (base?.migrations ?? [])
    .filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'))
    .flatMap((path) => versionOf(path) ?? [])
    .filter((version) => compareVersions([version], [own]) < 0);
  return before.length === 0 ? null : String(before.reduce((a, b) => (a > b ? a : b)));
}
