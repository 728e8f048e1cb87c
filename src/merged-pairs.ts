import type { Tools } from './frameworks/tool.js';
import { readMigration, type Migration } from './migration.js';
import type { BaseTree } from './preflight.js';
import type { SchemaBefore } from './schema-before.js';
import { timeline, type MergedPair, type TimelineOptions } from './timeline.js';

/** None where the schema before came from a dump: nobody knows what the up found. */
export function mergedPairs(
  ups: BaseTree['ups'],
  migrations: readonly Migration[],
  { found }: Pick<SchemaBefore, 'found'>,
  tools: Tools,
  options: TimelineOptions,
): readonly MergedPair[] {
  return ups.flatMap(({ down, path, text }) => {
    const catalog = found.get(path);
    const back = migrations.find((one) => one.path === down);
    if (catalog === undefined || back === undefined) return [];
    const merged = readMigration(asItStands(path, text), text, options.version, tools);
    const alone = { catalogs: new Map([['', catalog]]), databaseOf: () => '', folderOf: () => '' };
    const { stepsOf } = timeline([merged, back], alone, options);
    return [{ migration: back, up: stepsOf.get(merged) ?? [], down: stepsOf.get(back) ?? [] }];
  });
}

function asItStands(path: string, text: string): Migration['source'] {
  return {
    path,
    previousPath: null,
    status: 'given',
    content: { kind: 'text', text },
    baseText: null,
    changedLines: null,
  };
}
