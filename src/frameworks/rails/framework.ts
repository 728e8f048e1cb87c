import { configFile, dependency, ownFile } from '../clues.js';
import { IN_FILE, sessionLockOf, noWay } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { ignoresEdits, refusesTwice, runsLate } from '../remembers.js';
import { firstOf, inAddresses, inVariables } from '../timeouts.js';

/** Its migrations are Ruby, which is not read; its `structure.sql` is the schema before. */
export const framework: Framework = {
  name: 'rails',
  title: 'Rails',
  named: () => null,
  clues: [
    ownFile(/(?:^|\/)db\/(?:structure\.sql|schema\.rb)$/, 1),
    configFile(/(?:^|\/)config\/database\.ya?ml$/, 1, /adapter:\s*["']?post(?:gresql|gis)\b/),
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
  timeouts: (texts) => firstOf(inVariables(texts.map(ofProduction)), inVariables(texts), inAddresses(texts)),
};

/** What follows `production:` in database.yml, up to the next environment. */
function ofProduction(text: string): string {
  return /^production:.*\n((?:[\t ].*\n|[\t ]*\n)*)/m.exec(`${text}\n`)?.[1] ?? '';
}
