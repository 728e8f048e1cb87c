import { join, relative, resolve, sep } from 'node:path';
import { expandPaths, pathFilter, readSource } from '../disk/files.js';
import { mentionsIn, type Mentions } from '../code/base-search.js';
import { changedCode, isReadCode, type ChangedCode } from '../code/changed-code.js';
import { parsePatch, patchOfNew } from '../code/patch.js';
import { baseCommit, baseTip, changedLines, changesSince, filesAt, openRepository, readBlobs } from '../disk/git.js';
import type { Change, Repository } from '../disk/git.js';
import { patchesSince } from '../disk/patches.js';
import { searchAt } from '../disk/search.js';
import { selectMigrations } from '../frameworks/detect.js';
import { basePlan, baseTree, isCompanion } from '../history/base-tree.js';
import type { Select } from '../history/history-plan.js';
import { asMigration } from '../history/moved.js';
import { inRunOrder, textsGoingUp } from '../history/run-order.js';
import type { SourceFile } from '../preflight.js';
import type { CheckCall } from '../settings/cli-args.js';
import { runGlobs } from '../settings/engine-settings.js';
import type { Settings } from '../settings/schema.js';
import type { Collected, ReadTree, Surroundings } from './collected.js';
import { givenFile, surroundings } from './collected.js';

interface Scope {
  readonly covers: (path: string) => boolean;
  /** Files that a person named: scanned also when they did not change. */
  readonly named: readonly string[];
}

interface Base {
  readonly repository: Repository;
  readonly commit: string;
  /** The newest commit of the base branch: what has been merged since the change began runs before it. */
  readonly tip: string;
}

/** `check` without PATH, or with `--base`: the migrations that differ from the base commit, as one set. */
export async function collectChanged(call: CheckCall, settings: Settings, cwd: string): Promise<Collected> {
  const repository = await openRepository(cwd);
  const [commit, tip] = await Promise.all([baseCommit(repository, call.base), baseTip(repository, call.base)]);
  const base = { repository, commit, tip };
  const scope = await scopeOf(call.paths, cwd, repository.root);
  const all = await changesSince(repository, base.commit);
  const changes = all.filter(({ path }) => scope.covers(path));
  const { sql, code } = selectMigrations(changes.flatMap(pathsOf), settings.paths, runGlobs(settings));
  const isMigration = (path: string) => sql.includes(path) || (scope.named.includes(path) && !code.includes(path));
  const files: SourceFile[] = [];
  for (const change of changes) {
    const moved = asMigration(change, isMigration);
    if (moved !== null) files.push(await sourceFile(base, { ...change, ...moved }));
  }
  const unchanged = scope.named.filter((path) => !changes.some((change) => change.path === path));
  for (const path of unchanged) files.push(givenFile(path, await readSource(resolve(repository.root, path), 'follow')));
  files.sort((a, b) => inRunOrder(a.path, b.path));
  const codeChanges = changes.filter((one) => pathsOf(one).some((path) => code.includes(path)));
  const isBeside = (one: Change): boolean => pathsOf(one).some(isCompanion) || codeChanges.includes(one);
  const beside: SourceFile[] = [];
  for (const change of changes.filter(isBeside)) beside.push(await sourceFile(base, change));
  const around = await surroundingsAt(base, { files, beside, codeChanges }, settings, call.schema !== null);
  return {
    files,
    sets: 'together',
    subject: 'change',
    codeMigrations: changes
      .filter(({ path, status }) => status !== 'removed' && code.includes(path))
      .map(({ path }) => path),
    code: files.length === 0 ? [] : await codeBeside(base, all, scope.named, settings),
    mentions: await mentionsAtBase(base, files, settings),
    ...around,
    notes: [],
  };
}

/** The application's own code among the changes, wherever it is; of a file that git does not know yet, every line is new. */
async function codeBeside(
  { repository, commit }: Base,
  changes: readonly Change[],
  named: readonly string[],
  settings: Settings,
): Promise<readonly ChangedCode[]> {
  const { sql, code } = selectMigrations(changes.flatMap(pathsOf), settings.paths);
  const isMigration = new Set([...sql, ...code, ...named]);
  const others = changes.filter(
    (change) => isReadCode(change.path) && !pathsOf(change).some((path) => isMigration.has(path)),
  );
  const patches = await patchesSince(repository, commit, others);
  const untracked = others.filter(({ path, status }) => status === 'added' && !patches.has(path));
  for (const { path } of untracked) {
    const content = await readSource(join(repository.root, path), 'refuse');
    if (content.kind === 'text') patches.set(path, patchOfNew(content.text));
  }
  return changedCode(others.map(({ path }) => ({ path, hunks: () => parsePatch(patches.get(path) ?? '') })));
}

/** Where the base commit has what the migrations drop or rename. */
async function mentionsAtBase(
  { repository, commit }: Base,
  files: readonly SourceFile[],
  settings: Settings,
): Promise<readonly Mentions[] | null> {
  return mentionsIn(
    textsGoingUp(files),
    (patterns) => searchAt(repository, commit, patterns),
    (paths) => {
      const { sql, code } = selectMigrations(paths, settings.paths, runGlobs(settings));
      return [...sql, ...code, ...files.map(({ path }) => path)];
    },
  );
}

/** PATH arguments next to `--base` limit the changed files; all paths are relative to the root of the work tree. */
async function scopeOf(args: readonly string[], cwd: string, root: string): Promise<Scope> {
  if (args.length === 0) return { covers: () => true, named: [] };
  const { named } = await expandPaths(args, cwd);
  const covers = pathFilter(args, cwd);
  return {
    covers: (path) => covers(slashed(relative(cwd, join(root, path)))),
    named: named.map((path) => slashed(relative(root, resolve(cwd, path)))),
  };
}

async function sourceFile({ repository, commit }: Base, change: Change): Promise<SourceFile> {
  const unknown = { ...change, baseText: null, changedLines: null };
  if (change.status === 'removed') return { ...unknown, content: { kind: 'removed' } };
  const content = await readSource(join(repository.root, change.path), 'refuse');
  if (content.kind !== 'text' || change.status === 'added') return { ...unknown, content };
  const id = (await filesAt(repository, commit, change.previousPath ?? change.path)).get(
    change.previousPath ?? change.path,
  );
  const [before] = await readBlobs(repository, id === undefined ? [] : [id]);
  if (before?.kind !== 'text') {
    // What the old version made exists already; without it, tables of production would pass for new ones.
    return { ...unknown, content: { kind: 'unscannable', why: 'its version before this change could not be read' } };
  }
  return { ...change, content, baseText: before.text, changedLines: await changedLines(repository, commit, change) };
}

/** The tree as the base commit has it. */
async function surroundingsAt(
  { repository, commit, tip }: Base,
  { files, beside, codeChanges }: Touched,
  settings: Settings,
  hasSchema: boolean,
): Promise<Surroundings> {
  if (files.length + beside.length + codeChanges.length === 0) return { schema: [], evidence: [], base: null };
  const ids = await filesAt(repository, commit, '.');
  const select: Select = (paths) => selectMigrations(paths, settings.paths, runGlobs(settings));
  const tree = { paths: [...ids.keys()], schema: settings.schema, select, until: 'last' } as const;
  const read: ReadTree = async (paths, kind) => {
    const known = paths.flatMap((path) => ids.get(path) ?? []);
    const contents = await readBlobs(repository, known, kind);
    let at = 0;
    return paths.map((path) => (ids.has(path) ? (contents[at++] ?? null) : null));
  };
  const merged = tip === commit ? tree.paths : [...(await filesAt(repository, tip, '.')).keys()];
  const plan = basePlan([...files, ...codeChanges], beside, { paths: merged, select });
  const texts = await read(plan.texts, 'migration');
  const base = baseTree(plan, beside, (path) => texts[plan.texts.indexOf(path)] ?? null);
  return { ...(await surroundings(files, tree, read, hasSchema)), base };
}

/** What a change touches: migrations that are read, what goes with them, and migrations in code. */
interface Touched {
  readonly files: readonly SourceFile[];
  readonly beside: readonly SourceFile[];
  readonly codeChanges: readonly Change[];
}

function pathsOf({ path, previousPath }: Pick<Change, 'path' | 'previousPath'>): readonly string[] {
  return previousPath === null ? [path] : [path, previousPath];
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
