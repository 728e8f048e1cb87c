import { setTimeout as sleep } from 'node:timers/promises';
import type { Pair } from './pair.js';

const ROWS = 300_000;
const BATCH = 5_000;

const TABLE = `
  DROP SCHEMA public CASCADE; CREATE SCHEMA public;
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, note text, state text);
  INSERT INTO orders SELECT n, n % 1000, repeat('x', 100) FROM generate_series(1, ${ROWS}) AS n;
  CREATE INDEX ON orders (user_id); CREATE INDEX ON orders (note, id);
  CHECKPOINT;`;

const BATCHED = `
  DO $$ DECLARE first bigint := 0; BEGIN
    WHILE first < ${ROWS} LOOP
      UPDATE orders SET state = 'open' WHERE id > first AND id <= first + ${BATCH};
      first := first + ${BATCH}; COMMIT; PERFORM pg_sleep(0.1);
    END LOOP; END $$;`;

/** The most that a standby was behind while a statement ran. */
export interface Lag {
  readonly bytes: number;
  readonly seconds: number;
}

/** How far the standby falls behind by an UPDATE of all rows at once, and by the same in batches with pauses. */
export async function lags(pair: Pair): Promise<{ readonly unbatched: Lag; readonly batched: Lag }> {
  await pair.primary.query(TABLE);
  await pair.caughtUp();
  const unbatched = await worst(pair, "UPDATE orders SET state = 'open'");
  await pair.primary.query(TABLE);
  await pair.caughtUp();
  return { unbatched, batched: await worst(pair, BATCHED) };
}

async function worst(pair: Pair, sql: string): Promise<Lag> {
  let done = false;
  const work = pair.primary.query(sql).finally(() => (done = true));
  let [bytes, seconds] = [0, 0];
  while (!done) {
    const { rows } = await pair.watcher.query<{ bytes: string; seconds: number }>(
      `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) AS bytes,
              coalesce(extract(epoch FROM replay_lag), 0)::float AS seconds FROM pg_stat_replication`,
    );
    bytes = Math.max(bytes, Number(rows[0]?.bytes ?? 0));
    seconds = Math.max(seconds, rows[0]?.seconds ?? 0);
    await sleep(20);
  }
  await work;
  await pair.caughtUp();
  return { bytes, seconds };
}
