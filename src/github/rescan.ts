import type { Host, WorkflowRun } from './host.js';
import { HostError } from './host.js';

/**
 * A check run of a `workflow_dispatch` does not turn a required job green, only a new run of that job does. Needs
 * `actions: write`; the result is a line for the log, or null where there is nothing to start.
 */
export async function startAgain(
  host: Host,
  headSha: string,
  workflow: string,
  passes: boolean,
): Promise<string | null> {
  try {
    const run = outdated(await host.runsOf(headSha), workflow, passes);
    if (run === null) return null;
    await host.rerun(run.id);
    return `Started run ${run.id} of the pull request again, so that its required job gets the new verdict.`;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return `The pull request's own run was not started again (needs \`actions: write\`); re-run it by hand to renew a required job.`;
  }
}

/** The newest finished run of this workflow for the pull request, when its conclusion is not what was found now. */
function outdated(runs: readonly WorkflowRun[], workflow: string, passes: boolean): WorkflowRun | null {
  const own = runs.filter(({ path, event }) => path === workflow && event.startsWith('pull_request'));
  const [newest] = [...own].sort((a, b) => b.id - a.id);
  if (newest === undefined || newest.conclusion === null) return null;
  return newest.conclusion === (passes ? 'success' : 'failure') ? null : newest;
}
