import { sql } from '../rules/prose.js';
import type { Changeset } from '../timeline.js';
import { afterFailure } from './after-failure.js';
import { upCommands } from './tool-command.js';
import { upMigrations, type Work } from './work.js';

/**
 * The tool's own commands, with a bound to every wait for a lock unless they have one, and a few attempts where a file
 * may be run again from its beginning. `options` in the address is what libpq, pgx, lib/pq, node-postgres, JDBC, sqlx
 * and Prisma all hand to the server.
 */
export function boundedRun(work: Work, changeset: Changeset, again: boolean): string {
  const migrations = upMigrations(work);
  const commands = upCommands(migrations, new Set(work.concurrent.map(({ migration }) => migration)));
  if (commands.length === 0) return '';
  const bound = work.unbounded === null ? [] : bounded(work);
  if (!again) return sql(...bound, commands.join(' &&\n'));
  const mended = afterFailure(migrations, changeset)?.lines ?? [];
  return sql(
    ...(mended.some((line) => line.includes('$LAST_GOOD_VERSION'))
      ? [': "${LAST_GOOD_VERSION:?the version before these files}"']
      : []),
    ...bound,
    'bounded() {',
    '  for attempt in 1 2 3; do',
    '    "$@" && return',
    '    [ "$attempt" = 3 ] && break',
    ...mended.map((line) => `    ${line}`),
    '    sleep $((attempt * 10))',
    '  done',
    '  echo "three times in vain: page the owner of the table" >&2; return 1',
    '}',
    commands.map((command) => `bounded ${command}`).join(' &&\n'),
  );
}

function bounded(work: Work): readonly string[] {
  const byTool = upMigrations(work).every(({ runner }) => runner.framework !== null);
  return [
    ...(work.steps.some(({ session }) => session.pooled)
      ? ['# with the address of the server, not of the pooler']
      : []),
    ...(byTool && work.concurrent.length > 0
      ? ['# SET lock_timeout = 0 stands above the concurrent build: cut short, it leaves an INVALID index']
      : []),
    'case "$DATABASE_URL" in *\\?*) joined="&" ;; *) joined="?" ;; esac',
    'export DATABASE_URL="$DATABASE_URL${joined}options=-c%20lock_timeout%3D2s"',
  ];
}
