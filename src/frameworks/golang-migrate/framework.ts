import { command, goModule } from '../clues.js';
import { AS_STRING, BY_STATEMENT, sessionLockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { ignoresEdits, refusesTwice, skipsLate } from '../remembers.js';
import { inAddressesWith } from '../timeouts.js';

const SPLITS = /x-multi-statement=true/i;

export const framework: Framework = {
  name: 'golang-migrate',
  title: 'golang-migrate',
  named: ({ name }) => {
    const direction = /\.(up|down)\.sql$/.exec(name)?.[1];
    if (direction !== 'up' && direction !== 'down') return null;
    return { direction, alone: !/\.tx\.(?:up|down)\.sql$/.test(name) };
  },
  clues: [
    goModule('github.com/golang-migrate/migrate'),
    ...command(/\bmigrate\/migrate\b|\bmigrate\s+(?:\S+\s+)*-{1,2}(?:path|source|database)\b/),
  ],
  delivers: ({ says }) => (says(SPLITS) ? BY_STATEMENT : AS_STRING),
  remembers: {
    edited: ignoresEdits('golang-migrate'),
    late: skipsLate(
      'golang-migrate keeps one number, the newest version that has run, so a file below it never runs, and nothing says so.',
    ),
    twice: refusesTwice('golang-migrate refuses to read the folder: duplicate migration file.'),
  },
  optOut: null,
  outside: () => ownFileWith([], 'nothing else in the file, no SET either: golang-migrate sends a file as one string'),
  lock: () =>
    sessionLockOf(
      'waiting',
      'golang-migrate takes `pg_advisory_lock`, so a second instance waits for it inside Postgres, holding a snapshot; when it has given up after 15 seconds the first is left dirty.',
      '-- run `migrate up` in one job before the new pods start, not in each of them',
      '-- after a failure: DROP INDEX CONCURRENTLY the INVALID index, then `migrate force` the version before',
    ),
  // The client cancels the statement then, and does not set it on the server.
  timeouts: (texts) => inAddressesWith(texts, { statement_timeout: 'x-statement-timeout' }),
};
