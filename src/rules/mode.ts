/** The nine failure modes of `contract.md`, in their fixed order. Ids never change: JSON readers depend on them. */
export const FAILURE_MODES = [
  {
    letter: 'a',
    id: 'lock-queue-freeze',
    title: 'Lock-queue freeze',
    signal: 'table frozen, connection pool exhausted, 503s',
    durableFix: '`lock_timeout` with retries, and the online form of the statement',
  },
  {
    letter: 'b',
    id: 'invalid-index',
    title: 'INVALID index',
    signal: '`indisvalid = false` after the deploy',
    durableFix: '`DROP INDEX CONCURRENTLY` and retry; alert on `indisvalid`',
  },
  {
    letter: 'c',
    id: 'migration-deadlock',
    title: 'Migration deadlock',
    signal: '`ERROR: deadlock detected` in the migration log',
    durableFix: 'one runner at a time (advisory lock), one table a transaction, one lock order',
  },
  {
    letter: 'd',
    id: 'destructive-rollback',
    title: 'Rollback destroying data',
    signal: 'data loss found after a down migration or a one-way up',
    durableFix: 'forward fixes; expand and contract; drop in a later release, after a backup',
  },
  {
    letter: 'e',
    id: 'replica-schema-drift',
    title: 'Schema drift on replicas',
    signal: 'queries on the standby fail, replica lag spikes',
    durableFix: 'deploy code when replica lag is near zero; never ship a migration with the code that needs it',
  },
  {
    letter: 'f',
    id: 'backfill-wal-flood',
    title: 'Backfill WAL flood',
    signal: 'WAL rate spikes, lag climbs, the disk fills',
    durableFix: 'batches of 1,000 to 10,000 rows, committed one by one, with pauses',
  },
  {
    letter: 'g',
    id: 'hidden-rewrite',
    title: 'Volatile default / hidden rewrite',
    signal: 'the migration took minutes; the table was rewritten',
    durableFix: 'constant default and a later backfill; binary-coercible type changes',
  },
  {
    letter: 'h',
    id: 'not-null-without-backfill',
    title: 'NOT NULL without backfill',
    signal: '`SET NOT NULL` fails when applied, or scans under lock',
    durableFix: 'backfill; `NOT VALID` and `VALIDATE`, then `SET NOT NULL`',
  },
  {
    letter: 'i',
    id: 'rename-in-rolling-deploy',
    title: 'RENAME during a rolling deploy',
    signal: 'old pods: `column does not exist`',
    durableFix: 'expand and contract instead of a one-step rename',
  },
] as const;

export type FailureMode = (typeof FAILURE_MODES)[number];
export type FailureModeId = FailureMode['id'];
