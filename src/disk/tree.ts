import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from './files.js';

/** The nearest folder above that holds `.git`, else `cwd` itself; found without starting git. */
export async function treeRoot(cwd: string): Promise<string> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** Text of a file, or null when there is none. */
export async function textIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
