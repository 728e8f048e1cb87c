import { npm } from '../clues.js';
import { anyLine } from '../comment-lines.js';
import { IF_PROVED, IN_FILE, IN_RUN, sessionLockOf, noWay } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { DISTINCT, ignoresEdits, refusesLate } from '../remembers.js';

const ONE_EACH = /no-single-transaction|single-?transaction["']?\s*[:=]\s*false/i;

export const framework: Framework = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  named: ({ name }) => {
    if (!/^[0-9]+[_-].+\.sql$/.test(name)) return null;
    const direction = /\.(up|down)\.sql$/.exec(name)?.[1];
    return direction === 'up' || direction === 'down' ? { direction, alone: false } : IF_PROVED;
  },
  clues: [npm('node-pg-migrate')],
  // Without the first marker it runs the whole file as up, the part below `Down Migration` included.
  sections: {
    opensWith: 'up',
    up: /^--[\s-]*up\s+migration/i,
    down: /^--[\s-]*down\s+migration/i,
    optsOut: null,
    mayBeIndented: true,
  },
  delivers: ({ says }) => (says(ONE_EACH) ? IN_FILE : IN_RUN),
  remembers: {
    edited: ignoresEdits('node-pg-migrate', 'name'),
    late: refusesLate(
      'node-pg-migrate refuses to run: not run migration is preceding already run migration (`checkOrder`, its default).',
    ),
    twice: DISTINCT,
  },
  optOut: {
    heard: () => false,
    unheard: ({ lines }) => anyLine(lines, /^--\s*(?:pgm\.)?no[\s_-]?transaction(?:\(\))?;?$/i),
    place: '`pgm.noTransaction()` in a migration in JavaScript; one in SQL cannot leave the transaction',
    delivers: IN_FILE,
  },
  outside: () =>
    noWay(
      'node-pg-migrate runs all pending files in one transaction, and SQL cannot leave it: write it as JavaScript, with pgm.noTransaction() and createIndex(…, { concurrently: true })',
    ),
  lock: ({ says }) =>
    says(/advisory-?lock-?mode\W+wait/i)
      ? sessionLockOf(
          'waiting',
          'node-pg-migrate is told to wait for `pg_advisory_lock`, which a second runner does inside Postgres, holding a snapshot.',
          '-- leave advisory-lock-mode at its default, which gives up at once',
        )
      : sessionLockOf('polling', 'node-pg-migrate asks for its advisory lock once and gives up.'),
};
