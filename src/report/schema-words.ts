import type { SchemaSource } from './report.js';

const MOST_NAMED = 3;

/** One line about what was known of the schema before; none where there was nothing to know. */
export function schemaWords({ kind, path, migrations, notUnderstood, problem }: SchemaSource): readonly string[] {
  const missed = notUnderstood.length === 0 ? '' : `, ${notUnderstood.length} not understood: ${named(notUnderstood)}`;
  switch (kind) {
    case 'none':
      return [];
    case 'unknown':
      return [`The schema before is not known: ${problem ?? 'it could not be read'}.`];
    case 'dump':
      return [
        `Schema from ${path ?? 'a dump'}${migrations === 0 ? '' : ` and ${counted(migrations)} after it`}${missed}.`,
      ];
    case 'migrations':
      return [`Schema from ${counted(migrations)}${missed}.`];
  }
}

function counted(migrations: number): string {
  return migrations === 1 ? '1 migration' : `${migrations} migrations`;
}

function named(paths: readonly string[]): string {
  return `${paths.slice(0, MOST_NAMED).join(', ')}${paths.length > MOST_NAMED ? ', …' : ''}`;
}
