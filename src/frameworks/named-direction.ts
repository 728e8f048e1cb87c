import { parentFolder, pathParts } from './framework.js';
import { isMigrationFolder } from './migration-folder.js';

/** What a path alone says: whose file it is, and which way it goes when the tool tells that by the name. */
export interface NamedFile {
  readonly framework: string | null;
  readonly direction: 'up' | 'down' | null;
}

export function namedFile(path: string): NamedFile {
  const parts = pathParts(path);
  const { folders, name } = parts;
  const folder = parentFolder(parts);
  if (/^[vr][0-9._]*__/.test(name)) return { framework: 'flyway', direction: 'up' };
  if (/^u[0-9._]+__/.test(name)) return { framework: 'flyway', direction: 'down' };
  if (name === 'migration.sql')
    return { framework: folders.includes('drizzle') ? 'drizzle' : 'prisma', direction: 'up' };
  if (name === 'up.sql') return { framework: upDownTool(folder), direction: 'up' };
  if (name === 'down.sql') return { framework: upDownTool(folder), direction: 'down' };
  // Both run forward only, whatever the description ends in (`20260101000000_scale_down.sql`).
  if (folder === 'migrations' && folders.at(-2) === 'supabase') return { framework: 'supabase', direction: 'up' };
  if (folders.includes('drizzle')) return { framework: 'drizzle', direction: 'up' };
  return sqitchFile(folders) ?? byEnding(name);
}

/** `NAME.autocommit.up.sql` (pop, Kratos) runs outside a transaction; nothing in the text says so. */
export function nameOptsOut(path: string): boolean {
  return /\.autocommit\.(?:up|down)\.sql$/.test(pathParts(path).name);
}

/** Both keep `VERSION_name/up.sql`; Hasura's version is a time in milliseconds. */
function upDownTool(folder: string): string {
  return /^[0-9]{13}_/.test(folder) ? 'hasura' : 'diesel';
}

/** `deploy` also is where people keep what they deploy: with migrations below it, it is not Sqitch's. */
function sqitchFile(folders: readonly string[]): NamedFile | null {
  const at = folders.findLastIndex((name) => name === 'deploy' || name === 'revert');
  if (at < 0 || folders.slice(at).some(isMigrationFolder)) return null;
  return { framework: 'sqitch', direction: folders[at] === 'deploy' ? null : 'down' };
}

function byEnding(name: string): NamedFile {
  const postgrator = /^[0-9]+\.(do|undo)\./.exec(name);
  if (postgrator !== null) return { framework: 'postgrator', direction: postgrator[1] === 'do' ? 'up' : 'down' };
  if (/\.tx\.(?:up|down)\.sql$/.test(name)) return { framework: 'bun', direction: upOrDown(name) };
  if (/\.(?:up|down)\.sql$/.test(name)) return { framework: 'golang-migrate', direction: upOrDown(name) };
  if (/^[0-9]{8,}-.+-(?:up|down)\.sql$/.test(name)) return { framework: 'db-migrate', direction: upOrDown(name) };
  if (name.endsWith('.rollback.sql')) return { framework: 'yoyo', direction: 'down' };
  if (/(?:[._-](?:down|rollback)|[.-](?:undo|revert))\.sql$/.test(name)) return { framework: null, direction: 'down' };
  return { framework: null, direction: null };
}

function upOrDown(name: string): 'up' | 'down' {
  return name.endsWith('down.sql') ? 'down' : 'up';
}
