import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hasCode } from '../disk/files.js';
import { treeRoot } from '../disk/tree.js';
import { historyFolder } from '../history/run-order.js';
import { visible } from '../render/plain-text.js';
import { parseCliArgs } from '../settings/cli-args.js';
import { engineSettings, NO_FILES } from '../settings/engine-settings.js';
import { mergeSettings } from '../settings/merge.js';
import { DEFAULT_CONFIG_PATH } from '../settings/schema.js';
import { starterConfig, WORKFLOW } from '../settings/starter.js';
import { judged } from './check.js';
import type { Terminal } from './terminal.js';

const WORKFLOW_PATH = '.github/workflows/migrations.yml';

/** `init`: writes a config file and the workflow after a look at the repository, and overwrites nothing. */
export async function init(terminal: Terminal): Promise<number> {
  const root = await treeRoot(terminal.cwd);
  const call = parseCliArgs(['check', root]);
  if (call.command !== 'check') throw new Error('`check` is another command');
  const settings = mergeSettings();
  const report = await judged(call, settings, engineSettings(settings, NO_FILES, new Date()), terminal);
  // A folder's name goes into a comment, which a line break in it would end.
  const folderOf = (path: string): string => visible(historyFolder(path));
  const files = [
    [DEFAULT_CONFIG_PATH, starterConfig(report, folderOf)],
    [WORKFLOW_PATH, WORKFLOW],
  ] as const;
  for (const [path, text] of files) {
    const wrote = await writeNew(resolve(root, path), text);
    await terminal.print(wrote ? `wrote ${path}\n` : `${path} is there already and stays as it is\n`);
  }
  return 0;
}

async function writeNew(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}
