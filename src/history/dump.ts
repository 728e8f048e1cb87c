/** Where the tools that write a dump put it: beside the folder of their migrations. */
const NAMES = ['structure.sql', 'schema.sql'];

export function dumpPaths(folder: string): readonly string[] {
  const above = folder.split('/').slice(0, -1);
  return folder === '.' ? [] : NAMES.map((name) => [...above, name].join('/'));
}

/**
 * The versions that a dump says it holds, as Rails and dbmate write them at its end. null: it is no tool's dump, but a
 * schema that people keep by hand, which may be older or newer than the database.
 */
export function dumpedVersions(text: string): ReadonlySet<string> | null {
  const start = text.search(/^INSERT INTO [^\n(]{0,80}schema_migrations/im);
  if (start < 0) return null;
  return new Set([...text.slice(start).matchAll(/\('(\d+)'\)/g)].map(([, version = '']) => version));
}

/** The version that a migration has by its name; null for one without. */
export function versionOf(path: string): string | null {
  const segments = path.split('/');
  const named = segments.toReversed().find((segment) => /^\d/.test(segment));
  return /^\d+/.exec(named ?? '')?.[0] ?? null;
}
