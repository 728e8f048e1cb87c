import { ConfigError, describeError } from '../errors.js';
import { codeFence } from '../render/safe-markdown.js';
import { checkIdentity, checkRunName } from './check.js';
import { HostError } from './host.js';
import type { Host } from './host.js';
import { permissionsYaml } from './problem.js';
import type { Runner } from './runner.js';

/** Tells why nothing was judged: an annotation, and the job summary. */
export function showFailure(error: unknown, runner: Runner): void {
  const words = failureWords(error);
  runner.annotate('error', words);
  runner.addSummary(failureMarkdown(words));
}

/** An older check run on the same commit may say "success", so a failed scan has one of its own where it can. */
export async function postFailedCheck(
  host: Host,
  headSha: string,
  { checkName, key }: { readonly checkName: string; readonly key: string },
  error: unknown,
): Promise<void> {
  if (checkName === '') return;
  const output = { title: 'the scan failed, nothing was judged', summary: failureMarkdown(failureWords(error)) };
  try {
    await host.createCheckRun({
      name: checkRunName(checkName, key),
      externalId: checkIdentity(null),
      headSha,
      conclusion: 'failure',
      ...output,
      annotations: [],
    });
  } catch (problem) {
    // The exit code and the annotation tell it; the same outage or token may stop this one too.
    if (!(problem instanceof HostError)) throw problem;
  }
}

function failureWords(error: unknown): string {
  if (error instanceof HostError) return `The scan failed, nothing was judged: ${error.message}. ${hostAdvice(error)}`;
  if (error instanceof ConfigError) return describeError(error);
  return `The scan failed, nothing was judged. ${describeError(error)}`;
}

function hostAdvice({ problem }: HostError): string {
  switch (problem) {
    case 'forbidden':
    case 'missing':
      return `Check that it exists and that the token may read it; the job needs \`${permissionsYaml()}\`.`;
    case 'rate-limited':
      return "The token's rate limit is used up; run the job again later.";
    case 'refused':
    case 'unavailable':
      return 'Run the job again.';
  }
}

function failureMarkdown(words: string): string {
  return `## ❌ pg-preflight: the scan failed\n\n${codeFence(words, 'text')}\n\nNothing was judged, so nothing is called safe.`;
}
