import type { AlterTableCmd, AlterTableMoveAllStmt } from '@pgsql/types';
import type { RelationKind } from '../catalog/catalog.js';
import type { RelationName } from '../sql/names.js';
import { isSince, notBefore } from '../sql/versions.js';
import { effectsOf, NO_EFFECTS, type Effects } from './effects.js';
import type { LockMode } from './lock-mode.js';
import { lock, relationOf, touch, touchRows, type Moment } from './moment.js';

/** SET LOGGED and SET UNLOGGED copy the table, unless it is what they ask for. */
export function setPersistence(table: RelationName, command: 'SET LOGGED' | 'SET UNLOGGED', moment: Moment): Effects {
  const known = relationOf(moment, table);
  const locks = [lock(moment, table, 'ACCESS EXCLUSIVE')];
  // A sequence is one row in a file of its own.
  if (known?.kind === 'sequence') return effectsOf({ locks });
  if (known?.kind === 'partitioned table') {
    const refused = isSince(moment.version, 'SET UNLOGGED refused on partitioned tables');
    return effectsOf({ locks, fails: refused ? `${command} on a partitioned table` : null });
  }
  if (known?.complete === true && known.unlogged === (command === 'SET UNLOGGED')) return effectsOf({ locks });
  const certainty = known?.complete === true || command === 'SET UNLOGGED' ? 'certain' : 'possible';
  return effectsOf({ locks, rewrites: [touch(moment, table, { id: 'copied', command }, certainty)] });
}

/** The method before is never known, but nobody writes this to change nothing. */
export function setAccessMethod(cmd: AlterTableCmd, table: RelationName, moment: Moment): Effects {
  const locks = [lock(moment, table, 'ACCESS EXCLUSIVE')];
  // Only what new partitions get by default.
  if (relationOf(moment, table)?.kind === 'partitioned table') {
    const refused = !isSince(moment.version, 'SET ACCESS METHOD on partitioned tables');
    return effectsOf({
      locks,
      fails: refused ? notBefore(moment.version, 'SET ACCESS METHOD on partitioned tables') : null,
    });
  }
  const same = cmd.name === 'heap' || cmd.name === undefined;
  const because = { id: 'copied', command: 'SET ACCESS METHOD' } as const;
  return effectsOf({ locks, rewrites: touchRows(moment, table, because, true, same ? 'possible' : 'certain') });
}

/** Most tables are in `pg_default` already, and to move one where it is copies nothing. */
export function setTablespace(cmd: AlterTableCmd, table: RelationName, moment: Moment): Effects {
  const because = { id: 'copied', command: 'SET TABLESPACE' } as const;
  const locks = [lock(moment, table, 'ACCESS EXCLUSIVE')];
  const certainty = cmd.name === 'pg_default' ? 'possible' : 'certain';
  return effectsOf({ locks, rewrites: touchRows(moment, table, because, true, certainty) });
}

/**
 * ALTER TABLE ALL IN TABLESPACE. Nearly everything is in `pg_default`; what another one holds nobody has shown us, and
 * the rule `table-copied-under-lock` speaks of it.
 */
export function moveAll(body: AlterTableMoveAllStmt, moment: Moment): Effects {
  if (body.orig_tablespacename !== 'pg_default' || body.new_tablespacename === 'pg_default') return NO_EFFECTS;
  const because = { id: 'copied', command: 'SET TABLESPACE' } as const;
  const moved = [...moment.catalog.relations.values()].filter(({ kind }) => isMoved(kind, body.objtype));
  return effectsOf({
    locks: moved.map(({ name }) => lock(moment, name, 'ACCESS EXCLUSIVE')),
    rewrites: moved.filter(({ kind }) => kind !== 'partitioned table').map(({ name }) => touch(moment, name, because)),
  });
}

function isMoved(kind: RelationKind, objtype: string | undefined): boolean {
  if (objtype === 'OBJECT_MATVIEW') return kind === 'materialized view';
  return objtype === 'OBJECT_TABLE' && (kind === 'table' || kind === 'partitioned table');
}

/** The strongest lock among storage parameters (source: AlterTableGetRelOptionsLockLevel). */
export function setStorageOptions(names: readonly string[], view: boolean): LockMode {
  return view || names.includes('user_catalog_table') ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE';
}
