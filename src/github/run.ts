import { readActionInputs } from '../settings/action-inputs.js';
import type { ActionInputs } from '../settings/action-inputs.js';
import { failsCheck } from '../settings/gate.js';
import { resolveActionSettings } from '../settings/resolve.js';
import type { SummaryContext } from '../render/summary-context.js';
import { missingTicks, untickedWords } from './check.js';
import type { Engine } from './engine.js';
import { scanTarget } from './event.js';
import { postFailedCheck, showFailure } from './failure.js';
import type { Host } from './host.js';
import { PATIENT } from './octokit-client.js';
import { octokitHost } from './octokit-host.js';
import { problemLines } from './problem.js';
import { postCheckRun } from './publish-check.js';
import { postComments, readConversation, withTicks } from './report-back.js';
import { isOwnEvent, startAgain } from './rescan.js';
import { showReport, writeResults } from './results.js';
import { actionsRunner } from './runner.js';
import type { Environment, Runner } from './runner.js';
import { scan } from './scan.js';
import type { Scan, Scannable } from './scan.js';
import { readStep } from './step.js';
import type { Step } from './step.js';

/** Everything outside this process; a test brings its own. */
export interface World {
  readonly env: Environment;
  readonly print: (text: string) => void;
  readonly engine: Engine;
  readonly patience?: { readonly patienceMs: number; readonly answerMs: number };
}

/** One run of the action: environment in, exit code out. Nothing is called safe unless it was judged. */
export async function run({ env, print, engine, patience = PATIENT }: World): Promise<number> {
  const runner = actionsRunner(env, print);
  try {
    const step = readStep(env);
    const inputs = readActionInputs((name) => inputOf(env, name));
    const { pullRequest } = resolveActionSettings(inputs, null, inputs.config);
    const target = scanTarget(step.event, step.payload, pullRequest, step.commit);
    if (target.kind === 'nothing') {
      runner.say(`pg-preflight: nothing to scan, ${target.why}`);
      return 0;
    }
    const host = await octokitHost(step.repository, { apiUrl: step.apiUrl, token: inputs.githubToken, ...patience });
    const done = await scanned(host, target, inputs, engine);
    return await reported(host, done, target, step, env, runner);
  } catch (error) {
    showFailure(error, runner);
    return 1;
  }
}

async function scanned(host: Host, target: Scannable, inputs: ActionInputs, engine: Engine): Promise<Scan> {
  const heads: string[] = [];
  try {
    return await scan(host, target, inputs, engine, (headSha) => heads.push(headSha));
  } catch (error) {
    const headSha = heads.at(-1);
    if (headSha !== undefined)
      await postFailedCheck(host, headSha, resolveActionSettings(inputs, null, inputs.config), error);
    throw error;
  }
}

/** Outputs and report files come before the posting, which may take long; the exit code is the verdict's alone. */
async function reported(
  host: Host,
  done: Scan,
  target: Scannable,
  step: Step,
  env: Environment,
  runner: Runner,
): Promise<number> {
  const conversation = await readConversation(host, done);
  const report = withTicks(done.report, conversation, done.settings.key);
  const judged = { ...done, report };
  const unwritten = writeResults(report, done.settings, env['GITHUB_WORKSPACE'] ?? '.', runner);
  const context = contextOf(judged, step, done.notes);

  const comments = await postComments(host, judged, conversation, context, step.run);
  const told = { ...context, notes: [...done.notes, ...comments.notes] };
  const checkProblems = target.kind === 'tree' ? [] : await postCheckRun(host, judged, comments.latest, told, step.run);

  const problems = [...comments.problems, ...checkProblems];
  const lines = [...unwritten, ...problemLines(problems, step.readOnlyByEvent)];
  showReport(report, { ...told, notes: [...told.notes, ...lines] }, problems.length > 0, runner);
  for (const line of [...comments.notes, ...lines]) runner.annotate('warning', line);

  const failed = failsCheck(report.verdict, done.settings.failOn);
  const unticked = missingTicks(judged);
  const fails = failed || unticked > 0;
  if (target.kind === 'pull-request' && target.rescan && !isOwnEvent(step.event)) {
    const line = await startAgain(host, done.headSha, step.workflow, !fails);
    if (line !== null) runner.say(line);
  }
  if (failed) runner.annotate('error', `The verdict is ${report.verdict}, and fail-on is ${done.settings.failOn}.`);
  if (unticked > 0) runner.annotate('error', untickedWords(unticked));
  return fails ? 1 : 0;
}

function contextOf(
  { headSha, pull, report }: Scan,
  { serverUrl, repository }: Step,
  notes: readonly string[],
): SummaryContext {
  const blob = `${serverUrl}/${repository.owner}/${repository.repo}/blob/${headSha}`;
  const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
  // A deleted migration has a finding and no page at the head.
  const present = new Set([...report.files, ...report.notScanned].map(({ path }) => path));
  return {
    headSha,
    author: pull?.author ?? null,
    notes,
    fileUrl: (path, line) => (present.has(path) ? `${blob}/${encoded(path)}#L${line}` : null),
  };
}

/** As the runner hands inputs over: upper case, dashes kept. */
function inputOf(env: Environment, name: string): string {
  return env[`INPUT_${name.toUpperCase().replaceAll(' ', '_')}`]?.trim() ?? '';
}
