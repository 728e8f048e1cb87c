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

/** Where it is decided by what the code sends, which the server counts. */
export function fitsCode(text: string, statements: string): Box {
  return box('before', `${text} (the query needs pg_stat_statements)`, statements);
}

/** Statements that have run and hold a name; `doing`: words of which they hold one, parted by `|`. */
export function statementsNaming(name: string, doing = ''): string {
  return lines(
    'SELECT calls, left(query, 120) AS query FROM pg_stat_statements',
    `WHERE strpos(query, ${literal(name)}) > 0${doing === '' ? '' : ` AND query ~* ${literal(doing)}`} ORDER BY calls DESC LIMIT 20;`,
  );
}

/** What a table looks like on the server that is asked. */
export function columnsOf(relation: RelationName): string {
  return lines(
    'SELECT attname, format_type(atttypid, atttypmod) AS type, attnotnull, atthasdef FROM pg_attribute',
    `WHERE attrelid = to_regclass(${literal(relation)}) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;`,
  );
}

/** Whether a build has ended well. */
export function validityOf(index: RelationName): string {
  return `SELECT indexrelid::regclass AS index, indisvalid FROM pg_index WHERE indexrelid = to_regclass(${literal(index)});`;
}
