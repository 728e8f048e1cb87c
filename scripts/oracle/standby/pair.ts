import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { PostgresServer } from '../server.js';

/** A primary with a standby that streams from it. */
export interface Pair {
  readonly major: number;
  readonly primary: Client;
  readonly standby: Client;
  /** A second session of the primary, to look while the first one works. */
  readonly watcher: Client;
  readonly addresses: readonly string[];
  /** Until the standby has replayed all that was written so far. */
  readonly caughtUp: () => Promise<void>;
}

/** WAL as it is in production, which the servers of the other cases leave out. */
const SETTINGS = {
  wal_level: 'replica',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_wal_size: '4GB',
  // A checkpoint would throw away what the standby has not fetched yet.
  wal_keep_size: '4GB',
};

const MOST_WAITS = 6_000;

/** One machine plays both, so that the standby has to be the slower one to be told from the primary at all. */
const SLOWER = { shared_buffers: '1MB' };

export async function withPair(major: number, use: (pair: Pair) => Promise<void>): Promise<void> {
  const first = await PostgresServer.start(major, SETTINGS);
  try {
    const second = await first.standby(SLOWER);
    try {
      const [primary, watcher, standby] = [await first.connect(), await first.connect(), await second.connect()];
      const caughtUp = async (): Promise<void> => {
        const { rows } = await watcher.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn');
        for (let waits = 0; waits < MOST_WAITS; waits += 1) {
          const { rows: replayed } = await standby.query<{ done: boolean }>(
            'SELECT pg_last_wal_replay_lsn() >= $1 AS done',
            [rows[0]?.lsn],
          );
          if (replayed[0]?.done === true) return;
          await sleep(20);
        }
        throw new Error(`the standby of PostgreSQL ${major} does not catch up`);
      };
      await use({ major, primary, standby, watcher, addresses: [first.address, second.address], caughtUp });
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
  }
}
