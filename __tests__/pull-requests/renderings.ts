import { render as renderAnnotations } from '../../src/render/github.js';
import { render as renderMarkdown } from '../../src/render/markdown.js';
import type { Report } from '../../src/report/report.js';
import { requestsText } from '../github/fake/request-log.js';
import type { LoggedRequest, PullState } from '../github/fake-github.js';
import type { ActionRun } from './action-process.js';

interface Shown {
  readonly run: ActionRun;
  readonly report: Report | null;
  readonly pull: PullState;
  readonly requests: string;
  readonly secondWrites: readonly LoggedRequest[];
}

const OPTIONS = { width: 120, color: false, limit: 60_000 } as const;

/** One file a renderer, and the talk with GitHub. A run that showed nothing in a place has no file for it. */
export function renderings({ run, report, pull, requests, secondWrites }: Shown): ReadonlyMap<string, string> {
  const { log, quoted } = quotedApart(run.stdout);
  const files: readonly (readonly [name: string, text: string | null])[] = [
    ['requests.txt', requests],
    ['second-run.txt', secondWrites.length === 0 ? 'nothing was written\n' : requestsText(secondWrites)],
    ['summary.md', pull.comments.at(-1)?.body ?? null],
    ['review-comments.md', reviewComments(pull)],
    ['job-summary.md', run.jobSummary],
    ['stdout.txt', log],
    ['text.txt', quoted],
    ['outputs.txt', outputs(run)],
    ['report.json', run.json],
    ['report.sarif', run.sarif],
    ['markdown.md', report === null ? null : renderMarkdown(report, OPTIONS)],
    ['annotations.txt', report === null ? null : renderAnnotations(report, OPTIONS)],
  ];
  return new Map(files.flatMap(([name, text]) => (text === null || text === '' ? [] : [[name, text]])));
}

/** The text report is quoted between two commands that hold a random word. */
function quotedApart(stdout: string): { readonly log: string; readonly quoted: string | null } {
  const match = /^::stop-commands::([\w-]{36})\n([\s\S]*?)^::\1::\n/m.exec(stdout);
  if (match === null) return { log: stdout, quoted: null };
  const [whole, , quoted = ''] = match;
  const shown = '::stop-commands::TOKEN\n(text.txt)\n::TOKEN::\n';
  return { log: stdout.replace(whole, () => shown), quoted };
}

function reviewComments(pull: PullState): string | null {
  const comments = pull.reviewComments.map((comment) => `${placeOf(comment)}\n\n${comment.body.trimEnd()}\n`);
  return comments.length === 0 ? null : comments.join('\n---\n\n');
}

/** `path:line`, `path:first-last`, or the path of a comment on a file. */
export function placeOf({ path, line, startLine }: PullState['reviewComments'][number]): string {
  if (line === null) return path;
  return startLine === null ? `${path}:${line}` : `${path}:${startLine}-${line}`;
}

function outputs({ outputs: given }: ActionRun): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
