import { sql } from '../rules/prose.js';
import { literal, type RelationName } from '../sql/names.js';

/** Transactions that a lock on these tables would wait for, and everybody behind it. */
export function holders(relations: readonly RelationName[]): string {
  return sql(
    'SELECT a.pid, a.backend_type, a.state, now() - a.xact_start AS running,',
    '       l.relation::regclass, l.mode, left(a.query, 120) AS query',
    'FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)',
    `WHERE l.relation IN (${regclasses(relations)}) AND a.pid <> pg_backend_pid()`,
    'ORDER BY running DESC NULLS LAST;',
  );
}

/** A concurrent build waits for every snapshot of the database that is older, whatever it reads. */
export const OLD_SNAPSHOTS = sql(
  'SELECT pid, backend_type, state, now() - xact_start AS running, left(query, 120) AS query',
  'FROM pg_stat_activity',
  'WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid()',
  'ORDER BY running DESC NULLS LAST;',
);

export const WAITERS = sql(
  'SELECT waiting.pid, now() - waiting.query_start AS waits, left(waiting.query, 60) AS query,',
  '       blocking.pid AS blocked_by, blocking.state, left(blocking.query, 60) AS blocking_query',
  'FROM pg_stat_activity AS waiting',
  'CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocker(pid)',
  'JOIN pg_stat_activity AS blocking ON blocking.pid = blocker.pid',
  'ORDER BY waits DESC;',
);

/** What the migration itself does: how long, and whether it works or waits. */
export function running(relations: readonly RelationName[]): string {
  return sql(
    "SELECT a.pid, now() - a.query_start AS running, coalesce(a.wait_event_type, 'works') AS waits_for,",
    '       l.relation::regclass, left(a.query, 80) AS query',
    'FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)',
    `WHERE l.relation IN (${regclasses(relations)}) AND a.state = 'active' AND a.pid <> pg_backend_pid()`,
    "  AND l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')",
    'ORDER BY running DESC;',
  );
}

/** Those that write rows; in a loop that commits its rounds, for how long the round has run. */
export function writing(relations: readonly RelationName[]): string {
  return sql(
    "SELECT a.pid, now() - a.xact_start AS running, coalesce(a.wait_event_type, 'works') AS waits_for, left(a.query, 80) AS query",
    "FROM pg_stat_activity AS a WHERE a.state = 'active' AND a.pid <> pg_backend_pid() AND a.pid IN (",
    `  SELECT pid FROM pg_locks WHERE mode = 'RowExclusiveLock' AND relation IN (${regclasses(relations)})`,
    ') ORDER BY running DESC LIMIT 5;',
  );
}

export const BUILD_PROGRESS = sql(
  'SELECT pid, relid::regclass AS "table", index_relid::regclass AS index, phase, lockers_done, lockers_total,',
  '       blocks_done, blocks_total, tuples_done, tuples_total',
  'FROM pg_stat_progress_create_index;',
);

export const CLUSTER_PROGRESS = sql(
  'SELECT pid, relid::regclass AS "table", phase, heap_blks_scanned, heap_blks_total, heap_tuples_written, index_rebuild_count',
  'FROM pg_stat_progress_cluster;',
);

export const LAG = sql(
  "SELECT application_name, state, coalesce(replay_lag, interval '0') AS lag,",
  '       pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS behind',
  'FROM pg_stat_replication ORDER BY replay_lag DESC NULLS LAST;',
);

/** A standby that has replayed everything is not late, however long nobody has written. */
export const LAG_ON_STANDBY = sql(
  "SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN interval '0'",
  '            ELSE now() - pg_last_xact_replay_timestamp() END AS lag,',
  '       pg_size_pretty(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())) AS not_replayed;',
);

/** Readers on the standby that the replay of a strong lock would wait for, and then cancel. */
export const STANDBY_READERS = sql(
  "SELECT pid, now() - xact_start AS running, current_setting('max_standby_streaming_delay') AS cancelled_after,",
  '       left(query, 120) AS query',
  'FROM pg_stat_activity',
  'WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() ORDER BY running DESC;',
);

export const SLOTS = sql(
  'SELECT slot_name, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) AS kept',
  'FROM pg_replication_slots ORDER BY restart_lsn;',
);

/** Takes five seconds. */
export const WAL_RATE = sql(
  'WITH first AS (SELECT pg_current_wal_lsn() AS lsn), pause AS (SELECT pg_sleep(5) FROM first)',
  'SELECT pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), first.lsn) / 5) AS wal_per_second',
  'FROM first, pause;',
);

export const ARCHIVER = sql(
  "SELECT current_setting('archive_mode') AS archive_mode, last_archived_time,",
  '       now() - last_archived_time AS behind, coalesce(last_failed_time > last_archived_time, false) AS fails',
  'FROM pg_stat_archiver;',
);

/** Gives back only what is not as it should be. */
export function notValid(indexes: readonly RelationName[]): string {
  return sql(
    'SELECT wanted.name, index.indisvalid',
    `FROM (VALUES ${rows(indexes.map((name) => [name]))}) AS wanted(name)`,
    'LEFT JOIN pg_index AS index ON index.indexrelid = to_regclass(wanted.name)',
    'WHERE index.indisvalid IS NOT TRUE;',
  );
}

/** How often each index was used since the statistics were reset. */
export function scansOf(indexes: readonly RelationName[]): string {
  return sql(
    'SELECT indexrelid::regclass AS index, idx_scan, pg_size_pretty(pg_relation_size(indexrelid)) AS size',
    `FROM pg_stat_user_indexes WHERE indexrelid IN (${regclasses(indexes)});`,
  );
}

/** Gives back only what is left. */
export function stillThere(indexes: readonly RelationName[]): string {
  return sql(
    'SELECT indexrelid::regclass AS index, indisvalid FROM pg_index',
    `WHERE indexrelid IN (${regclasses(indexes)});`,
  );
}

/** `_ccnew` is what a build did not end, `_ccold` what it did not drop. */
export const LEFTOVERS = sql(
  "SELECT format('DROP INDEX CONCURRENTLY %s;', indexrelid::regclass) AS run FROM pg_index",
  "WHERE NOT indisvalid AND indexrelid::regclass::text ~ '_cc(new|old)[0-9]*\"?$';",
);

export const LEFT_INVALID = 'SELECT indexrelid::regclass AS index FROM pg_index WHERE NOT indisvalid;';

export function constraintsIn(
  wanted: readonly (readonly [table: RelationName, name: string, valid: boolean])[],
): string {
  return sql(
    'SELECT wanted.relation, wanted.name, found.convalidated',
    `FROM (VALUES ${wanted.map(([table, name, valid]) => `(${literal(table)}, ${literal(name)}, ${valid})`).join(', ')}) AS wanted(relation, name, validated)`,
    'LEFT JOIN pg_constraint AS found ON found.conrelid = to_regclass(wanted.relation) AND found.conname = wanted.name',
    'WHERE found.convalidated IS DISTINCT FROM wanted.validated;',
  );
}

export function cancelWaiting(relations: readonly RelationName[]): string {
  return sql(
    'SELECT pid, pg_cancel_backend(pid) FROM (',
    '  SELECT DISTINCT pid FROM pg_locks',
    `  WHERE NOT granted AND relation IN (${regclasses(relations)}) AND mode = 'AccessExclusiveLock'`,
    ') AS waiting;',
  );
}

/** Those that hold a table without doing anything. */
export function endIdle(relations: readonly RelationName[]): string {
  return sql(
    'SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity',
    "WHERE state LIKE 'idle in transaction%' AND now() - state_change > interval '30 seconds'",
    `  AND pid IN (SELECT pid FROM pg_locks WHERE relation IN (${regclasses(relations)}));`,
  );
}

function regclasses(relations: readonly RelationName[]): string {
  return relations.map((name) => `to_regclass(${literal(name)})`).join(', ');
}

function rows(values: readonly (readonly string[])[]): string {
  return values.map((row) => `(${row.map(literal).join(', ')})`).join(', ');
}
