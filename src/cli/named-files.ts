import { relative, resolve, sep } from 'node:path';
import { expandPaths, filesIn, readSource } from '../disk/files.js';
import type { ExpandedPaths } from '../disk/files.js';
import { treeRoot } from '../disk/tree.js';
import { selectMigrations } from '../frameworks/detect.js';
import type { SourceFile } from '../preflight.js';
import type { CheckCall } from '../settings/cli-args.js';
import type { Settings } from '../settings/schema.js';
import type { Collected } from './collected.js';
import { givenFile, unreadNote } from './collected.js';
import { historyOf, inRunOrder, isWayBack } from './run-order.js';

interface Selection {
  readonly sql: readonly string[];
  readonly code: readonly string[];
}

type Select = (paths: readonly string[]) => Selection;

/** `check PATH...`: named files are one set; with a folder among them each file is its own. */
export async function collectNamed(call: CheckCall, settings: Settings, cwd: string): Promise<Collected> {
  const expanded = await expandPaths(call.paths, cwd);
  const select = await selector(settings.paths, cwd);
  const { sql, code, notes } = chosen(expanded, select);
  const sorted = [...sql].sort(inRunOrder);
  const files: SourceFile[] = [];
  for (const path of sorted) {
    const links = expanded.named.includes(path) ? 'follow' : 'refuse';
    files.push(givenFile(path, await readSource(resolve(cwd, path), links)));
  }
  const { earlier, unread } = call.schema === null ? await earlierOf(sorted, select, cwd) : { earlier: [], unread: [] };
  return {
    files,
    sets: expanded.hasFolder ? 'each' : 'together',
    codeMigrations: code,
    earlier,
    notes: [...notes, ...unreadNote(unread)],
  };
}

/** A named file is scanned whatever it is called; in a folder or glob the name decides, unless no name says migration. */
function chosen({ named, found }: ExpandedPaths, select: Select): Selection & { readonly notes: readonly string[] } {
  const namedCode = select(named).code;
  const inside = select(found);
  const none = inside.sql.length === 0 && inside.code.length === 0;
  const all = none ? found.filter((path) => /\.sql$/i.test(path)) : inside.sql;
  const guessed = none && all.length > 0;
  return {
    sql: [...named.filter((path) => !namedCode.includes(path)), ...all],
    code: [...namedCode, ...inside.code],
    notes: guessed ? [`no file there is named like a migration, so all .sql files are scanned (${all.length})`] : [],
  };
}

/** Detection sees paths from the root of the tree, so that it works from inside a migrations folder too. */
async function selector(globs: readonly string[], cwd: string): Promise<Select> {
  const root = await treeRoot(cwd);
  return (paths) => {
    const shown = new Map(paths.map((path) => [relative(root, resolve(cwd, path)).split(sep).join('/'), path]));
    const { sql, code } = selectMigrations([...shown.keys()], globs);
    const back = (found: readonly string[]) => found.flatMap((path) => shown.get(path) ?? []);
    return { sql: back(sql), code: back(code) };
  };
}

/** Neighbours that sort before the first checked file of their folder. */
async function earlierOf(checked: readonly string[], select: Select, cwd: string) {
  const first = new Map<string, string>();
  for (const path of select(checked).sql.toSorted(inRunOrder)) {
    const { folder } = historyOf(path);
    if (!first.has(folder)) first.set(folder, path);
  }
  const earlier: { readonly path: string; readonly text: string }[] = [];
  const unread: string[] = [];
  for (const [folder, start] of first) {
    const { depth } = historyOf(start);
    const neighbours = select(await filesIn(folder, cwd, depth)).sql;
    const before = neighbours.filter(
      (path) => inRunOrder(path, start) < 0 && !isWayBack(path) && !checked.includes(path),
    );
    for (const path of before.toSorted(inRunOrder)) {
      const content = await readSource(resolve(cwd, path), 'refuse');
      if (content.kind === 'text') earlier.push({ path, text: content.text });
      else unread.push(path);
    }
  }
  return { earlier, unread };
}
