import { isAbsolute, relative, resolve, sep } from 'node:path';
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

/**
 * `check PATH...`: named files are one set; with a folder among them each file is its own. From wherever it is run, paths
 * are those from the root of the tree, as the globs of the config and the baseline have them.
 */
export async function collectNamed(call: CheckCall, settings: Settings, cwd: string): Promise<Collected> {
  const root = await treeRoot(cwd);
  const expanded = fromRoot(await expandPaths(call.paths, cwd), root, cwd);
  const select: Select = (paths) => selectMigrations(paths, settings.paths, runGlobs(settings));
  const { sql, code, notes } = chosen(expanded, select);
  const sorted = [...sql].sort(inRunOrder);
  const files: SourceFile[] = [];
  for (const path of sorted) {
    const links = expanded.named.includes(path) ? 'follow' : 'refuse';
    files.push(givenFile(path, await readSource(resolve(root, path), links)));
  }
  const around = await surroundingsOf(files, select, settings.schema, call.schema !== null, root);
  const sets = expanded.hasFolder ? 'each' : 'together';
  return { files, sets, subject: 'files', codeMigrations: code, code: [], mentions: null, ...around, notes };
}

async function surroundingsOf(
  files: readonly SourceFile[],
  select: Select,
  schema: string | null,
  hasSchema: boolean,
  root: string,
): Promise<Surroundings> {
  const folders = [...new Set(select(files.map(({ path }) => path)).sql.map(historyFolder))];
  const paths = await filesNear(root, folders);
  const read: ReadTree = (wanted, kind) => Promise.all(wanted.map((path) => sourceIfThere(resolve(root, path), kind)));
  const tree = { paths, schema, select, until: 'first' } as const;
  return { ...(await surroundings(files, tree, read, hasSchema)), base: null };
}

/** An absolute path outside the tree, such as /dev/stdin, stays as it was written. */
function fromRoot({ named, found, hasFolder }: ExpandedPaths, root: string, cwd: string): ExpandedPaths {
  const shown = (path: string): string =>
    isAbsolute(path) ? path : relative(root, resolve(cwd, path)).split(sep).join('/');
  return { named: named.map(shown), found: found.map(shown), hasFolder };
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
