import type { RunbookStep } from '../report/report.js';
import { pairsOf } from '../rules/destructive-rollback/pairs.js';
import { code } from '../rules/prose.js';
import { shortName } from '../sql/names.js';
import type { Changeset, Step } from '../timeline.js';
import { afterFailure } from './after-failure.js';
import { isBatched } from './backfill.js';
import { inverseOf } from './inverse.js';
import { LEFTOVERS, OLD_SNAPSHOTS } from './queries.js';
import { placeWords, shortList, told, type LineOf } from './steps.js';
import { wayBack } from './way-back.js';
import { secondCommit, upMigrations, type Work } from './work.js';

/** If this, run that; if it takes too long, the other. */
export function rollbackSteps(work: Work, changeset: Changeset, lineOf: LineOf): readonly RunbookStep[] {
  return [
    ...failedBuild(work),
    ...failedReindex(work),
    ...cancelledBackfill(work),
    ...failedTransaction(work),
    ...failedFile(work, lineOf),
    ...toldTool(work, changeset),
    ...wayBack(work, changeset),
    ...noWayBack(work, changeset, lineOf),
  ];
}

function failedBuild({ concurrent }: Work): readonly RunbookStep[] {
  const built = concurrent.flatMap((step) =>
    [...step.after.indexes.values()].filter(({ name }) => !step.before.indexes.has(name)),
  );
  if (built.length === 0) return [];
  return [
    told(
      'rollback',
      `If a concurrent build fails or is cancelled, run this, and then the migration again: it leaves an INVALID index that every write still feeds.`,
      built.map(({ name }) => `DROP INDEX CONCURRENTLY IF EXISTS ${shortName(name)};`).join('\n'),
    ),
    told(
      'rollback',
      'If that is not done in 30 seconds, it waits for an old transaction: find it, and end it with `SELECT pg_terminate_backend(pid)`.',
      OLD_SNAPSHOTS,
    ),
  ];
}

function failedReindex({ reindexed, concurrent }: Work): readonly RunbookStep[] {
  if (!reindexed || concurrent.length === 0) return [];
  return [
    told(
      'rollback',
      'If REINDEX CONCURRENTLY fails or is cancelled, run what this gives, and then the migration again: the old index stays in use, and half of a new one is left beside it.',
      LEFTOVERS,
    ),
  ];
}

function cancelledBackfill({ backfills, steps }: Work): readonly RunbookStep[] {
  const [first] = backfills;
  if (first === undefined) return [];
  const batched = backfills.every((step) => isBatched(step, steps));
  const words = batched
    ? 'what is committed stays, and it can be run again'
    : 'all of it is rolled back, which takes no time, but leaves the dead rows to VACUUM';
  const writers = [...new Set(backfills.flatMap(({ effects }) => effects.writesTo))];
  return [
    told('rollback', `If the backfill has to stop, cancel it by its \`pid\`: ${words}.`, ''),
    told(
      'rollback',
      `When it has stopped, and before it runs again:`,
      writers.map((name) => `VACUUM (ANALYZE) ${shortName(name)};`).join('\n'),
    ),
  ];
}

function failedTransaction({ steps, backfills }: Work): readonly RunbookStep[] {
  const inside = steps.filter(
    (step) =>
      step.session.transaction !== null &&
      step.effects.locks.some(({ existing }) => existing) &&
      !(backfills.includes(step) && isBatched(step, steps)),
  );
  const paths = inside.map(({ migration }) => code(migration.path));
  if (paths.length === 0) return [];
  return [
    told(
      'rollback',
      `If a statement of ${shortList(paths)} fails or is cancelled before the commit, nothing of its transaction is left: there is nothing to take back.`,
    ),
  ];
}

/** What is left of a file of which a statement failed. */
function failedFile(work: Work, lineOf: LineOf): readonly RunbookStep[] {
  const second = secondCommit(work);
  if (second === null) return [];
  return [
    told(
      'rollback',
      `If a statement fails: those before it have committed (no transaction holds ${placeWords(second, lineOf)} and the others together). Go on from the one that failed; do not run the file from its beginning.`,
      '',
    ),
  ];
}

function toldTool(work: Work, changeset: Changeset): readonly RunbookStep[] {
  const failure = afterFailure(upMigrations(work), changeset);
  return failure === null ? [] : [told('rollback', failure.words, failure.lines.join('\n'), 'shell')];
}

function noWayBack({ steps, losses, atEnd }: Work, changeset: Changeset, lineOf: LineOf): readonly RunbookStep[] {
  const gone = losses.map(({ step, words }) => `${code(words)} (${placeWords(step, lineOf)})`);
  const lost = new Set(losses.map(({ step }) => step));
  const pairs = pairsOf(changeset);
  const hasDown = (step: Step): boolean => pairs.some(({ up, down }) => down.length > 0 && up.includes(step));
  const stays = steps.filter((step) => !lost.has(step) && !hasDown(step) && inverseOf(step, atEnd) === null);
  const words = stays.map((step) => `${code(step.statement.kind)} (${placeWords(step, lineOf)})`);
  return [
    ...(gone.length === 0
      ? []
      : [
          told(
            'rollback',
            `There is no way back from ${shortList(gone)} but the backup: restore it beside the database to a moment before the statement, and copy what is needed. Whoever decides knows this before it runs.`,
          ),
        ]),
    ...(words.length === 0
      ? []
      : [
          told(
            'rollback',
            `There is no SQL that takes back ${shortList(words)} exactly: it stays, and another migration goes forward from it.`,
          ),
        ]),
  ];
}
