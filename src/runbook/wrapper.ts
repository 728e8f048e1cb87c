import { sql } from '../rules/prose.js';
import { afterFailure, upCommands } from './tool-command.js';
import { upMigrations, type Work } from './work.js';

/**
 * The tool's own commands, with a bound to every wait for a lock and a few attempts. `options` in the address is what
 * libpq, pgx, lib/pq, node-postgres, JDBC, sqlx and Prisma all hand to the server.
 */
export function boundedRun(work: Work): string {
  const migrations = upMigrations(work);
  const commands = upCommands(migrations, new Set(work.concurrent.map(({ migration }) => migration)));
  if (commands.length === 0) return '';
  const again = afterFailure(migrations);
  const byTool = migrations.every(({ runner }) => runner.framework !== null);
  return sql(
    ...(work.steps.some(({ session }) => session.pooled)
      ? ['# with the address of the server, not of the pooler']
      : []),
    ...(byTool && work.concurrent.length > 0
      ? ['# SET lock_timeout = 0 stands above the concurrent build: cut short, it leaves an INVALID index']
      : []),
    ...(again.includes('$LAST_GOOD_VERSION') ? [': "${LAST_GOOD_VERSION:?the version before these files}"'] : []),
    'case "$DATABASE_URL" in *\\?*) joined="&" ;; *) joined="?" ;; esac',
    'export DATABASE_URL="$DATABASE_URL${joined}options=-c%20lock_timeout%3D2s"',
    'bounded() {',
    '  for attempt in 1 2 3; do',
    '    "$@" && return',
    '    [ "$attempt" = 3 ] && break',
    ...(again === '' ? [] : [`    ${again}`]),
    '    sleep $((attempt * 10))',
    '  done',
    '  echo "three times in vain: page the owner of the table" >&2; return 1',
    '}',
    commands.map((command) => `bounded ${command}`).join(' &&\n'),
  );
}
