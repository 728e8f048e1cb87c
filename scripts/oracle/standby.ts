import { WAL_FOR_BYTE } from '../../src/runbook/estimate.js';
import { lags, type Lag } from './standby/lag.js';
import { withPair } from './standby/pair.js';
import { failingQueries } from './standby/runbooks.js';
import { differingSizes } from './standby/sizes.js';
import { walSeen } from './standby/wal.js';

/**
 * What takes a primary with a standby: every query of the runbooks where it is meant to run, the lag of a backfill, the
 * WAL of a statement, and the sizes of tables. Prints the figures of docs/runbook.md. @returns how much differs
 */
export async function differingStandby(majors: readonly number[]): Promise<number> {
  let differing = 0;
  for (const major of majors) {
    await withPair(major, async (pair) => {
      const failed = [...(await failingQueries(pair)), ...(await differingSizes(pair))];
      const { unbatched, batched } = await lags(pair);
      console.log(`PostgreSQL ${major}: behind by ${words(unbatched)} unbatched, ${words(batched)} in batches`);
      // Half is far from what is seen, and from what a busy machine makes of it.
      if (batched.bytes * 2 > unbatched.bytes) failed.push(`PostgreSQL ${major}: batches keep no standby near`);
      for (const seen of await walSeen(pair)) {
        const { shape, work, ratio, perSecond } = seen;
        console.log(
          `PostgreSQL ${major}: ${work} of a table ${shape}: ${ratio.toFixed(2)} bytes of WAL a byte, ${Math.round(perSecond / 1e6)} MB/s`,
        );
        const [least, most] = WAL_FOR_BYTE[work];
        if (ratio < least || ratio > most)
          failed.push(`PostgreSQL ${major}: ${work} of ${shape} leaves the range of the model`);
      }
      for (const one of failed) console.log(one);
      differing += failed.length;
    });
  }
  return differing;
}

function words({ bytes, seconds }: Lag): string {
  return `${Math.round(bytes / 1e6)} MB (${seconds.toFixed(1)} s)`;
}
