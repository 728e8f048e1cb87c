import { ConfigError } from '../errors.js';
import type { ActionInputs } from '../settings/action-inputs.js';
import { readBaseline } from '../settings/baseline-file.js';
import { engineSettings, type JudgingSettings } from '../settings/engine-settings.js';
import { resolveActionSettings } from '../settings/resolve.js';
import type { Settings } from '../settings/schema.js';
import { readTableSizes } from '../settings/table-sizes.js';
import type { ChangedFile, Host } from './host.js';

/** The files that the config names are believed where the config is: at the base commit. */
export async function judgingSettingsAt(host: Host, settings: Settings, ref: string): Promise<JudgingSettings> {
  const { baseline, tableSizes } = settings;
  const now = new Date();
  const textAt = async (path: string): Promise<string | null> => {
    const bytes = await host.fileAt(path, ref);
    return bytes === null ? null : textOf(bytes, path);
  };
  const files = {
    baseline: baseline === null ? [] : readBaseline(await textAt(baseline), baseline),
    sizes: tableSizes === null ? [] : readTableSizes(await textAt(tableSizes), tableSizes, now),
  };
  return engineSettings(settings, files, now);
}

/** The settings of one scan; `bytes` is the config file of the base commit, null when it has none. */
export function settingsFrom(
  inputs: ActionInputs,
  bytes: Uint8Array | null,
  changed: readonly ChangedFile[],
): Settings {
  if (bytes === null && inputs.configGiven && !changed.some(({ path }) => path === inputs.config)) {
    throw new ConfigError(
      `input \`config\` names ${inputs.config}, which does not exist at the base commit`,
      'Name a file of the base branch, or leave the input out',
    );
  }
  return resolveActionSettings(inputs, bytes === null ? null : textOf(bytes, inputs.config), inputs.config);
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new ConfigError(`${path} is not valid UTF-8`, 'Save it as UTF-8');
    throw error;
  }
}
