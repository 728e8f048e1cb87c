import type { RunbookStep } from '../report/report.js';
import { code, table } from '../rules/prose.js';
import { nodeIf } from '../rules/scope.js';
import {
  BUILD_PROGRESS,
  CLUSTER_PROGRESS,
  LAG,
  LAG_ON_STANDBY,
  running,
  WAITERS,
  WAL_RATE,
  writing,
} from './queries.js';
import { isBatched } from './backfill.js';
import { shortList, told } from './steps.js';
import { writesMuch, type Work } from './work.js';

/** What to look at every few seconds while it runs, and when to stop. */
export function duringSteps(work: Work): readonly RunbookStep[] {
  return [...waits(work), ...duration(work), ...backfill(work), ...progress(work), ...replicas(work), ...retries(work)];
}

function waits({ locked, backfills, steps }: Work): readonly RunbookStep[] {
  if (locked.length === 0 && backfills.every((step) => isBatched(step, steps))) return [];
  return [
    told(
      'during',
      'Who waits, and for whom. Somebody waits for the migration for more than 1 second: cancel it (`SELECT pg_cancel_backend(blocked_by)`).',
      WAITERS,
    ),
  ];
}

/** A statement that only changes the catalog ends at once when it has its lock. */
function duration(work: Work): readonly RunbookStep[] {
  const slow = [...new Set([...work.rewritten, ...work.read])];
  const instant = work.locked.filter((name) => !slow.includes(name));
  return [
    ...(slow.length === 0
      ? []
      : [
          told(
            'during',
            `What the migration does, on ${shortList(slow.map(table))}. Over 30 seconds: ${rewriteWords(work)}, so compare with the rehearsal, and at twice its time cancel.`,
            running(slow),
          ),
        ]),
    ...(instant.length === 0
      ? []
      : [
          told(
            'during',
            `What the migration does, on ${shortList(instant.map(table))}: nothing is rewritten or read whole, so each statement takes an instant once it has its lock. Over 30 seconds: cancel it, and look for a rewrite that was not seen here.`,
            running(instant),
          ),
        ]),
  ];
}

function rewriteWords({ rewritten, read }: Work): string {
  return rewritten.length > 0
    ? `${shortList(rewritten.map(table))} ${rewritten.length === 1 ? 'is' : 'are'} rewritten under the lock`
    : `${shortList(read.map(table))} ${read.length === 1 ? 'is' : 'are'} read whole`;
}

/** The longest of those that write. */
function backfill({ backfills, steps }: Work): readonly RunbookStep[] {
  const written = [...new Set(backfills.flatMap(({ effects }) => effects.writesTo))];
  if (written.length === 0) return [];
  const batched = backfills.every((step) => isBatched(step, steps));
  const words = batched
    ? 'Over 30 seconds in one batch: the batch is too large, cancel it and make it smaller'
    : 'Over 30 seconds: every row that it has written stays locked until its end, so compare with the rehearsal, and at twice its time cancel';
  return [
    told(
      'during',
      `What the backfill of ${shortList(written.map(table))} does, and its \`pid\`: the longest of these. ${words}.`,
      writing(written),
    ),
  ];
}

function progress(work: Work): readonly RunbookStep[] {
  const builds = work.indexes.length > 0 || work.reindexed;
  const copies = work.steps.some(
    (step) =>
      nodeIf(step, 'ClusterStmt') !== null || (nodeIf(step, 'VacuumStmt') !== null && step.effects.rewrites.length > 0),
  );
  return [
    ...(builds
      ? [
          told(
            'during',
            `How far the build is. It stands in a phase that begins with \`waiting for\` for a minute: end the transaction that it waits for${work.concurrent.length > 0 ? ', not the build' : ''}.`,
            BUILD_PROGRESS,
          ),
        ]
      : []),
    ...(copies ? [told('during', 'How far the copy of the table is.', CLUSTER_PROGRESS)] : []),
  ];
}

function replicas(work: Work): readonly RunbookStep[] {
  if (!writesMuch(work)) return [];
  const batched = work.backfills.length > 0 && work.backfills.every((step) => isBatched(step, work.steps));
  const act = batched
    ? 'make the pause between the batches longer, or cancel it: what is committed stays'
    : work.backfills.length > 0
      ? 'cancel it and write the rows in batches: one transaction cannot be slowed down'
      : 'cancel it: it cannot be slowed down';
  return [
    told('during', `How far the standbys are behind. Over 10 seconds: ${act}.`, LAG),
    told('during', 'The same on a standby, where reads are served.', LAG_ON_STANDBY, 'standby'),
    told(
      'during',
      'WAL a second (the query takes five). More than the standbys replayed in the rehearsal, or than the disk takes until the end: slow down or cancel.',
      WAL_RATE,
    ),
  ];
}

function retries({ givesUp, unbounded }: Work): readonly RunbookStep[] {
  if (!givesUp && unbounded === null) return [];
  return [
    told(
      'during',
      `${code('canceling statement due to lock timeout')} comes a fourth time: stop trying and page the owner of the table.`,
      '',
    ),
  ];
}
