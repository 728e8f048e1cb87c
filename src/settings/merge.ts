import { SETTINGS } from './schema.js';
import type { Setting, Settings } from './schema.js';
import type { RawSettings } from './raw-settings.js';

/** The first layer that knows a setting wins; the default comes last. */
export function mergeSettings(...layers: readonly RawSettings[]): Settings {
  return {
    paths: pick(SETTINGS.paths, layers),
    postgresVersion: pick(SETTINGS.postgresVersion, layers),
    failOn: pick(SETTINGS.failOn, layers),
    reviewComments: pick(SETTINGS.reviewComments, layers),
    summaryComment: pick(SETTINGS.summaryComment, layers),
    maxInlineComments: pick(SETTINGS.maxInlineComments, layers),
    checkName: pick(SETTINGS.checkName, layers),
    onUnscannable: pick(SETTINGS.onUnscannable, layers),
    deployOrder: pick(SETTINGS.deployOrder, layers),
    key: pick(SETTINGS.key, layers),
    reportFile: pick(SETTINGS.reportFile, layers),
    sarifFile: pick(SETTINGS.sarifFile, layers),
    pullRequest: pick(SETTINGS.pullRequest, layers),
    suppressions: pick(SETTINGS.suppressions, layers),
    suppressionApprovers: pick(SETTINGS.suppressionApprovers, layers),
    requireChecklist: pick(SETTINGS.requireChecklist, layers),
    forbidSuppression: pick(SETTINGS.forbidSuppression, layers),
    rules: pick(SETTINGS.rules, layers),
    ignore: pick(SETTINGS.ignore, layers),
    baseline: pick(SETTINGS.baseline, layers),
    schema: pick(SETTINGS.schema, layers),
    framework: pick(SETTINGS.framework, layers),
    transaction: pick(SETTINGS.transaction, layers),
    assumedLockTimeout: pick(SETTINGS.assumedLockTimeout, layers),
    assumedStatementTimeout: pick(SETTINGS.assumedStatementTimeout, layers),
    pooler: pick(SETTINGS.pooler, layers),
    hotTables: pick(SETTINGS.hotTables, layers),
    smallTables: pick(SETTINGS.smallTables, layers),
    tableSizes: pick(SETTINGS.tableSizes, layers),
    overrides: pick(SETTINGS.overrides, layers),
  };
}

function pick<T>(setting: Setting<T>, layers: readonly RawSettings[]): T {
  const raw = layers.map((layer) => layer.get(setting.name)).find((value) => value !== undefined);
  if (raw === undefined) return setting.default;
  const parsed = setting.value.parse(raw);
  if (!parsed.ok) throw new Error(`unchecked value of ${setting.name}`);
  return parsed.value;
}
