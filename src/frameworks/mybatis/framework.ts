import { artifact, configFile } from '../clues.js';
import { BY_STATEMENT, IN_FILE, lockOf, noWay } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { EDITS_UNKNOWN, LATE_UNKNOWN, TWICE_UNKNOWN } from '../remembers.js';
import { inAddressesAlone } from '../timeouts.js';

export const framework: Framework = {
  name: 'mybatis',
  title: 'MyBatis Migrations',
  named: () => null,
  clues: [configFile(/(?:^|\/)environments\/[\w-]+\.properties$/, 1), artifact('mybatis-migrations')],
  sections: {
    opensWith: 'down',
    up: null,
    down: /^--\s*\/\/\s*@UNDO/,
    optsOut: null,
    mayBeIndented: false,
  },
  delivers: ({ says }) => (says(/^auto_commit\s*=\s*true/m) ? BY_STATEMENT : IN_FILE),
  remembers: {
    edited: EDITS_UNKNOWN,
    late: LATE_UNKNOWN,
    twice: TWICE_UNKNOWN,
  },
  optOut: null,
  outside: () => noWay('only auto_commit=true in the properties of the environment, which is for all migrations'),
  lock: () => lockOf('unknown', 'Whether MyBatis Migrations keeps a second runner out is not known.'),
  timeouts: inAddressesAlone,
};
