import { readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { isVersionFolder } from '../history/run-order.js';
import { isDenied, isMissing } from './files.js';

/** Where tools keep their settings, seen from a folder above the migrations. */
const SETTINGS_FOLDERS = ['.config', 'conf', 'config', 'database', 'db', 'prisma', 'resources', 'src', 'supabase'];
const MOST_DEEP = 4;

/**
 * Files that may tell the schema before the migrations of some folders, and their tool, by paths from the root: what
 * lies with the migrations, and in the folders above. Nothing else is looked at, so that a large tree costs nothing.
 */
export async function filesNear(root: string, folders: readonly string[]): Promise<readonly string[]> {
  const above = new Set(folders.flatMap(ancestors));
  const found = await Promise.all([
    ...folders.map((folder) => inVersions(root, folder, MOST_DEEP)),
    ...[...above].map((folder) => withSettings(root, folder)),
  ]);
  return [...new Set(found.flat())];
}

/** The folder and all above it inside the tree: `a/b`, `a`, `.`. */
function ancestors(folder: string): readonly string[] {
  if (folder === '.' || folder.startsWith('..')) return [folder];
  const names = folder.split('/');
  return [...names.map((_, at) => names.slice(0, names.length - at).join('/')), '.'];
}

async function inVersions(root: string, folder: string, depth: number): Promise<readonly string[]> {
  const entries = await entriesOf(root, folder);
  const versions = depth > 0 ? entries.filter((entry) => entry.isDirectory() && isVersionFolder(entry.name)) : [];
  const nested = await Promise.all(versions.map(({ name }) => inVersions(root, pathIn(folder, name), depth - 1)));
  return [...filesAmong(folder, entries), ...nested.flat()];
}

async function withSettings(root: string, folder: string): Promise<readonly string[]> {
  const entries = await entriesOf(root, folder);
  const settings = entries.filter((entry) => entry.isDirectory() && SETTINGS_FOLDERS.includes(entry.name));
  const nested = await Promise.all(
    settings.map(async ({ name }) => {
      const inside = pathIn(folder, name === 'src' ? 'src/main/resources' : name);
      return filesAmong(inside, await entriesOf(root, inside));
    }),
  );
  return [...filesAmong(folder, entries), ...nested.flat()];
}

function filesAmong(folder: string, entries: readonly Dirent[]): readonly string[] {
  return entries.filter((entry) => entry.isFile() || entry.isSymbolicLink()).map(({ name }) => pathIn(folder, name));
}

async function entriesOf(root: string, folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (isMissing(error) || isDenied(error)) return [];
    throw error;
  }
}

function pathIn(folder: string, name: string): string {
  return folder === '.' ? name : `${folder}/${name}`;
}
