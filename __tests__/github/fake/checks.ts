import { z } from 'zod';
import type { Answer, Call, Handler } from './answer.js';
import { created, fixedDate, notFound, ok, refused, validationFailed } from './answer.js';
import { paged } from './paging.js';
import { commitAt } from './repositories.js';
import type { CheckRun, GitHubState } from './state.js';
import { nextId } from './state.js';

export const checkHandlers = {
  'checks/create': createCheckRun,
  'checks/update': updateCheckRun,
  'checks/list-for-ref': listCheckRuns,
} satisfies Record<string, Handler>;

const annotationShape = z.object({
  path: z.string(),
  start_line: z.number(),
  end_line: z.number(),
  start_column: z.number().optional(),
  end_column: z.number().optional(),
  annotation_level: z.string(),
  message: z.string(),
  title: z.string().optional(),
  raw_details: z.string().optional(),
});
type Annotation = z.output<typeof annotationShape>;

const runShape = z.object({
  name: z.string().optional(),
  head_sha: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string(),
      text: z.string().optional(),
      annotations: z.array(annotationShape).default([]),
    })
    .optional(),
});
type Given = z.output<typeof runShape>;

/** The app that the token belongs to; a personal token belongs to none and may not write check runs. */
function appOf(state: GitHubState): string | null {
  const { kind, login } = state.viewer;
  return kind === 'personal' ? null : login.replace(/\[bot\]$/, '');
}

function createCheckRun(state: GitHubState, call: Call): Answer {
  const given = runShape.parse(call.body);
  const app = appOf(state);
  if (app === null) return refused(403, 'You must authenticate via a GitHub App.');
  const refusal = refusedRun(given);
  if (refusal !== null) return refusal;
  const headSha = given.head_sha ?? '';
  if (!state.repository.commits.has(headSha)) return refused(422, `No commit found for SHA: ${headSha}`);
  const run: CheckRun = {
    id: nextId(state, 'checkRun'),
    app,
    headSha,
    name: given.name ?? '',
    status: given.status ?? (given.conclusion === undefined ? 'queued' : 'completed'),
    conclusion: given.conclusion ?? null,
    title: null,
    summary: null,
    text: null,
    detailsUrl: given.details_url ?? null,
    externalId: given.external_id ?? null,
    annotations: [],
  };
  state.repository.checkRuns.push(run);
  applyOutput(run, given);
  return created(runBody(state, run));
}

function updateCheckRun(state: GitHubState, call: Call): Answer {
  const given = runShape.parse(call.body);
  const run = state.repository.checkRuns.find((each) => each.id === Number(call.params['check_run_id']));
  if (run === undefined) return notFound();
  const app = appOf(state);
  if (app === null) return refused(403, 'You must authenticate via a GitHub App.');
  if (run.app !== app)
    return refused(403, 'Invalid app_id `1` - check run can only be modified by the GitHub App that created it.');
  const refusal = refusedRun(given);
  if (refusal !== null) return refusal;
  run.name = given.name ?? run.name;
  run.status = given.status ?? (given.conclusion === undefined ? run.status : 'completed');
  run.conclusion = given.conclusion ?? run.conclusion;
  applyOutput(run, given);
  return ok(runBody(state, run));
}

function applyOutput(run: CheckRun, given: Given): void {
  if (given.output === undefined) return;
  run.title = given.output.title ?? run.title;
  run.summary = given.output.summary;
  run.text = given.output.text ?? run.text;
  // Annotations add up over the updates of one run.
  run.annotations.push(...given.output.annotations);
}

const resource = 'CheckRun';

/** What the OpenAPI description says in prose only. */
function refusedRun(given: Given): Answer | null {
  if (given.status === 'completed' && given.conclusion === undefined) {
    return validationFailed([{ resource, code: 'missing_field', field: 'conclusion' }]);
  }
  const wrong = (given.output?.annotations ?? []).flatMap(annotationErrors);
  if (wrong.length === 0) return null;
  return validationFailed(wrong.map((message) => ({ resource, code: 'invalid', field: 'annotations', message })));
}

const maxAnnotationBytes = 64 * 1024;

function annotationErrors(annotation: Annotation): readonly string[] {
  const { start_line: start, end_line: end, start_column: from, end_column: to } = annotation;
  return [
    ...(start < 1 || end < start ? ['start_line must be from 1 to end_line'] : []),
    ...(start !== end && (from !== undefined || to !== undefined)
      ? ['columns need start_line and end_line to be equal']
      : []),
    ...(Buffer.byteLength(annotation.message) > maxAnnotationBytes ? ['message is longer than 64 KB'] : []),
    ...(Buffer.byteLength(annotation.raw_details ?? '') > maxAnnotationBytes
      ? ['raw_details is longer than 64 KB']
      : []),
    ...((annotation.title ?? '').length > 255 ? ['title is longer than 255 characters'] : []),
    ...(annotation.path.startsWith('/') || annotation.path.startsWith('./')
      ? ['path must be relative to the root']
      : []),
  ];
}

function listCheckRuns(state: GitHubState, call: Call): Answer {
  const commit = commitAt(state.repository, call.params['ref'] ?? '');
  if (commit === null) return refused(422, `No commit found for SHA: ${call.params['ref'] ?? ''}`);
  const name = call.query.get('check_name');
  const status = call.query.get('status');
  const runs = state.repository.checkRuns
    .filter((run) => run.headSha === commit.sha)
    .filter((run) => (name === null || run.name === name) && (status === null || run.status === status))
    .reverse();
  // Unless `filter=all`, only the newest run of each name and app.
  const isNewest = (run: CheckRun, index: number): boolean =>
    runs.findIndex((each) => each.name === run.name && each.app === run.app) === index;
  const listed = call.query.get('filter') === 'all' ? runs : runs.filter(isNewest);
  return paged(call, listed, (page) => ({
    total_count: listed.length,
    check_runs: page.map((run) => runBody(state, run)),
  }));
}

function runBody(state: GitHubState, run: CheckRun): object {
  const { owner, name } = state.repository;
  return {
    id: run.id,
    node_id: `CR_${run.id}`,
    name: run.name,
    head_sha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    details_url: run.detailsUrl,
    external_id: run.externalId,
    html_url: `https://github.com/${owner}/${name}/runs/${run.id}`,
    started_at: fixedDate,
    completed_at: run.status === 'completed' ? fixedDate : null,
    output: { title: run.title, summary: run.summary, text: run.text, annotations_count: run.annotations.length },
    app: { id: 15368, slug: run.app, name: run.app },
  };
}
