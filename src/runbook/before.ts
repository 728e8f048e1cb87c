import type { RunbookStep } from '../report/report.js';
import { code, sql, table } from '../rules/prose.js';
import type { Changeset } from '../timeline.js';
import { durationWords, walWords } from './estimate.js';
import { ARCHIVER, holders, LAG, OLD_SNAPSHOTS, scansOf, SLOTS, STANDBY_READERS } from './queries.js';
import { placeWords, shortList, told, type LineOf } from './steps.js';
import { toolOf, upCommands } from './tool-command.js';
import { secondCommit, upMigrations, writesMuch, type Work } from './work.js';
import { boundedRun } from './wrapper.js';

/** What has to hold before the first statement runs. */
export function beforeSteps(work: Work, changeset: Changeset, lineOf: LineOf): readonly RunbookStep[] {
  return [
    ...rehearsal(work, changeset),
    ...backups(work, lineOf),
    ...decider(work, lineOf),
    ...longTransactions(work),
    ...indexesInUse(work),
    ...standbys(work, changeset),
    ...wrapper(work, changeset, lineOf),
  ];
}

/** Only where the size of a table decides how long it takes. */
function rehearsal(work: Work, changeset: Changeset): readonly RunbookStep[] {
  const slow = [
    ...new Set([...work.rewritten, ...work.read, ...work.backfills.flatMap(({ effects }) => effects.writesTo)]),
  ];
  if (slow.length === 0) return [];
  const commands = upCommands(upMigrations(work)).map((command) => `time ${command}`);
  const lines = commands.length === 0 ? '' : sql('export DATABASE_URL="$COPY_OF_PRODUCTION"', commands.join(' &&\n'));
  return [
    told(
      'before',
      `Rehearse it on a copy of production with all its rows (a restored backup), and write down how long it takes: ${shortList(slow.map(table))} ${slow.length === 1 ? 'is' : 'are'} worked through whole.${durationWords(work, changeset)}`,
      lines,
      'shell',
    ),
  ];
}

function backups({ losses }: Work, lineOf: LineOf): readonly RunbookStep[] {
  if (losses.length === 0) return [];
  const words = losses.map(({ step, words: lost }) => `${code(lost)} (${placeWords(step, lineOf)})`);
  return [
    told(
      'before',
      `A backup is there that somebody has restored, and point-in-time recovery reaches up to now, before this is gone: ${shortList(words)}. \`behind\` is below five minutes and \`fails\` is false.`,
      ARCHIVER,
    ),
  ];
}

function decider(work: Work, lineOf: LineOf): readonly RunbookStep[] {
  if (work.losses.length + work.rewritten.length + work.backfills.length === 0) return [];
  const [loss] = work.losses;
  const until = loss === undefined ? '' : `; behind ${placeWords(loss.step, lineOf)} there is nothing left to decide`;
  return [told('before', `One person is named who decides to cancel or to go back${until}.`)];
}

function longTransactions({ locked, concurrent }: Work): readonly RunbookStep[] {
  return [
    ...(locked.length === 0
      ? []
      : [
          told(
            'before',
            `No transaction older than a minute holds ${shortList(locked.map(table))}: the lock waits for it, and everybody else behind the lock.`,
            holders(locked),
          ),
        ]),
    ...(concurrent.length === 0
      ? []
      : [
          told(
            'before',
            'No transaction of this database is older than a few minutes: a concurrent build waits for each, whatever it reads.',
            OLD_SNAPSHOTS,
          ),
        ]),
  ];
}

/** A concurrent drop waits as well, but nobody waits behind it. */
function indexesInUse({ dropped, locked }: Work): readonly RunbookStep[] {
  if (dropped.length === 0) return [];
  const names = dropped.map(({ index }) => index);
  const waits = [
    ...new Set(dropped.flatMap((one) => (one.concurrently && !locked.includes(one.table) ? [one.table] : []))),
  ];
  return [
    ...(waits.length === 0
      ? []
      : [
          told(
            'before',
            `No transaction older than a few minutes holds ${shortList(waits.map(table))}: \`DROP INDEX CONCURRENTLY\` waits for each that does.`,
            holders(waits),
          ),
        ]),
    told(
      'before',
      `No query needs ${shortList(names.map(table))}: run this twice, a busy day apart, here and on each standby that serves reads, and \`idx_scan\` stays the same.`,
      scansOf(names),
    ),
  ];
}

function standbys(work: Work, changeset: Changeset): readonly RunbookStep[] {
  const much = writesMuch(work)
    ? [
        told(
          'before',
          `Every standby is less than a second behind, before it gets more to replay.${walWords(work, changeset)}`,
          LAG,
        ),
        told(
          'before',
          'No slot keeps WAL that nobody fetches: what this change writes comes on top, until the disk is full.',
          SLOTS,
        ),
      ]
    : [];
  if (work.alone.length === 0) return much;
  return [
    ...much,
    told(
      'before',
      `On each standby that serves reads: no long query. ACCESS EXCLUSIVE on ${shortList(work.alone.map(table))} is replayed there too, waits for the readers and then cancels them.`,
      STANDBY_READERS,
      'standby',
    ),
  ];
}

function wrapper(work: Work, changeset: Changeset, lineOf: LineOf): readonly RunbookStep[] {
  if (work.unbounded === null && !work.givesUp) return [];
  const again = secondCommit(work) === null;
  const command = boundedRun(work, changeset, again);
  const tries = again ? 'and tries again, three times at most' : 'and goes on by hand with the statement that failed';
  if (work.unbounded === null)
    return again && command !== '' && toolOf(upMigrations(work)) !== null
      ? [
          told(
            'before',
            'Its `lock_timeout` ends a wait, and nothing tries again by itself. Run it so that something does, three times at most.',
            command,
            'shell',
          ),
        ]
      : [];
  const where = placeWords(work.unbounded, lineOf);
  return [
    told(
      'before',
      `No \`lock_timeout\` bounds the wait at ${where}. Run it so that it gives up after 2 seconds ${tries}.`,
      command,
      'shell',
    ),
  ];
}
