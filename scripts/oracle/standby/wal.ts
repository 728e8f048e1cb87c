import { setTimeout as sleep } from 'node:timers/promises';
import { SIZED_WORK, type SizedWork } from '../../../src/runbook/estimate.js';
import type { Pair } from './pair.js';

/** Tables of different shapes: few and many columns, few and many indexes. */
const SHAPES: Readonly<Record<string, string>> = {
  'narrow, one index': `
    CREATE TABLE t (id bigint PRIMARY KEY, n int, v int);
    INSERT INTO t SELECT i, i, i FROM generate_series(1, 300000) AS i;`,
  'wide, one index': `
    CREATE TABLE t (id bigint PRIMARY KEY, n int, v int, note text);
    INSERT INTO t SELECT i, i, i, repeat(md5(i::text), 12) FROM generate_series(1, 100000) AS i;`,
  'medium, five indexes': `
    CREATE TABLE t (id bigint PRIMARY KEY, n int, v int, a text, b text, c timestamptz);
    INSERT INTO t SELECT i, i, i, md5(i::text), md5((i + 1)::text), now() FROM generate_series(1, 150000) AS i;
    CREATE INDEX ON t (a); CREATE INDEX ON t (b); CREATE INDEX ON t (c); CREATE INDEX ON t (n);`,
};

const WORK: Readonly<Record<SizedWork, string>> = {
  rewrite: 'ALTER TABLE t ALTER COLUMN v TYPE bigint',
  update: 'UPDATE t SET v = v + 1',
  build: 'CREATE INDEX built ON t (v)',
  read: 'ALTER TABLE t ADD CONSTRAINT c CHECK (v IS NOT NULL)',
};

export interface WalSeen {
  readonly shape: string;
  readonly work: SizedWork;
  /** WAL for each byte of the table with its indexes, before the statement. */
  readonly ratio: number;
  /** Bytes of the table with its indexes that it is through with in a second. */
  readonly perSecond: number;
}

/** How much WAL a statement writes, for each byte that `pg_total_relation_size` told before. */
export async function walSeen(pair: Pair): Promise<readonly WalSeen[]> {
  const seen: WalSeen[] = [];
  for (const [shape, make] of Object.entries(SHAPES)) {
    for (const work of SIZED_WORK) {
      const sql = WORK[work];
      await pair.primary.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${make}`);
      await pair.primary.query('VACUUM ANALYZE t');
      await pair.primary.query('CHECKPOINT');
      const [size, before] = [await number(pair, "pg_total_relation_size('t')"), await number(pair, LSN)];
      const start = performance.now();
      await pair.primary.query(sql);
      const seconds = (performance.now() - start) / 1000;
      await sleep(50);
      seen.push({ shape, work, ratio: ((await number(pair, LSN)) - before) / size, perSecond: size / seconds });
    }
  }
  return seen;
}

const LSN = "pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')";

async function number(pair: Pair, expression: string): Promise<number> {
  const { rows } = await pair.watcher.query<{ value: string }>(`SELECT ${expression} AS value`);
  return Number(rows[0]?.value ?? 0);
}
