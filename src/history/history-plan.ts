import type { SelectedMigrations } from '../frameworks/detect.js';
import type { SourceFile } from '../preflight.js';
import { dumpPaths } from './dump.js';
import { goesDown, historyFolder, inRunOrder, isRepeatable } from './run-order.js';

export type Judged = Pick<SourceFile, 'path' | 'previousPath' | 'status'>;
export type Select = (paths: readonly string[]) => SelectedMigrations;

/** What has to be read of a tree to know the schema before the judged migrations. */
export interface HistoryPlan {
  /** Where the judged migrations stand. */
  readonly folders: readonly string[];
  /** Files that may hold the schema as a whole. */
  readonly dumps: readonly Dump[];
  /** Migrations that ran before, in their order. */
  readonly migrations: readonly Earlier[];
  /** Sqitch's plan, by the folder whose order it tells. */
  readonly orders: ReadonlyMap<string, string>;
}

export interface Dump {
  readonly path: string;
  /** The folder of the migrations that it stands for; null: a person named it, and it stands for all. */
  readonly folder: string | null;
}

export interface Earlier {
  readonly path: string;
  readonly folder: string;
  readonly kind: 'migration' | 'names';
}

export interface Tree {
  readonly paths: readonly string[];
  /** The dump that the settings name. */
  readonly schema: string | null;
  readonly select: Select;
  /** Where the judged ones are a change, all that sorts before the last of them ran; else all before the first. */
  readonly until: 'first' | 'last';
}

/** Which files of a tree tell the schema before; the same for every door. Empty when nothing is judged. */
export function historyPlan(judged: readonly Judged[], tree: Tree): HistoryPlan {
  const ends = endsOf(judged, tree);
  const folders = [...ends.keys()];
  if (folders.length === 0) return { folders, dumps: [], migrations: [], orders: new Map() };
  const known = new Set(tree.paths);
  const ofTool = (folder: string): readonly Dump[] =>
    dumpPaths(folder).flatMap((path) => (known.has(path) ? [{ path, folder }] : []));
  const orders = new Map(folders.flatMap((folder) => orderOf(folder, known)));
  return {
    folders,
    dumps: tree.schema === null ? folders.flatMap(ofTool) : [{ path: tree.schema, folder: null }],
    migrations: earlier(judged, tree, ends, orders),
    orders,
  };
}

/** The judged file at which the history of each folder ends. */
function endsOf(judged: readonly Judged[], { select, until }: Tree): ReadonlyMap<string, string> {
  const paths = select(judged.flatMap(pathsOf)).sql;
  const ends = new Map<string, string>();
  for (const path of [...paths].sort(inRunOrder)) {
    const folder = historyFolder(path);
    if (until === 'last' || !ends.has(folder)) ends.set(folder, path);
  }
  return ends;
}

function earlier(
  judged: readonly Judged[],
  { paths, select }: Tree,
  ends: ReadonlyMap<string, string>,
  orders: HistoryPlan['orders'],
): readonly Earlier[] {
  // A removed migration ran all the same.
  const own = new Set(judged.filter(({ status }) => status !== 'removed').flatMap(pathsOf));
  const near = paths.filter((path) => ends.has(historyFolder(path)) || isSqitchs(path, ends));
  const { sql, code } = select(near);
  const ran = (path: string): boolean => {
    const folder = historyFolder(path);
    const end = ends.get(folder);
    if (end === undefined || own.has(path) || goesDown(path)) return false;
    return isRepeatable(path) || orders.has(folder) || inRunOrder(path, end) < 0;
  };
  const as = (kind: Earlier['kind']) => (path: string) => ({ path, folder: historyFolder(path), kind });
  const found = [...sql.filter(ran).map(as('migration')), ...code.filter(ran).map(as('names'))];
  const order = [...ends.keys()];
  return found.sort((a, b) => order.indexOf(a.folder) - order.indexOf(b.folder) || inRunOrder(a.path, b.path));
}

function isSqitchs(path: string, ends: ReadonlyMap<string, string>): boolean {
  const plan = /^(.*\/)?sqitch\.(?:plan|conf)$/.exec(path);
  return plan !== null && ends.has(`${plan[1] ?? ''}deploy`);
}

/** Sqitch runs what its plan says, in its order, whatever the names. */
function orderOf(folder: string, known: ReadonlySet<string>): readonly (readonly [string, string])[] {
  const plan = folder.replace(/(^|\/)deploy$/, '$1sqitch.plan');
  return plan !== folder && known.has(plan) ? [[folder, plan]] : [];
}

function pathsOf({ path, previousPath }: Judged): readonly string[] {
  return previousPath === null ? [path] : [path, previousPath];
}
