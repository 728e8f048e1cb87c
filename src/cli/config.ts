import { resolve } from 'node:path';
import { textIfPresent, treeRoot } from '../disk/tree.js';
import { ConfigError } from '../errors.js';
import type { CheckCall } from '../settings/cli-args.js';
import { mergeSettings } from '../settings/merge.js';
import { DEFAULT_CONFIG_PATH } from '../settings/schema.js';
import type { Settings } from '../settings/schema.js';

/** Flags over config file over defaults. YAML and zod are loaded only when there is a file to read. */
export async function cliSettings(call: CheckCall, cwd: string): Promise<Settings> {
  const shown = call.config ?? DEFAULT_CONFIG_PATH;
  const text = await textIfPresent(call.config === null ? resolve(await treeRoot(cwd), shown) : resolve(cwd, shown));
  if (text === null && call.config !== null) {
    throw new ConfigError(
      `the file of \`--config\` does not exist: ${shown}`,
      'Check the path, or leave the flag out.',
    );
  }
  if (text === null) return mergeSettings(call.given);
  const { resolveCliSettings } = await import('../settings/resolve.js');
  return resolveCliSettings(call, text, shown);
}
