import { relative, resolve, sep } from 'node:path';
import { expandPaths, readSource, sourceIfThere } from '../disk/files.js';
import type { ExpandedPaths } from '../disk/files.js';
import { filesNear } from '../disk/near.js';
import { treeRoot } from '../disk/tree.js';
import { selectMigrations, type SelectedMigrations } from '../frameworks/detect.js';
import type { Select } from '../history/history-plan.js';
import { historyFolder, inRunOrder } from '../history/run-order.js';
import type { SourceFile } from '../preflight.js';
import type { CheckCall } from '../settings/cli-args.js';
import { runGlobs } from '../settings/engine-settings.js';
import type { Settings } from '../settings/schema.js';
import type { Collected, ReadTree, Surroundings } from './collected.js';
import { givenFile, surroundings } from './collected.js';

/** `check PATH...`: named files are one set; with a folder among them each file is its own. */
export async function collectNamed(call: CheckCall, settings: Settings, cwd: string): Promise<Collected> {
  const expanded = await expandPaths(call.paths, cwd);
  const select = await selector(settings, cwd);
  const { sql, code, notes } = chosen(expanded, select);
  const sorted = [...sql].sort(inRunOrder);
  const files: SourceFile[] = [];
  for (const path of sorted) {
    const links = expanded.named.includes(path) ? 'follow' : 'refuse';
    files.push(givenFile(path, await readSource(resolve(cwd, path), links)));
  }
  const around = await surroundingsOf(files, settings, call.schema !== null, cwd);
  const sets = expanded.hasFolder ? 'each' : 'together';
  return { files, sets, subject: 'files', codeMigrations: code, code: [], mentions: null, ...around, notes };
}

/** Found by paths from the root of the tree; shown as they stand from here, like the named files. */
async function surroundingsOf(
  files: readonly SourceFile[],
  settings: Settings,
  hasSchema: boolean,
  cwd: string,
): Promise<Surroundings> {
  const root = await treeRoot(cwd);
  const shown = (from: string, to: string, path: string) => relative(from, resolve(to, path)).split(sep).join('/');
  const judged = files.map((file) => ({ ...file, path: shown(root, cwd, file.path) }));
  const select: Select = (paths) => selectMigrations(paths, settings.paths, runGlobs(settings));
  const folders = [...new Set(select(judged.map(({ path }) => path)).sql.map(historyFolder))];
  const paths = await filesNear(root, folders);
  const read: ReadTree = (wanted, kind) => Promise.all(wanted.map((path) => sourceIfThere(resolve(root, path), kind)));
  const tree = { paths, schema: settings.schema, select, until: 'first' } as const;
  const { schema, evidence } = await surroundings(judged, tree, read, hasSchema);
  return { evidence, base: null, schema: schema.map((text) => ({ ...text, path: shown(cwd, root, text.path) })) };
}

/** A named file is scanned whatever it is called; in a folder or glob the name decides, unless no name says migration. */
function chosen(
  { named, found }: ExpandedPaths,
  select: Select,
): SelectedMigrations & { readonly notes: readonly string[] } {
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
async function selector(settings: Settings, cwd: string): Promise<Select> {
  const root = await treeRoot(cwd);
  return (paths) => {
    const shown = new Map(paths.map((path) => [relative(root, resolve(cwd, path)).split(sep).join('/'), path]));
    const { sql, code } = selectMigrations([...shown.keys()], settings.paths, runGlobs(settings));
    const back = (found: readonly string[]) => found.flatMap((path) => shown.get(path) ?? []);
    return { sql: back(sql), code: back(code) };
  };
}
