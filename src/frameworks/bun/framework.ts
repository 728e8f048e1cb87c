import { goModule } from '../clues.js';
import { AS_STRING, IN_FILE, lockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { ignoresEdits, LATE_UNKNOWN, TWICE_UNKNOWN } from '../remembers.js';

const IN_TRANSACTION = /\.tx\.(?:up|down)\.sql$/i;

export const framework: Framework = {
  name: 'bun',
  title: 'bun',
  named: ({ name }) => {
    const direction = /^[0-9]+_.+\.(up|down)\.sql$/.exec(name)?.[1];
    return direction === 'up' || direction === 'down' ? { direction, alone: IN_TRANSACTION.test(name) } : null;
  },
  clues: [goModule('github.com/uptrace/bun')],
  signature: /^--bun:split/,
  splitsAt: /^--bun:split/,
  delivers: ({ path }) => (IN_TRANSACTION.test(path) ? IN_FILE : AS_STRING),
  remembers: {
    edited: ignoresEdits('bun', 'name'),
    late: LATE_UNKNOWN,
    twice: TWICE_UNKNOWN,
  },
  optOut: null,
  outside: () => ownFileWith([], 'without .tx in its name, and one statement between two lines of --bun:split'),
  lock: () => lockOf('row', 'bun writes a row into `bun_migration_locks`, where the code asks it to.'),
};
