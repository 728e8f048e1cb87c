import { companionKind, goesWith, isReadFor } from '../frameworks/companions.js';
import type { BaseTree, Companion, SourceFile } from '../preflight.js';
import type { Judged, Select } from './history-plan.js';
import { historyFolder } from './run-order.js';
import type { ContentOf } from './schema-texts.js';

/** What of a tree tells whether a change fits to what is there; the same for every door. */
export interface BasePlan {
  readonly migrations: readonly string[];
  readonly gone: BaseTree['gone'];
  /** Companions that the change touches. */
  readonly touched: ReadonlySet<string>;
  /** Companions that the change leaves as they are. */
  readonly untouched: readonly string[];
  /** Those of them whose text is wanted. */
  readonly texts: readonly string[];
}

/** `beside` are the companions that the change touches, whatever they go with. */
export function basePlan(
  judged: readonly Judged[],
  beside: readonly Judged[],
  { paths, select }: { readonly paths: readonly string[]; readonly select: Select },
): BasePlan {
  const changed = new Set(beside.flatMap(pathsOf));
  const own = select(judged.flatMap(pathsOf));
  const judgedFolders = new Set([...own.sql, ...own.code].map(historyFolder));
  const isTouched = (folder: string): boolean =>
    judgedFolders.has(folder) || [...changed].some((path) => belongs(path, folder));
  const folderOf = new Map(paths.map((path) => [path, historyFolder(path)]));
  const touched = new Set([...new Set(folderOf.values())].filter(isTouched));
  // Asking of every file of a large tree whether it is a migration would take long.
  const { sql, code } = select(paths.filter((path) => touched.has(folderOf.get(path) ?? '')));
  const migrations = [...sql, ...code];
  const folders = [...new Set(migrations.map(historyFolder)), ...judgedFolders];
  const goesAlong = (path: string): boolean => folders.some((folder) => belongs(path, folder));
  const untouched = paths.filter((path) => !changed.has(path) && goesAlong(path));
  return {
    migrations,
    gone: judged.flatMap((one) => goneFrom(one, new Set(own.code))),
    touched: new Set([...changed].filter(goesAlong)),
    untouched,
    texts: untouched.filter(isRead),
  };
}

export function baseTree(plan: BasePlan, beside: readonly SourceFile[], contentOf: ContentOf): BaseTree {
  return {
    migrations: plan.migrations,
    gone: plan.gone,
    companions: [
      ...plan.untouched.map((path): Companion => {
        const content = isRead(path) ? contentOf(path) : null;
        const text = content?.kind === 'text' ? content.text : null;
        return { path, change: 'none', text, baseText: text };
      }),
      ...beside.filter(({ path }) => plan.touched.has(path)).map(companionOf),
    ],
  };
}

function goneFrom({ path, previousPath, status }: Judged, code: ReadonlySet<string>): BaseTree['gone'] {
  if (status === 'removed') return code.has(path) ? [{ path, movedTo: null }] : [];
  return previousPath !== null && code.has(previousPath) ? [{ path: previousPath, movedTo: path }] : [];
}

/** Whether a changed file may be one: which of them is, only the tree tells. */
export function isCompanion(path: string): boolean {
  return companionKind(path) !== null;
}

function companionOf({ path, status, content, baseText }: SourceFile): Companion {
  const change = status === 'removed' ? status : status === 'added' ? status : 'modified';
  return { path, change, text: content.kind === 'text' ? content.text : null, baseText };
}

function belongs(path: string, folder: string): boolean {
  const kind = companionKind(path);
  return kind !== null && goesWith(path, kind, folder);
}

function isRead(path: string): boolean {
  const kind = companionKind(path);
  return kind !== null && isReadFor(kind);
}

function pathsOf({ path, previousPath }: Judged): readonly string[] {
  return previousPath === null ? [path] : [path, previousPath];
}
