import { renderCheckRun } from '../render/check-run.js';
import type { SummaryContext } from '../render/summary-context.js';
import { checkConclusion, checkIdentity, checkNameOf } from './check.js';
import { HostError } from './host.js';
import type { CheckRun, Conversation, Host } from './host.js';
import type { RunStamp } from './marker.js';
import type { PostingProblem } from './problem.js';
import type { Scan } from './scan.js';
import { earlierSummaries, isSuperseded } from './summary-plan.js';

/** `known` is what stands there already; a newer run of the same head has told what it found, and keeps the word. */
export async function postCheckRun(
  host: Host,
  scan: Scan,
  known: Conversation | null,
  context: SummaryContext,
  stamp: RunStamp,
): Promise<readonly PostingProblem[]> {
  const { report, settings, headSha } = scan;
  const name = checkNameOf(settings);
  if (name === null) return [];
  const check = known?.headSha === headSha ? known.check : null;
  const earlier = earlierSummaries(known?.comments ?? [], settings.key);
  if (check !== null && isSuperseded(earlier, { key: settings.key, head: headSha, run: stamp })) return [];
  const output = renderCheckRun(report, context);
  const externalId = checkIdentity(output.annotations);
  const run = { name, externalId, headSha, conclusion: checkConclusion(scan), ...output };
  // Annotations only add up, so a run with others is left as it is and a newer one takes its place.
  const same = check?.externalId === externalId ? check : null;
  if (same !== null && (await renewed(host, same.id, run))) return [];
  try {
    await host.createCheckRun(run);
    return [];
  } catch (error) {
    if (error instanceof HostError) return [{ channel: 'check run', error }];
    throw error;
  }
}

/** Only the app that made a check run may change it. */
async function renewed(host: Host, id: number, run: CheckRun): Promise<boolean> {
  try {
    await host.updateCheckRun(id, run);
    return true;
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}
