import { family, foreignKeysTo, type Catalog, type ForeignKeyOf, type ReferentialAction } from '../catalog/catalog.js';
import type { RelationName } from '../sql/names.js';
import type { Lock } from './effects.js';
import { lockFamily, type Moment } from './moment.js';

/** What becomes of rows that others may refer to. */
export interface RowChange {
  readonly deletes: boolean;
  /** Columns that get another value. */
  readonly updates: readonly string[];
}

/**
 * Locks on the tables whose foreign keys point to rows that change: NO ACTION and RESTRICT look for the rows that refer to
 * them, the other actions write those, and so on to the rows that refer to these.
 */
export function lockReferring(moment: Moment, table: RelationName, change: RowChange): readonly Lock[] {
  return [...referring(moment, table, change, new Set())];
}

function* referring(
  moment: Moment,
  table: RelationName,
  change: RowChange,
  seen: Set<string>,
): Generator<Lock, void, undefined> {
  for (const { table: other, key } of pointingTo(moment, table)) {
    const next = following(key, change);
    if (next === null || !key.enforced) continue;
    const id = `${other} ${key.name} ${String(next.deletes)}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const writes = next.deletes || next.updates.length > 0;
    yield* lockFamily(moment, other, writes ? 'ROW EXCLUSIVE' : 'ROW SHARE');
    if (writes) yield* referring(moment, other, next, seen);
  }
}

/** Whoever points to a partitioned table points to the rows of its partitions. */
function pointingTo({ catalog }: Moment, table: RelationName): ForeignKeyOf[] {
  const above: RelationName[] = [];
  for (let parent = partitionedBy(catalog, table); parent !== null; parent = partitionedBy(catalog, parent))
    above.push(parent);
  return [...family(catalog, table), ...above].flatMap((name) => foreignKeysTo(catalog, name));
}

function partitionedBy(catalog: Catalog, table: RelationName): RelationName | null {
  return catalog.relations.get(table)?.partitionOf ?? null;
}

/** What the key's action does with the rows of its own table; null: the key is not asked. */
function following(key: ForeignKeyOf['key'], { deletes, updates }: RowChange): RowChange | null {
  const rekeyed = key.referencedColumns.some((column) => updates.includes(column));
  if (!deletes && !rekeyed) return null;
  const cascades = deletes && key.onDelete === 'cascade';
  const written = new Set<string>();
  if (deletes && sets(key.onDelete))
    for (const column of key.onDeleteColumns.length > 0 ? key.onDeleteColumns : key.columns) written.add(column);
  if (rekeyed && (sets(key.onUpdate) || key.onUpdate === 'cascade'))
    for (const column of key.columns) written.add(column);
  return { deletes: cascades, updates: [...written] };
}

function sets(action: ReferentialAction): boolean {
  return action === 'set null' || action === 'set default';
}
