import { changedCode, type ChangedCode } from '../code/changed-code.js';
import { ConfigError } from '../errors.js';
import type { PreflightInput, SourceFile } from '../preflight.js';
import type { Report } from '../report/report.js';
import { isCompanion } from '../history/base-tree.js';
import { asMigration } from '../history/moved.js';
import type { ActionInputs } from '../settings/action-inputs.js';
import { runGlobs, type JudgingSettings } from '../settings/engine-settings.js';
import type { Settings } from '../settings/schema.js';
import { withApproval, withQueuedApproval, type Approval } from './approval.js';
import { judgingSettingsAt, settingsFrom } from './base-settings.js';
import type { Hunk } from './diff.js';
import type { Engine } from './engine.js';
import type { ScanTarget } from './event.js';
import { HostError } from './host.js';
import type { ChangedFile, Comparison, FileList, Host, PullRequest, Tree, TreeEntry } from './host.js';
import { searchBase } from './mentions.js';
import { opened, type Opened } from './opened.js';
import { blobsAtHead, readChangedFiles, readTree, trustedHunks } from './sources.js';
import { readSurroundings, readTreeEvidence } from './surroundings.js';

/** What one run judged, and where it may report. */
export interface Scan {
  readonly report: Report;
  readonly settings: Settings;
  readonly headSha: string;
  readonly pull: PullRequest | null;
  /** Hunks of the judged files by path; empty for a tree. */
  readonly diffs: ReadonlyMap<string, readonly Hunk[] | null>;
  /** For the summary: what a reader should know about this scan. */
  readonly notes: readonly string[];
}

export type Scannable = Exclude<ScanTarget, { readonly kind: 'nothing' }>;

/** Tells the head commit as soon as it is known, so that a failed scan can still be shown there. */
export type OnHead = (headSha: string) => void;

export async function scan(
  host: Host,
  target: Scannable,
  inputs: ActionInputs,
  engine: Engine,
  onHead: OnHead,
): Promise<Scan> {
  switch (target.kind) {
    case 'pull-request': {
      const pullRequest = await opened(host, target.number, inputs.config, target.head, onHead);
      return scanPullRequest(host, pullRequest, inputs, engine);
    }
    case 'tree':
      return scanTree(host, target.head, inputs, engine);
    case 'range': {
      onHead(target.head);
      const comparison = await knownRange(host.compare(target.base, target.head), target.base);
      return scanRange(host, comparison, target.base, target, inputs, engine);
    }
    case 'new-branch': {
      onHead(target.head);
      const base = `refs/heads/${target.defaultBranch ?? (await host.defaultBranch())}`;
      const range = { head: target.head, queued: null };
      return scanRange(host, await host.compare(base, target.head), base, range, inputs, engine);
    }
  }
}

async function scanPullRequest(
  host: Host,
  { pull, file, list }: Opened,
  inputs: ActionInputs,
  engine: Engine,
): Promise<Scan> {
  const settings = settingsFrom(inputs, file, list.files);
  // The whole ref name: a tag named like the branch would win otherwise, and bring its own baseline.
  const judging = await judgingSettingsAt(host, settings, `refs/heads/${pull.baseRef}`);
  const mergeBase = once(async () => (await host.compare(pull.baseSha, pull.headSha)).mergeBase);
  const base = { commit: pull.baseSha, mergeBase };
  const judgingOf = (files: readonly SourceFile[]) => withApproval(host, judging, settings, pull, files);
  const { report, diffs, notes: told } = await judgeChanges(host, list, base, settings, judgingOf, engine);
  const changed = list.files.some(({ path, previousPath }) => path === inputs.config || previousPath === inputs.config);
  const notes = changed ? [`This pull request changes \`${inputs.config}\`; that takes effect after the merge.`] : [];
  return { report, settings, headSha: pull.headSha, pull, diffs, notes: [...notes, ...told] };
}

async function scanRange(
  host: Host,
  comparison: Comparison,
  configRef: string,
  { head, queued }: { readonly head: string; readonly queued: number | null },
  inputs: ActionInputs,
  engine: Engine,
): Promise<Scan> {
  const settings = settingsFrom(inputs, await host.fileAt(inputs.config, configRef), comparison.files);
  const judging = await judgingSettingsAt(host, settings, configRef);
  const base = { commit: comparison.mergeBase, mergeBase: () => Promise.resolve(comparison.mergeBase) };
  const judgingOf = (files: readonly SourceFile[]) => {
    if (queued === null) return Promise.resolve({ judging, notes: [] });
    const group = { number: queued, config: inputs.config, files: comparison.files };
    return withQueuedApproval(host, judging, settings, group, files);
  };
  const { report, diffs, notes } = await judgeChanges(host, comparison, base, settings, judgingOf, engine);
  return { report, settings, headSha: head, pull: null, diffs, notes };
}

async function scanTree(host: Host, head: string, inputs: ActionInputs, engine: Engine): Promise<Scan> {
  const [tree, bytes] = await Promise.all([host.tree(head), host.fileAt(inputs.config, head)]);
  const settings = settingsFrom(inputs, bytes, []);
  const judging = await judgingSettingsAt(host, settings, head);
  const { sql, code } = engine.selectMigrations(
    tree.files.map(({ path }) => path),
    settings.paths,
    runGlobs(settings),
  );
  const chosen = new Set(sql);
  const entries = tree.files.filter(({ path }: TreeEntry) => chosen.has(path));
  const { evidence, blobs } = await readTreeEvidence(host, tree, entries);
  const files = await readTree(host, entries, blobs);
  const asked = { sets: 'each', subject: 'files', schema: [], schemaProblem: null } as const;
  const around = { base: null, code: [], mentions: null, codeMigrations: code };
  const listed = { ...asked, ...around, evidence, files, listCut: tree.cut };
  const report = await engine.preflight(engineInput(listed, judging, engine));
  return { report, settings, headSha: head, pull: null, diffs: new Map(), notes: [] };
}

interface Base {
  /** Holds the schema before: what is merged by now runs before this change, whenever the change began. */
  readonly commit: string;
  /** Where the diff begins. */
  readonly mergeBase: () => Promise<string>;
}

async function judgeChanges(
  host: Host,
  list: FileList,
  base: Base,
  settings: Settings,
  judgingOf: (files: readonly SourceFile[]) => Promise<Approval>,
  engine: Engine,
): Promise<Pick<Scan, 'report' | 'diffs' | 'notes'>> {
  // Under its old name too: a migration must not leave by being moved out of its folder.
  const paths = list.files.flatMap((file) => [file.path, ...oldPath(file)]);
  const select = (some: readonly string[]) => engine.selectMigrations(some, settings.paths, runGlobs(settings));
  const { sql, code } = select(paths);
  const [chosen, inCode] = [new Set(sql), new Set(code)];
  const changed = list.files.flatMap((file) => changedMigration(file, (path) => chosen.has(path)));
  const beside = list.files.filter((file) => [file.path, ...oldPath(file)].some(isCompanion));
  const inCodes = list.files.filter((file) => [file.path, ...oldPath(file)].some((path) => inCode.has(path)));
  const present = new Set(list.files.filter(({ status }) => status !== 'removed').map(({ path }) => path));
  const touched = { migrations: changed, beside, code: inCodes };
  const search = (tree: Tree | null, files: readonly SourceFile[], wanted: readonly string[]) =>
    searchBase(host, base.commit, tree, files, select, wanted);
  // Where the patches are the files, what they drop is known already, and its archive holds the history too.
  const patched = blobsAtHead(changed).length === 0 ? await readChangedFiles(host, changed, base.mergeBase) : null;
  const early = patched && ((tree: Tree, wanted: readonly string[]) => search(tree, patched.files, wanted));
  const around = await readSurroundings(host, touched, base.commit, settings, engine, early);
  const { blobs, companions, baseWith, tree, search: searched, ...schema } = around;
  const blob = async (sha: string) => blobs.get(sha) ?? host.blob(sha);
  const { files, diffs } = patched ?? (await readChangedFiles({ ...host, blob }, changed, base.mergeBase));
  const read = await readChangedFiles({ ...host, blob }, companions, base.mergeBase);
  const listed = {
    ...schema,
    files,
    base: baseWith(read.files),
    sets: 'together' as const,
    subject: 'change' as const,
    listCut: list.cut,
    codeMigrations: code.filter((path) => present.has(path)),
    code: changed.length === 0 ? [] : codeBeside([...sql, ...code], list.files),
    mentions: (searched ?? (await search(tree, files, []))).mentions,
  };
  const { judging, notes } = await judgingOf(files);
  return { report: await engine.preflight(engineInput(listed, judging, engine)), diffs, notes };
}

/** What the list of changed files shows of the application: it holds the patches, so nothing more is asked for. */
function codeBeside(migrations: readonly string[], files: readonly ChangedFile[]): readonly ChangedCode[] {
  const isMigration = new Set(migrations);
  const others = files.filter((file) => ![file.path, ...oldPath(file)].some((path) => isMigration.has(path)));
  return changedCode(others.map((file) => ({ path: file.path, hunks: () => trustedHunks(file) })));
}

function engineInput(
  listed: Omit<PreflightInput, 'settings'>,
  judging: JudgingSettings,
  { version, docsBase }: Engine,
): PreflightInput {
  return {
    ...listed,
    settings: { ...judging, version, docsBase },
  };
}

async function knownRange(comparison: Promise<Comparison>, base: string): Promise<Comparison> {
  try {
    return await comparison;
  } catch (error) {
    if (!(error instanceof HostError && error.problem === 'missing')) throw error;
    throw new ConfigError(
      `GitHub does not know the commit ${base}, which this range starts from`,
      'After a forced push, scan by hand: workflow_dispatch on the branch, or with the input pull-request',
    );
  }
}

/** The same file as one of the migrations: it may have been moved into them, or out of them. */
function changedMigration(file: ChangedFile, isMigration: (path: string) => boolean): readonly ChangedFile[] {
  const status = file.status === 'copied' ? 'added' : file.status;
  const moved = asMigration({ path: file.path, previousPath: oldPath(file)[0] ?? null, status }, isMigration);
  if (moved === null) return [];
  return moved.path === file.path && moved.status === status ? [file] : [{ ...file, ...moved }];
}

function oldPath({ status, previousPath }: ChangedFile): readonly string[] {
  return status === 'renamed' && previousPath !== null ? [previousPath] : [];
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
