import { parse } from 'yaml';

/** What is wrong with one workflow file, as sentences; empty when nothing is. */
export function auditWorkflow(source: string): readonly string[] {
  const workflow = record(parse(source));
  const jobs = Object.entries(record(workflow['jobs']));
  return [
    ...auditPermissions(workflow['permissions'], jobs),
    ...auditSteps(jobs),
    ...auditVersionComments(source),
    ...auditForeignCheckout(workflow['on'], jobs),
    ...auditRequiredJob(workflow['on'], jobs),
    ...auditComments(workflow['on'], jobs),
    ...(workflow['concurrency'] === undefined ? ['the workflow has no concurrency group'] : []),
  ];
}

type Job = readonly [name: string, job: unknown];

const PINNED = /^[\w.-]+\/[\w.-]+(\/[\w./-]+)?@[0-9a-f]{40}$/;
const PINNED_IMAGE = /^docker:\/\/[^@\s]+@sha256:[0-9a-f]{64}$/;

/** A job without its own block would run with whatever the repository's settings grant. */
function auditPermissions(top: unknown, jobs: readonly Job[]): readonly string[] {
  const problems = isRecord(top) && Object.keys(top).length === 0 ? [] : ['top-level permissions must be {}'];
  for (const [name, job] of jobs) {
    const own = record(job)['permissions'];
    if (!isRecord(own)) problems.push(`job ${name} must list its permissions`);
    else if (own['contents'] === 'write') problems.push(`job ${name} must not have contents: write`);
  }
  return problems;
}

function auditSteps(jobs: readonly Job[]): readonly string[] {
  return jobs.flatMap(([name, job]) => {
    const called = record(job)['uses'];
    const problems = called === undefined ? [] : auditUses(called);
    if (record(job)['secrets'] === 'inherit') problems.push('secrets: inherit hands over every secret');
    return [...problems, ...steps(job).flatMap(auditStep)].map((problem) => `job ${name}: ${problem}`);
  });
}

function auditStep(step: Readonly<Record<string, unknown>>): readonly string[] {
  const problems = step['uses'] === undefined ? [] : auditUses(step['uses']);
  const options = record(step['with']);
  // An expression is pasted into the script before the shell reads it, so a branch name becomes a command: use env.
  for (const script of [step['run'], options['script']]) {
    if (text(script).includes('${{')) problems.push(`an expression inside a script: ${text(script).trim()}`);
  }
  if (isCheckout(step) && options['persist-credentials'] !== false) {
    problems.push('checkout leaves the token on disk: set persist-credentials: false');
  }
  return problems;
}

/** Tags move (tj-actions, CVE-2025-30066): only a commit's full hash names one program. */
function auditUses(uses: unknown): string[] {
  const name = text(uses);
  const fine = name.startsWith('./') || PINNED.test(name) || PINNED_IMAGE.test(name);
  return fine ? [] : [`${name} is not pinned by a full commit hash`];
}

/** Without the version beside it, nobody can tell whether a hash is old. */
function auditVersionComments(source: string): readonly string[] {
  return source
    .split('\n')
    .filter((line) => /^\s*(- )?uses:.*@[0-9a-f]{40}/.test(line) && !/ # v\d+\.\d+\.\d+$/.test(line))
    .map((line) => `no version comment: ${line.trim()}`);
}

/** `pull_request_target` and `workflow_run` hold the base's token: code of a stranger must not come near it. */
function auditForeignCheckout(on: unknown, jobs: readonly Job[]): readonly string[] {
  const events = eventNames(on);
  if (!events.includes('pull_request_target') && !events.includes('workflow_run')) return [];
  return jobs
    .filter(([, job]) => steps(job).some((step) => isCheckout(step) && checksOutHead(step)))
    .map(([name]) => `job ${name} checks out the head of a pull request with the base's token`);
}

function checksOutHead(step: Readonly<Record<string, unknown>>): boolean {
  const options = record(step['with']);
  const ref = `${text(options['ref'])} ${text(options['repository'])}`;
  return /head|refs\/pull|merge_commit_sha|workflow_run/.test(ref);
}

/** A required job that is skipped counts as passed; one that is never started blocks the merge for ever. */
function auditRequiredJob(on: unknown, jobs: readonly Job[]): readonly string[] {
  const required = jobs.find(([name]) => name === 'migrations');
  if (required === undefined) return [];
  const problems = record(required[1])['if'] === undefined ? [] : ['job migrations has an if:'];
  for (const [event, filter] of Object.entries(record(on))) {
    const filtered = Object.keys(record(filter)).filter((key) => key.startsWith('paths'));
    problems.push(...filtered.map((key) => `${event} is filtered by ${key}, so job migrations may never start`));
  }
  return problems;
}

/** Anybody may write a comment or a review; it must start nothing unless a member wrote it. */
function auditComments(on: unknown, jobs: readonly Job[]): readonly string[] {
  const events = eventNames(on);
  if (!events.includes('issue_comment') && !events.includes('pull_request_review')) return [];
  return jobs
    .filter(([, job]) => !MEMBERS_ONLY.test(text(record(job)['if'])))
    .map(([name]) => `job ${name} listens to comments of strangers`);
}

const MEMBERS_ONLY =
  /&& contains\(fromJSON\('\["OWNER", "MEMBER", "COLLABORATOR"\]'\), github\.event\.(?:comment|review)\.author_association\)$/;

function eventNames(on: unknown): readonly string[] {
  if (typeof on === 'string') return [on];
  return Array.isArray(on) ? on.map(String) : Object.keys(record(on));
}

function steps(job: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list = record(job)['steps'];
  return Array.isArray(list) ? list.map(record) : [];
}

function isCheckout(step: Readonly<Record<string, unknown>>): boolean {
  return text(step['uses']).startsWith('actions/checkout@');
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
