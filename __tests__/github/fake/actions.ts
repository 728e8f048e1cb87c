import type { Answer, Call, Handler } from './answer.js';
import { created, fixedDate, notFound, ok, refused } from './answer.js';
import type { WorkflowRunDescription } from './description.js';
import { paged } from './paging.js';
import { repositoryBody } from './repositories.js';
import type { GitHubState } from './state.js';

export const actionsHandlers = {
  'actions/list-workflow-runs-for-repo': (state, call) => {
    const wanted = (name: string, value: string): boolean => [null, value].includes(call.query.get(name));
    const runs = state.repository.workflowRuns.filter(
      (run) =>
        wanted('head_sha', run.headSha) &&
        wanted('event', run.event) &&
        (wanted('status', run.status) || call.query.get('status') === run.conclusion),
    );
    return paged(call, runs.toReversed(), (page) => ({
      total_count: runs.length,
      workflow_runs: page.map((run) => runBody(state, run, call)),
    }));
  },
  'actions/get-workflow-run': (state, call) => withRun(state, call, (run) => ok(runBody(state, run, call))),
  'actions/re-run-workflow': (state, call) =>
    withRun(state, call, (run) => {
      if (run.status !== 'completed') return refused(403, 'This workflow is already running');
      state.repository.reruns.push(run.id);
      return created({});
    }),
} satisfies Record<string, Handler>;

function withRun(state: GitHubState, call: Call, answer: (run: WorkflowRunDescription) => Answer): Answer {
  const run = state.repository.workflowRuns.find((each) => each.id === Number(call.params['run_id']));
  return run === undefined ? notFound() : answer(run);
}

function runBody(state: GitHubState, run: WorkflowRunDescription, call: Call): object {
  const repository = repositoryBody(state.repository, call);
  return {
    id: run.id,
    name: run.name,
    event: run.event,
    head_sha: run.headSha,
    status: run.status,
    conclusion: run.conclusion ?? null,
    path: `.github/workflows/${run.name}.yml`,
    created_at: fixedDate,
    updated_at: fixedDate,
    repository,
    head_repository: repository,
  };
}
