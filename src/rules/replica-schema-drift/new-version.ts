import type { Framework } from '../../frameworks/framework.js';
import { migrationVersion } from '../../frameworks/migration-version.js';
import { historyFolder, isRepeatable, isWayBack } from '../../history/run-order.js';
import type { Migration } from '../../migration.js';
import type { Changeset } from '../../timeline.js';
import { provedTool } from '../proved-tool.js';
import type { Place } from '../rule.js';

/** A new migration that goes up and has a version. */
export interface NewVersion {
  readonly migration: Migration;
  readonly version: readonly bigint[];
  /** null: not known. */
  readonly tool: Framework | null;
}

export function newVersions(changeset: Changeset): readonly NewVersion[] {
  return changeset.migrations.flatMap((migration): NewVersion[] => {
    const { path, source, direction } = migration;
    const version = versionOf(path);
    if (source.status !== 'added' || direction === 'down' || version === null) return [];
    return [{ migration, version, tool: provedTool(path, changeset) }];
  });
}

/** Migrations of the base branch that are of one history with a new one, whatever the change makes of them. */
export function mergedBeside({ path }: Migration, { base }: Changeset): readonly string[] {
  const merged = base?.migrations ?? [];
  // The same file on both sides: it has been merged already.
  if (merged.includes(path)) return [];
  return merged.filter((other) => historyFolder(other) === historyFolder(path) && versionOf(other) !== null);
}

/** What goes back, or runs whenever it changes, has no place in the order. */
export function versionOf(path: string): readonly bigint[] | null {
  return isWayBack(path) || isRepeatable(path) ? null : migrationVersion(path);
}

/** At the first statement, where a person can acknowledge it. */
export function placeOf(migration: Migration): Place {
  return migration.pieces.length > 0 ? { kind: 'piece', migration, index: 0 } : { kind: 'file', path: migration.path };
}
