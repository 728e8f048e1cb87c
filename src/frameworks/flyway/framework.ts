import { artifact, command, configFile, springSetting } from '../clues.js';
import { BY_STATEMENT, DOWN, IN_FILE, IN_RUN, lockOf, ownFileWith, sessionLockOf, UP } from '../deliveries.js';
import type { Framework } from '../framework.js';
import { anyLine } from '../comment-lines.js';
import { refusesEdits, refusesLate, refusesTwice } from '../remembers.js';
import { firstOf, inAddressesAlone, inStatements } from '../timeouts.js';

/** What Flyway's own parser takes for a statement that cannot run in a transaction (source: PostgreSQLParser). */
const RECOGNISED: ReadonlySet<string> = new Set([
  'CREATE INDEX CONCURRENTLY',
  'DROP INDEX CONCURRENTLY',
  'REINDEX SCHEMA',
  'VACUUM',
  'ALTER SYSTEM',
  'CREATE DATABASE',
  'DROP DATABASE',
  'CREATE TABLESPACE',
  'DROP TABLESPACE',
  'CREATE SUBSCRIPTION',
  'DROP SUBSCRIPTION',
  'DISCARD',
]);

const OUTSIDE = /^[\t ]*(?:flyway\.)?executeInTransaction\s*=\s*"?false/im;
const MIXED = /^[\t ]*(?:(?:spring\.)?flyway\.)?mixed\s*[=:]\s*"?true/im;
const INIT_SQL = /^[\t ]*(?:(?:spring\.)?flyway\.)?init-?sqls?\s*[=:]\s*(.+)$/gim;
const GROUPED = /^[\t ]*(?:(?:spring\.)?flyway\.)?group\s*[=:]\s*"?true/im;
/** As a setting of its own, or in a table of TOML or YAML. */
const SESSION_LOCK =
  /transactional[-_.]?lock"?\s*[=:>]\s*"?false|\btransactional\]?:?[\t ]*\n[\t ]*lock\s*[=:]\s*false/i;
/** Its lock is one of a session before 9.1.2, which Spring Boot 2 does not have yet. */
const OLD =
  /spring-?boot[\w-]*(?:<\/artifactId>\s*<version>|["':\s]+(?:version\s+["'])?)2\.|springframework\.boot["')]+\s+version\s+["']2\.|flyway[\w-]*(?:<\/artifactId>\s*<version>|["'):\s]+(?:version\s+["'])?)[4-8]\./;

export const framework: Framework = {
  name: 'flyway',
  title: 'Flyway',
  named: ({ name }) => {
    if (/^[vr][0-9._]*__/.test(name)) return UP;
    return /^u[0-9._]+__/.test(name) ? DOWN : null;
  },
  clues: [
    configFile(/(?:^|\/)flyway\.(?:conf|toml)$/),
    configFile(/(?:^|\/)conf\/flyway\.(?:conf|toml)$/, 1),
    artifact('org.flywaydb'),
    artifact('flyway-core'),
    springSetting('flyway'),
    ...command(/\bflyway\/flyway\b|\bflyway\s+(?:-\S+\s+)*migrate\b/),
  ],
  delivers: ({ sidecar, says }, commands) => {
    if (OUTSIDE.test(sidecar ?? '') || says(OUTSIDE)) return BY_STATEMENT;
    // One such statement takes the whole file out of the transaction; beside others Flyway refuses the file.
    const own = commands.filter((command) => RECOGNISED.has(command));
    if (own.length > 0 && (own.length === commands.length || says(MIXED))) return BY_STATEMENT;
    return says(GROUPED) ? IN_RUN : IN_FILE;
  },
  remembers: {
    edited: refusesEdits(
      'Flyway compares the checksum of each file that has run and refuses to run anything (`validateOnMigrate`), until somebody calls `flyway repair`.',
    ),
    late: refusesLate(
      'Flyway refuses to run: it finds a migration below the newest that has run (`outOfOrder` is off by default).',
    ),
    twice: refusesTwice('Flyway refuses to run: it finds more than one migration with this version.'),
  },
  optOut: {
    heard: () => false,
    // Told in articles, and in no version of Flyway.
    unheard: ({ lines }) => anyLine(lines, /^--\s*(?:flyway:\s*\S*trans|(?:flyway\.)?executeInTransaction\s*[=:])/i),
    place: '`executeInTransaction=false` in a file beside it, of the same name with `.conf` at the end',
    delivers: BY_STATEMENT,
  },
  outside: ({ path }, command) =>
    ownFileWith(
      [],
      RECOGNISED.has(command)
        ? 'nothing else in the file, no SET either: Flyway leaves the transaction by itself, and refuses a file that mixes both'
        : `beside it ${fileName(path)}.conf with the line executeInTransaction=false: Flyway does not know this command`,
    ),
  lock: ({ says }) =>
    says(SESSION_LOCK) || says(OLD)
      ? sessionLockOf('polling', 'Flyway asks for its advisory lock once a second.')
      : lockOf(
          'idle transaction',
          'Flyway holds its lock in a transaction of a second connection, which stays open and keeps its snapshot while the migration runs.',
          '-- in flyway.conf: flyway.postgresql.transactional.lock=false',
          '-- in flyway.toml: [flyway.postgresql.transactional] lock = false',
          '-- for the container: FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK=false',
        ),
  timeouts: (texts) => {
    const run = texts.flatMap((text) => [...text.matchAll(INIT_SQL)].map(([, sql = '']) => sql));
    return firstOf(inStatements(run.join('\n')), inAddressesAlone(texts));
  },
};

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
