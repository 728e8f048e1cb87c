import type { PathParts } from './framework.js';

/** Index of the last folder that is named like one of migrations (`db/migrate`, `pg-migrations`, `changelog`), or -1. */
export function migrationFolder(parts: PathParts): number {
  return parts.folders.findLastIndex(isMigrationFolder);
}

export function isMigrationFolder(folder: string): boolean {
  return folder.split(/[-_.]/).some((word) => FOLDER_WORD.test(word));
}

/** Not every word that ends so: `immigration` is a business. */
const FOLDER_WORD =
  /^(?:(?:db|sql|pg|psql|postgres|postgresql|database|schema|data|flyway)?(?:migrations?|migrate)|changelogs?)$/;
