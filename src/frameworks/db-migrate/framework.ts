import { npm } from '../clues.js';
import { IN_FILE, lockOf, noWay } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { DISTINCT, ignoresEdits, LATE_UNKNOWN } from '../remembers.js';

export const framework: Framework = {
  name: 'db-migrate',
  title: 'db-migrate',
  named: ({ name }) => {
    const direction = /^[0-9]{8,}-.+-(up|down)\.sql$/.exec(name)?.[1];
    return direction === 'up' || direction === 'down' ? { direction, alone: true } : null;
  },
  clues: [npm('db-migrate', 'db-migrate-pg')],
  delivers: () => IN_FILE,
  remembers: {
    edited: ignoresEdits('db-migrate', 'name'),
    late: LATE_UNKNOWN,
    twice: DISTINCT,
  },
  optOut: null,
  outside: () => noWay('db-migrate up --non-transactional, in a run with nothing else, and one statement in the file'),
  lock: () =>
    lockOf(
      'none',
      'db-migrate takes no lock: two runs at once both find the same files pending.',
      '-- run db-migrate in one job before the new pods start, not in each of them',
    ),
};
