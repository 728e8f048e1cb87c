import { configFile, crate } from '../clues.js';
import { IN_FILE, IN_RUN, lockOf, noWay, UP_IF_PROVED } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { LATE_UNKNOWN, refusesEdits, TWICE_UNKNOWN } from '../remembers.js';

export const framework: Framework = {
  name: 'refinery',
  title: 'refinery',
  // `U1__x.sql` is no undo here: it goes up, and may come out of order.
  named: ({ name }) => (/^[uv][0-9]+(?:\.[0-9]+)?__\w+\.sql$/.test(name) ? UP_IF_PROVED : null),
  clues: [configFile(/(?:^|\/)refinery\.toml$/), crate('refinery', 'refinery-core')],
  delivers: ({ says }) => (says(/set_grouped\(true\)|^\s*grouped\s*=\s*true/m) ? IN_RUN : IN_FILE),
  remembers: {
    edited: refusesEdits(
      'refinery compares the checksum of each file that has run and refuses to go on: divergent migration.',
    ),
    late: LATE_UNKNOWN,
    twice: TWICE_UNKNOWN,
  },
  optOut: null,
  outside: () => noWay('refinery runs each file in a transaction and has no switch: run it by hand before the deploy'),
  lock: () =>
    lockOf(
      'none',
      'refinery takes no lock: two runs at once both find the same files pending.',
      '-- run the migrations in one job before the new pods start, not in each of them',
    ),
};
