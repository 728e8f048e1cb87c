import type { Host, WorkflowRun } from './host.js';
import { HostError } from './host.js';
import { permissionsYaml } from './problem.js';

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
    return `The pull request's own run was not started again (needs \`actions: write\`); re-run it by hand to renew a required job, or add to the job of this scan \`${permissionsYaml('actions')}\`.`;
  }
}

/** What a pull request itself starts; any other event of the same workflow is a scan by hand. */
export function isOwnEvent(event: string): boolean {
  return event === 'pull_request' || event === 'pull_request_target';
}

/** The newest finished run of this workflow for the pull request, when its conclusion is not what was found now. */
function outdated(runs: readonly WorkflowRun[], workflow: string, passes: boolean): WorkflowRun | null {
  const own = runs.filter(({ path, event }) => path === workflow && isOwnEvent(event));
  const [newest] = [...own].sort((a, b) => b.id - a.id);
  if (newest === undefined || newest.conclusion === null) return null;
  return newest.conclusion === (passes ? 'success' : 'failure') ? null : newest;
}
