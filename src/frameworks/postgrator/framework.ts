import { npm, ownFile } from '../clues.js';
import { AS_STRING, lockOf, ownFileWith } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { refusesEdits, skipsLate, TWICE_UNKNOWN } from '../remembers.js';

export const framework: Framework = {
  name: 'postgrator',
  title: 'Postgrator',
  named: ({ name }) => {
    const direction = /^[0-9]+\.(do|undo)\./.exec(name)?.[1];
    return direction === undefined ? null : { direction: direction === 'do' ? 'up' : 'down', alone: true };
  },
  clues: [ownFile(/(?:^|\/)\.postgratorrc(?:\.\w+)?$/), npm('postgrator', 'postgrator-cli')],
  delivers: () => AS_STRING,
  remembers: {
    edited: refusesEdits('Postgrator compares the MD5 sum of each file that has run and refuses to go on.'),
    late: skipsLate(
      'Postgrator runs only what is above the newest version that has run, so a file below it never runs, and nothing says so.',
    ),
    twice: TWICE_UNKNOWN,
  },
  optOut: null,
  outside: () => ownFileWith([], 'nothing else in the file, no SET either: Postgrator sends a file as one string'),
  lock: () =>
    lockOf(
      'none',
      'Postgrator takes no lock: two runs at once both find the same files pending.',
      '-- run Postgrator in one job before the new pods start, not in each of them',
    ),
};
