import { historyFolder } from './history/run-order.js';
import type { Migration } from './migration.js';
import type { SchemaText } from './preflight.js';
import { madeTables } from './sql/words.js';

/** The database of a migration: files of one name see each other's schema. */
export type DatabaseOf = (path: string) => string;

const ONE = '.';

/**
 * Folders that make tables of one name are histories of several databases, as the services of a monorepo have them:
 * each sees its own. Without such a pair all is one database, which modules may have parted into folders.
 */
export function databasesOf(schema: readonly SchemaText[], migrations: readonly Migration[]): DatabaseOf {
  const texts = [
    ...schema.map((text) => ({ folder: folderOf(text), text: text.text })),
    ...migrations.map(({ path, text }) => ({ folder: historyFolder(path), text })),
  ];
  const folders = new Set(texts.map(({ folder }) => (folder === null ? null : databaseFolder(folder))));
  if (folders.size < 2 || folders.has(null)) return () => ONE;
  const makers = new Map<string, string>();
  for (const { folder, text } of texts) {
    const own = databaseFolder(folder ?? ONE);
    for (const parts of madeTables(text)) {
      const name = parts.at(-1) ?? '';
      const other = makers.get(name);
      if (other !== undefined && other !== own) return (path) => databaseFolder(historyFolder(path));
      makers.set(name, own);
    }
  }
  return () => ONE;
}

/** That of the migrations that a text stands for; null: of all. */
export function databaseOfText(text: SchemaText, of: DatabaseOf): string {
  const folder = folderOf(text);
  // A path of that folder, since only paths are asked for.
  return folder === null ? ONE : of(`${folder}/x.sql`);
}

function folderOf({ folder, kind, path }: SchemaText): string | null {
  if (folder !== undefined) return folder;
  return kind === 'dump' ? null : historyFolder(path);
}

/** What goes up and what goes down may stand in two folders. */
function databaseFolder(folder: string): string {
  return folder.replace(/(?:^|\/)(?:deploy|revert|up|down|do|undo)$/i, '') || ONE;
}
