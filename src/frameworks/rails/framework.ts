import { dependency, ownFile } from '../clues.js';
import { IN_FILE, sessionLockOf, noWay } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { ignoresEdits, refusesTwice, runsLate } from '../remembers.js';

/** Its migrations are Ruby, which is not read; its `structure.sql` is the schema before. */
export const framework: Framework = {
  name: 'rails',
  title: 'Rails',
  named: () => null,
  clues: [
    ownFile(/(?:^|\/)db\/(?:structure\.sql|schema\.rb)$/, 1),
    dependency(/(?:^|\/)gemfile(?:\.lock)?$/, /\b(?:rails|activerecord)\b/),
  ],
  delivers: () => IN_FILE,
  remembers: {
    edited: ignoresEdits('Rails'),
    late: runsLate('Rails'),
    twice: refusesTwice('Rails refuses to run: `DuplicateMigrationVersionError`.'),
  },
  optOut: null,
  outside: () => noWay('in a migration with disable_ddl_transaction! and add_index …, algorithm: :concurrently'),
  lock: () => sessionLockOf('polling', 'Rails asks for its advisory lock once and raises ConcurrentMigrationError.'),
};
