import type { EngineSettings } from '../preflight.js';
import type { BaselineEntry } from '../report/policy.js';
import type { TableSize, Told, ToldRun } from '../told.js';
import { policyOf } from './policy.js';
import type { Settings } from './schema.js';

/** What stands in the files that the config names. */
export interface SettingsFiles {
  readonly baseline: readonly BaselineEntry[];
  readonly sizes: readonly TableSize[];
}

export const NO_FILES: SettingsFiles = { baseline: [], sizes: [] };

/** All but what the product says of itself. */
export type JudgingSettings = Omit<EngineSettings, 'version' | 'docsBase'>;

/** The part of the settings that the engine needs; `now` tells which exceptions have run out. */
export function engineSettings(settings: Settings, files: SettingsFiles, now: Date): JudgingSettings {
  return {
    postgresVersion: settings.postgresVersion,
    onUnscannable: settings.onUnscannable,
    deployOrder: settings.deployOrder,
    policy: policyOf(settings, files.baseline, now),
    told: toldOf(settings, files.sizes),
  };
}

/** Globs of files that the config makes migrations by saying how they run. */
export function runGlobs({ overrides }: Settings): readonly string[] {
  return overrides.flatMap(({ paths, framework, transaction }) =>
    framework === null && transaction === null ? [] : paths,
  );
}

function toldOf(settings: Settings, sizes: readonly TableSize[]): Told {
  const { framework, transaction, assumedLockTimeout, assumedStatementTimeout } = settings;
  const everywhere = { paths: null, framework, transaction, version: null };
  return {
    runs: [
      { ...everywhere, lockTimeout: assumedLockTimeout, statementTimeout: assumedStatementTimeout },
      ...settings.overrides.map((entry): ToldRun => ({
        paths: entry.paths,
        framework: entry.framework,
        transaction: entry.transaction,
        version: entry.postgresVersion,
        lockTimeout: entry.assumedLockTimeout,
        statementTimeout: entry.assumedStatementTimeout,
      })),
    ],
    pooler: settings.pooler,
    tables: { hot: settings.hotTables, small: settings.smallTables, sizes },
  };
}
