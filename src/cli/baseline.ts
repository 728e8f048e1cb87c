import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { treeRoot } from '../disk/tree.js';
import { baselineText, DEFAULT_BASELINE_PATH } from '../settings/baseline-file.js';
import type { CheckCall } from '../settings/cli-args.js';
import { judged, judgingSettings, writeOutput } from './check.js';
import { cliSettings } from './config.js';
import type { Terminal } from './terminal.js';

/** `baseline`: accepts what the tree holds now. Without PATH the whole tree is judged. */
export async function writeBaseline(call: CheckCall, terminal: Terminal): Promise<number> {
  const settings = await cliSettings(call, terminal.cwd);
  const root = await treeRoot(terminal.cwd);
  const whole = call.paths.length === 0 && call.base === null;
  // What is accepted already stays in the new one.
  const judging = await judgingSettings({ ...settings, baseline: null }, terminal.cwd);
  const report = await judged(whole ? { ...call, paths: [root] } : call, settings, judging, terminal);
  const path = call.output ?? settings.baseline ?? DEFAULT_BASELINE_PATH;
  const file = call.output === null ? resolve(root, path) : resolve(terminal.cwd, path);
  await mkdir(dirname(file), { recursive: true });
  await writeOutput(file, baselineText(report), terminal.cwd);
  const missing = settings.baseline === null ? ` Add \`baseline: ${path}\` to the config file.` : '';
  await terminal.printError(`pg-preflight: the baseline is in ${path}.${missing}\n`);
  return 0;
}
