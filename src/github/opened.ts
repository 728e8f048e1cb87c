import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError } from '../errors.js';
import type { Host, Opening, PullFiles } from './host.js';

export interface Opened extends Opening {
  readonly list: PullFiles;
}

const MOST_LOOKS = 3;
const PAUSE_MS = 1_000;

/**
 * A pull request and its files, all of one commit: GitHub lists the files of whatever is the head at that moment, and a
 * verdict about one head must not become the exit code of another. What GitHub writes it does not show everywhere at once,
 * so it is asked again before a run is given up. `head` is the commit that the run is about.
 */
export async function opened(
  host: Host,
  number: number,
  config: string,
  head: string | null,
  onHead: (headSha: string) => void,
): Promise<Opened> {
  for (let look = 1; ; look += 1) {
    const opening = await host.opening(number, config);
    const { headSha } = opening.pull;
    const last = look === MOST_LOOKS;
    if (head === null || head === headSha) {
      onHead(headSha);
      const list = await host.pullRequestFiles(number);
      // GitHub does not promise to tell the commit, so a stubborn difference is not held against it.
      if (last || list.commits.every((commit) => commit === headSha)) return { ...opening, list };
    } else if (last) {
      throw movedOn(number, head, headSha);
    }
    await sleep(look * PAUSE_MS);
  }
}

function movedOn(number: number, head: string, now: string): ConfigError {
  const words = `pull request ${number} has moved on from ${head.slice(0, 7)}, which this run is about, to ${now.slice(0, 7)}`;
  return new ConfigError(`${words}; nothing was judged`, 'The run of the new head judges it');
}
