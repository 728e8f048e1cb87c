import { checkRunSchema, workflowRunsSchema } from './api-schemas.js';
import type { CheckAnnotation, Host } from './host.js';
import { ask, tell } from './octokit-answer.js';
import type { Client } from './octokit-client.js';
import type { Repository } from './octokit-host.js';

type RunCalls = Pick<Host, 'createCheckRun' | 'updateCheckRun' | 'runsOf' | 'rerun'>;

/** GitHub takes no more annotations in one request; further ones are appended. */
const ANNOTATIONS_A_REQUEST = 50;

export function runCalls(client: Client, repository: Repository): RunCalls {
  return {
    createCheckRun: async ({ name, externalId, headSha, conclusion, title, summary, annotations }) => {
      const output = { title, summary };
      const first = annotations.slice(0, ANNOTATIONS_A_REQUEST).map(annotation);
      const route = 'POST /repos/{owner}/{repo}/check-runs';
      const named = { ...repository, name, head_sha: headSha, external_id: externalId };
      const fields = { ...named, status: 'completed' as const, conclusion };
      const call = async () =>
        (await client.request(route, { ...fields, output: { ...output, annotations: first } })).data;
      const { id } = await ask('publishing the check run', call, checkRunSchema);
      for (let at = ANNOTATIONS_A_REQUEST; at < annotations.length; at += ANNOTATIONS_A_REQUEST) {
        const more = annotations.slice(at, at + ANNOTATIONS_A_REQUEST).map(annotation);
        const update = { ...repository, check_run_id: id, output: { ...output, annotations: more } };
        await tell('adding annotations', () =>
          client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', update),
        );
      }
    },
    updateCheckRun: (check_run_id, { conclusion, title, summary }) => {
      const fields = { ...repository, check_run_id, status: 'completed' as const, conclusion };
      return tell('renewing the check run', () =>
        client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
          ...fields,
          output: { title, summary },
        }),
      );
    },
    runsOf: async (headSha) => {
      const query = { ...repository, head_sha: headSha, per_page: 100 };
      const call = async () => (await client.request('GET /repos/{owner}/{repo}/actions/runs', query)).data;
      const { workflow_runs: runs } = await ask('listing the runs of the head commit', call, workflowRunsSchema);
      return runs.map(({ id, path, event, conclusion }) => ({ id, path, event, conclusion }));
    },
    rerun: (run_id) =>
      tell('starting the run again', () =>
        client.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun', { ...repository, run_id }),
      ),
  };
}

function annotation({ path, startLine, endLine, level, title, message }: CheckAnnotation) {
  return { path, start_line: startLine, end_line: endLine, annotation_level: level, title, message };
}
