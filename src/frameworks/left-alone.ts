import { migrationFolder } from './migration-folder.js';
import type { PathParts } from './framework.js';

/**
 * Whether a file is no migration although its folder or name looks like one: tests, seeds, dumps, SQL for another
 * database. Names that are also business words (a `seeds` or `snapshots` service) count only below the migrations.
 */
export function isLeftAlone(parts: PathParts): boolean {
  const inside = parts.folders.slice(migrationFolder(parts) + 1);
  return (
    parts.folders.some((folder) => NEVER.has(folder) || isOtherDialect(folder)) ||
    inside.some((folder) => NOT_BELOW_MIGRATIONS.has(folder)) ||
    DUMPS.has(parts.name) ||
    /\.(?:test|spec|snapshot|seed|fixture|d)\.[a-z]+$/.test(parts.name) ||
    /\.([a-z0-9]+)(?:\.(?:up|down|do|undo))?\.sql$/
      .exec(parts.name)
      ?.slice(1)
      .some((word) => DIALECTS.has(word)) === true
  );
}

const NEVER = words(
  'test tests __tests__ testing testdata test-data test_data e2e fixture fixtures spec specs node_modules .git',
);
const NOT_BELOW_MIGRATIONS = words(
  'seed seeds seeders seeding query queries snapshot snapshots __snapshots__ verify dump dumps oracle',
);
const DUMPS = words('schema.sql structure.sql seed.sql seeds.sql dump.sql pgsql-schema.sql current.sql test.sql');
const DIALECTS = words(
  'mysql mariadb sqlite sqlite3 clickhouse mssql sqlserver cockroach cockroachdb crdb snowflake bigquery duckdb h2 hsqldb ' +
    'derby db2 spanner cassandra tidb vertica',
);

/** `mysql`, `migrations-mysql`, `sqlite_migrations`; never a name that only mentions one (`0007_leave_mysql`). */
function isOtherDialect(folder: string): boolean {
  const [first = '', second, ...more] = folder.split(/[-_.]/);
  if (more.length > 0) return false;
  if (second === undefined) return DIALECTS.has(first);
  return (DIALECTS.has(first) && HOLDERS.has(second)) || (HOLDERS.has(first) && DIALECTS.has(second));
}

const HOLDERS = words('migration migrations migrate sql db changelog changelogs');

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
