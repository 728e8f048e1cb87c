import type { Severity } from '../report/report.js';
import { literal, type RelationName } from '../sql/names.js';
import { sql as lines, table } from './prose.js';
import type { Box } from './rule.js';

/** What a person can tick, with the query that tells whether it holds. */
export function box(phase: Box['phase'], text: string, sql = ''): Box {
  return { phase, text, sql };
}

/** A caution is a question to people; what is unsafe is to be changed, and a note asks for nothing. */
export function whenAsked({ severity }: { readonly severity: Severity }, ...boxes: readonly Box[]): readonly Box[] {
  return severity === 'caution' ? boxes : [];
}

/** Where the size decides. */
export function isSmall(relation: RelationName, work: string): Box {
  return box(
    'before',
    `${table(relation)} is small enough to ${work} within seconds`,
    lines(
      'SELECT reltuples::bigint AS rows, pg_size_pretty(pg_total_relation_size(oid)) AS size',
      `FROM pg_class WHERE oid = to_regclass(${literal(relation)});`,
    ),
  );
}

/** Where people wait, but not for long. Who holds the lock now is asked for every lock that is found. */
export function isCalm(relation: RelationName, who: string): Box {
  return box('before', `It is a calm hour for ${table(relation)}: ${who} can wait for a moment`);
}

/** Where much is written at once. */
export function replicasKeepUp(): Box {
  return box(
    'during',
    'Replicas keep up with the rows that are written; otherwise cancel it and batch it',
    lines(
      'SELECT application_name, replay_lag, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS behind',
      'FROM pg_stat_replication;',
    ),
  );
}
