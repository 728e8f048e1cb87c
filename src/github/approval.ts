import type { SourceFile } from '../preflight.js';
import type { JudgingSettings } from '../settings/engine-settings.js';
import type { Settings } from '../settings/schema.js';
import { HostError } from './host.js';
import type { ChangedFile, Host, Opinion, PullRequest } from './host.js';

/** The settings to judge with, and what the reader should know of it. */
export interface Approval {
  readonly judging: JudgingSettings;
  readonly notes: readonly string[];
}

/**
 * With `suppressions: approved` a comment suppresses an unsafe finding only where somebody else stands by it: asked where a
 * file holds such a comment at all. Whatever cannot be asked counts as no approval.
 */
export async function withApproval(
  host: Host,
  judging: JudgingSettings,
  settings: Settings,
  pull: PullRequest,
  files: readonly SourceFile[],
): Promise<Approval> {
  if (settings.suppressions !== 'approved' || !files.some(mayHoldSuppression)) return { judging, notes: [] };
  const answer = await approver(host, settings.suppressionApprovers, pull);
  if ('login' in answer) {
    const note = `Suppressions of unsafe findings count: \`${answer.login}\` has approved this commit.`;
    return { judging: withComments(judging, 'all', ''), notes: [note] };
  }
  return refused(judging, answer.why);
}

/**
 * A queue's commit has no reviews; those of the pull request that it was made for count where the files with such comments
 * are the same there. Another one may be in the same group.
 */
export async function withQueuedApproval(
  host: Host,
  judging: JudgingSettings,
  settings: Settings,
  queued: Queued,
  files: readonly SourceFile[],
): Promise<Approval> {
  const suppressing = files.filter(mayHoldSuppression);
  if (settings.suppressions !== 'approved' || suppressing.length === 0) return { judging, notes: [] };
  try {
    const { pull } = await host.opening(queued.number, queued.config);
    const { files: own } = await host.pullRequestFiles(queued.number);
    const idOf = (list: readonly ChangedFile[], path: string) => list.find((file) => file.path === path)?.sha ?? null;
    const other = suppressing.find(
      ({ path }) => idOf(own, path) === null || idOf(own, path) !== idOf(queued.files, path),
    );
    if (other === undefined) return await withApproval(host, judging, settings, pull, files);
    return refused(judging, `\`${other.path}\` is not the file that pull request ${queued.number} holds`);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return refused(judging, `it could not be asked for (${error.message})`);
  }
}

/** The pull request that a merge group was made for, and the files of the group. */
export interface Queued {
  readonly number: number;
  readonly config: string;
  readonly files: readonly ChangedFile[];
}

function mayHoldSuppression({ content }: SourceFile): boolean {
  return content.kind === 'text' && /pg-preflight\s*:/i.test(content.text);
}

type Answer = { readonly login: string } | { readonly why: string };

async function approver(host: Host, named: readonly string[], pull: PullRequest): Promise<Answer> {
  if (pull.author === null) return { why: 'nobody knows who opened the pull request' };
  try {
    const opinions = await host.opinions(pull.number);
    for (const opinion of opinions.filter((one) => standsByHead(one, pull)))
      if (await mayApprove(host, named, opinion.login)) return { login: opinion.login };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { why: `it could not be asked for (${error.message})` };
  }
  const whose = named.length === 0 ? 'who may write to the repository' : 'named in `suppression-approvers`';
  return {
    why: `nobody ${whose} but the author has approved \`${pull.headSha.slice(0, 7)}\`; after an approval run this check again`,
  };
}

function standsByHead({ approves, commit, person, login }: Opinion, { author, headSha }: PullRequest): boolean {
  return approves && person && commit === headSha && !same(login, author ?? '');
}

/** By name first, so that a team is asked about only where that decides. */
async function mayApprove(host: Host, named: readonly string[], login: string): Promise<boolean> {
  if (named.length === 0 || named.some((name) => same(name, login))) return true;
  for (const name of named) {
    const [org = '', team] = name.split('/');
    if (team !== undefined && (await host.isTeamMember(org, team, login))) return true;
  }
  return false;
}

/** Logins keep the case in which they were made, and mean the same in any. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function refused(judging: JudgingSettings, reason: string): Approval {
  const why = `the finding is unsafe, which takes an approval (\`suppressions: approved\`): ${reason}`;
  return { judging: withComments(judging, 'all but unsafe', why), notes: [] };
}

function withComments(judging: JudgingSettings, allows: 'all' | 'all but unsafe', why: string): JudgingSettings {
  return { ...judging, policy: { ...judging.policy, comments: { allows, why } } };
}
