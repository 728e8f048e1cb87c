import { render } from '../render/runbook.js';
import type { CheckCall } from '../settings/cli-args.js';
import { judged, judgingSettings, writeOutput } from './check.js';
import { cliSettings } from './config.js';
import type { Terminal } from './terminal.js';

/** `runbook`: for what `check` would judge; the verdict is none of its business. */
export async function printRunbook(call: CheckCall, terminal: Terminal): Promise<number> {
  const settings = await cliSettings(call, terminal.cwd);
  const report = await judged(call, settings, await judgingSettings(settings, terminal.cwd), terminal);
  const text = render(report, { width: terminal.width, color: false, limit: Number.MAX_SAFE_INTEGER });
  if (call.output === null || call.output === '-') await terminal.print(text);
  else await writeOutput(call.output, text, terminal.cwd);
  return 0;
}
