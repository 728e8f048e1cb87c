import { parentFolder, pathParts } from './framework.js';

/** What a tool keeps in step with its migrations. */
export type CompanionKind =
  'prisma schema' | 'drizzle journal' | 'drizzle snapshot' | 'dump' | 'rails schema' | 'atlas sum' | 'sqitch plan';

export function companionKind(path: string): CompanionKind | null {
  const parts = pathParts(path);
  const { name } = parts;
  if (name.endsWith('.prisma')) return 'prisma schema';
  if (name === '_journal.json' && parentFolder(parts) === 'meta') return 'drizzle journal';
  if (/^[0-9]+_snapshot\.json$/.test(name) && parentFolder(parts) === 'meta') return 'drizzle snapshot';
  if (name === 'snapshot.json' && /^[0-9]{14}_/.test(parentFolder(parts))) return 'drizzle snapshot';
  if (name === 'structure.sql' || name === 'schema.sql') return 'dump';
  if (/(?:^|_)schema\.rb$/.test(name)) return 'rails schema';
  if (name === 'sqitch.plan') return 'sqitch plan';
  return name === 'atlas.sum' ? 'atlas sum' : null;
}

/** Whether it can be told by the names alone whether the file is in step. */
export function isReadFor(kind: CompanionKind): boolean {
  return kind !== 'drizzle snapshot';
}

/** Whether a folder of migrations is the one that the file goes with. */
export function goesWith(path: string, kind: CompanionKind, folder: string): boolean {
  const folders = path.split('/').slice(0, -1);
  const own = folders.join('/');
  const above = folders.slice(0, -1).join('/');
  const beside = folder.split('/').slice(0, -1).join('/');
  switch (kind) {
    case 'atlas sum':
      return own === folder;
    case 'sqitch plan':
      return folder === (own === '' ? 'deploy' : `${own}/deploy`);
    case 'drizzle journal':
    case 'drizzle snapshot':
      return above === folder;
    case 'prisma schema':
      // A schema of several files has a folder of its own.
      return folder.endsWith('migrations') && (beside === own || (folders.length > 0 && beside === above));
    case 'dump':
      return beside === own && folder !== '.';
    case 'rails schema':
      return beside === own && /(?:^|[_/])migrate$/.test(folder);
  }
}
