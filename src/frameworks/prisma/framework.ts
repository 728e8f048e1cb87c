import { namesDatabase, npm, ownFile } from '../clues.js';
import { AS_STRING, BY_STATEMENT, sessionLockOf, ownFileWith, UP, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { DISTINCT, runsLate } from '../remembers.js';
import { isSince } from '../version.js';
import { inAddressesAlone } from '../timeouts.js';

/** The first version whose engine cuts a file into statements and sends each by itself. */
const SPLITS_SINCE = '7.4.0';

export const framework: Framework = {
  name: 'prisma',
  title: 'Prisma',
  named: ({ folders, name }) => (name === 'migration.sql' ? (folders.includes('drizzle') ? UP_IF_PROVED : UP) : null),
  clues: [
    namesDatabase(ownFile(/(?:^|\/)migration_lock\.toml$/), /^\s*provider\s*=\s*"(\w+)"/m),
    ownFile(/(?:^|\/)schema\.prisma$/),
    ownFile(/(?:^|\/)prisma\.config\.[cm]?[jt]s$/),
    npm('prisma', '@prisma/client'),
  ],
  packages: ['prisma', '@prisma/client', '@prisma/engines'],
  delivers: ({ version }, commands) => {
    const splits = isSince(version, SPLITS_SINCE);
    if (splits === 'unknown') return null;
    // Its splitter does not know this command, and a file that it cannot split it sends whole.
    return splits === 'yes' && !commands.includes('DROP INDEX CONCURRENTLY') ? BY_STATEMENT : AS_STRING;
  },
  remembers: {
    edited: {
      kind: 'ignored',
      how: '`prisma migrate deploy` only warns that the file was modified and goes on; `prisma migrate dev` wants to reset the database.',
    },
    late: runsLate('Prisma'),
    twice: DISTINCT,
  },
  optOut: null,
  outside: ({ version }, command) =>
    ownFileWith(
      [],
      isSince(version, SPLITS_SINCE) === 'yes' && command !== 'DROP INDEX CONCURRENTLY'
        ? 'Prisma sends each statement by itself'
        : 'nothing else in the file, no SET either: Prisma sends a file as one string',
    ),
  lock: () =>
    sessionLockOf(
      'waiting',
      'Prisma waits for `pg_advisory_lock` for up to 10 seconds when another `migrate deploy` runs.',
      '-- run `prisma migrate deploy` in one job before the new pods start, not in each of them',
    ),
  timeouts: inAddressesAlone,
};
