import { literal, shortName, type RelationName } from '../../sql/names.js';
import { fitsCode, statementsNaming } from '../boxes.js';
import { code, sql } from '../prose.js';
import type { Box } from '../rule.js';

/**
 * What destroys data has no safe form, only a safe time: a later migration of its own that says why it may. `before` is
 * what has to go first.
 */
export function inLaterRelease(rule: string, statement: string, before: readonly string[] = []): string {
  return sql(
    '-- 1. release the code that no longer uses it, and let every old version of it stop',
    '-- 2. take a backup, and try that it restores',
    '-- 3. in a later migration of its own:',
    "SET lock_timeout = '2s';",
    ...before,
    `-- pg-preflight: allow ${rule} -- unused since the last release, backup taken`,
    statement,
  );
}

export function backupBox(what: string): Box {
  return { phase: 'before', text: `A backup holds ${what}, and somebody has tried to restore it`, sql: '' };
}

export function unusedTableBox(table: RelationName): Box {
  return {
    phase: 'before',
    text: `No code uses ${code(shortName(table))} any more: these counts stand still for a day`,
    sql: sql(
      'SELECT relname, seq_scan, idx_scan, n_tup_ins, n_tup_upd, n_tup_del',
      `FROM pg_stat_user_tables WHERE relid = to_regclass(${literal(table)});`,
    ),
  };
}

export function unusedColumnBox(table: RelationName, column: string): Box {
  return fitsCode(
    `No code reads or writes ${code(column)} of ${code(shortName(table))} any more`,
    statementsNaming(column),
  );
}
