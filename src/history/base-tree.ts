import { namesItsParent, revisionOf, type Revision } from '../frameworks/code-revision.js';
import { differsInCode } from '../frameworks/code-text.js';
import { companionKind, goesWith, isReadFor } from '../frameworks/companions.js';
import { hasWayBack } from '../frameworks/markers.js';
import type { BaseTree, Companion, SourceFile } from '../preflight.js';
import type { Judged, Select } from './history-plan.js';
import { goesDown, historyFolder, inRunOrder, isRepeatable, isWayBack, pairKey } from './run-order.js';
import type { ContentOf } from './schema-texts.js';

/** What of a tree tells whether a change fits to what is there; the same for every door. */
export interface BasePlan {
  readonly migrations: readonly string[];
  readonly gone: BaseTree['gone'];
  /** Companions that the change touches. */
  readonly touched: ReadonlySet<string>;
  /** Companions that the change leaves as they are. */
  readonly untouched: readonly string[];
  /** The newest SQL migrations beside new ones. */
  readonly newest: readonly string[];
  /** Merged ups of the ways back that the change brings, by the path of the way back. */
  readonly ups: ReadonlyMap<string, string>;
  /** Migrations in code that may name the one before them, beside those that the change touches. */
  readonly revisions: readonly string[];
  /** Migrations in code that the change leaves there, whose texts are wanted as it leaves them. */
  readonly code: readonly string[];
  /** All whose text at the base is wanted. */
  readonly texts: readonly string[];
}

/** So many show how migrations are written in a folder. */
const NEWEST = 5;
const MOST_REVISIONS = 2_000;

/** `beside` are the companions that the change touches, whatever they go with. */
export function basePlan(
  judged: readonly Judged[],
  beside: readonly Judged[],
  { paths, select }: { readonly paths: readonly string[]; readonly select: Select },
): BasePlan {
  const changed = new Set(beside.flatMap(pathsOf));
  const own = select(judged.flatMap(pathsOf));
  const judgedFolders = new Set([...own.sql, ...own.code].map(historyFolder));
  // Sqitch keeps what goes back in a folder of its own.
  for (const folder of [...judgedFolders]) {
    judgedFolders.add(folder.replace(/(^|\/)deploy$/, '$1revert'));
    judgedFolders.add(folder.replace(/(^|\/)revert$/, '$1deploy'));
  }
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
  const left = judged.filter(({ status }) => status !== 'removed').map(({ path }) => path);
  const kept = new Set(own.code.filter((path) => left.includes(path)));
  const newest = newestOf(judged, new Set(own.sql), sql);
  const ups = upsOf(
    own.sql.filter((path) => left.includes(path)),
    sql,
  );
  const revisions = revisionsBeside(judged, kept, code);
  return {
    migrations,
    gone: judged.flatMap((one) => goneFrom(one, new Set(own.code))),
    touched: new Set([...changed].filter(goesAlong)),
    untouched,
    newest,
    ups,
    revisions,
    code: [...kept],
    texts: [...new Set([...untouched.filter(isRead), ...newest, ...ups.values(), ...revisions])],
  };
}

/** `read` are the touched companions and the kept migrations in code, as the change leaves them. */
export function baseTree(plan: BasePlan, read: readonly SourceFile[], contentOf: ContentOf): BaseTree {
  const textAt = (path: string): string | null => {
    const content = contentOf(path);
    return content?.kind === 'text' ? content.text : null;
  };
  const kept = new Set(plan.code);
  const code = read.filter(({ path }) => kept.has(path));
  return {
    migrations: plan.migrations,
    gone: plan.gone,
    edited: code.filter(({ status }) => status === 'modified').map(editOf),
    revisions: {
      merged: plan.revisions.flatMap((path) => revisionOf(path, textAt(path) ?? '') ?? []),
      added: code.flatMap((file) => revisionIn(file) ?? []),
    },
    newest: plan.newest.flatMap((path) => {
      const text = textAt(path);
      return text === null ? [] : [{ path, goesBack: hasWayBack(text) }];
    }),
    ups: [...plan.ups].flatMap(([down, path]) => {
      const text = textAt(path);
      return text === null ? [] : [{ down, path, text }];
    }),
    companions: [
      ...plan.untouched.map((path): Companion => {
        const text = isRead(path) ? textAt(path) : null;
        return { path, change: 'none', text, baseText: text };
      }),
      ...read.filter(({ path }) => plan.touched.has(path)).map(companionOf),
    ],
  };
}

/** Beside new migrations alone: only they show or miss a way back. */
function newestOf(judged: readonly Judged[], own: ReadonlySet<string>, merged: readonly string[]): readonly string[] {
  const added = judged.filter(({ path, status }) => status === 'added' && own.has(path)).map(({ path }) => path);
  const up = merged.filter((path) => !isWayBack(path) && !isRepeatable(path) && !added.includes(path));
  return [...new Set(added.map(historyFolder))].flatMap((folder) =>
    up
      .filter((path) => historyFolder(path) === folder)
      .sort(inRunOrder)
      .slice(-NEWEST),
  );
}

/** Those that the change itself holds are compared as they stand there. */
function upsOf(changed: readonly string[], merged: readonly string[]): ReadonlyMap<string, string> {
  const ups = new Map(merged.filter((path) => !goesDown(path)).map((path) => [pairKey(path), path]));
  return new Map(
    changed.filter(goesDown).flatMap((path): [string, string][] => {
      const up = ups.get(pairKey(path));
      return up === undefined || changed.includes(up) ? [] : [[path, up]];
    }),
  );
}

/** All of the folders that get a new one: which of them stands last, their texts tell together. */
function revisionsBeside(
  judged: readonly Judged[],
  kept: ReadonlySet<string>,
  merged: readonly string[],
): readonly string[] {
  const touched = new Set(judged.flatMap(pathsOf));
  const folders = new Set([...kept].filter(namesItsParent).map(historyFolder));
  const beside = merged.filter((path) => namesItsParent(path) && folders.has(historyFolder(path)));
  return beside.length > MOST_REVISIONS ? [] : beside.filter((path) => !touched.has(path));
}

/** One that could not be read may be anything. */
function editOf({ path, content, baseText }: SourceFile): BaseTree['edited'][number] {
  const isRead = content.kind === 'text' && baseText !== null;
  return { path, onlyForm: isRead && !differsInCode(path, baseText, content.text) };
}

function revisionIn({ path, content }: SourceFile): Revision | null {
  return content.kind === 'text' && namesItsParent(path) ? revisionOf(path, content.text) : null;
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
