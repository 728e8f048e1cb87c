import { command, configFile, crate } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { AS_STRING, IF_PROVED, IN_FILE, sessionLockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { refusesEdits, refusesTwice, runsLate } from '../remembers.js';

const DIRECTIVE = '-- no-transaction';

export const framework: Framework = {
  name: 'sqlx',
  title: 'sqlx',
  named: ({ name }) => {
    if (!/^[0-9]+_.+\.sql$/.test(name)) return null;
    const direction = /\.(up|down)\.sql$/.exec(name)?.[1];
    return direction === 'up' || direction === 'down' ? { direction, alone: false } : { ...IF_PROVED, direction: 'up' };
  },
  clues: [configFile(/(?:^|\/)sqlx\.toml$/), crate('sqlx'), ...command(/\bsqlx\s+(?:migrate|database)\b/)],
  delivers: () => IN_FILE,
  remembers: {
    edited: refusesEdits(
      'sqlx compares the SHA-384 sum of each file that has run and refuses to go on: migration was previously applied but has been modified.',
    ),
    late: runsLate('sqlx'),
    twice: refusesTwice(
      'Its version is the key of `_sqlx_migrations`: sqlx takes the one for the other that was modified, or fails when it records the second.',
    ),
  },
  optOut: {
    heard: ({ text }) => text.startsWith(DIRECTIVE),
    unheard: ({ text, lines }) => (text.startsWith(DIRECTIVE) ? null : anyLine(lines, /^--\s*no[\s_-]?transaction$/i)),
    corrected: () => ({ text: DIRECTIVE, at: 'top' }),
    place: '`-- no-transaction` as the very first characters of the file, before any other comment',
    delivers: AS_STRING,
    mistakenFor: ['golang-migrate'],
  },
  outside: () =>
    ownFileWith([DIRECTIVE], 'on the first line, and one statement: sqlx sends the rest of the file as one string'),
  lock: () =>
    sessionLockOf(
      'waiting',
      'sqlx takes `pg_advisory_lock`, so a second instance that starts meanwhile waits for it inside Postgres, holding a snapshot, for as long as it takes.',
      '-- run `sqlx migrate run` in one job before the new pods start, or call set_locking(false) where one runner is certain',
    ),
};
