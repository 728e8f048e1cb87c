import type { Migration } from '../migration.js';
import { code } from '../rules/prose.js';
import { durationWords } from '../session/duration.js';

/** What was taken for granted since the config, or a file of the tool, says so: once for each kind. */
export function toldWords(migrations: readonly Migration[], oldest: number): readonly string[] {
  const told = migrations.flatMap((migration) => sentences(migration, oldest).map((words) => ({ words, migration })));
  const kinds = [...new Set(told.map(({ words }) => words))];
  return kinds.map((words) => words.replace('FILES', counted(told.filter((one) => one.words === words))));
}

function sentences({ connection, version, runner }: Migration, oldest: number): readonly string[] {
  const title = runner.framework?.title ?? 'the tool';
  return [
    ...(version === oldest ? [] : [`The config says that PostgreSQL ${version} is the oldest that runs FILES.`]),
    ...(connection.session.pooled
      ? [
          'The config says that a pooler may give each transaction of FILES another connection, so a SET ends with its transaction.',
        ]
      : []),
    ...connection.assumed.map(({ setting, value, saidBy }) => {
      const what = value === 0 ? `no ${code(setting)}` : `a ${code(setting)} of ${durationWords(value)}`;
      const who = saidBy === 'config' ? 'the config says so' : `the files of ${title} say so`;
      return `The connection of FILES is taken to begin with ${what}: ${who}.`;
    }),
  ];
}

function counted(some: readonly { readonly migration: Migration }[]): string {
  const [first] = some;
  return some.length === 1 && first !== undefined ? code(first.migration.path) : `${some.length} files`;
}
