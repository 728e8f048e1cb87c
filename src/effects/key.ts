import type { Constraint } from '@pgsql/types';
import type { Index } from '../catalog/catalog.js';
import { identifier, relationName, shortName, splitName, type RelationName } from '../sql/names.js';
import { bodyOf, items } from '../sql/statement.js';
import { isSure } from './known.js';
import { relationOf, type Moment } from './moment.js';

/** Why PRIMARY KEY, UNIQUE or USING INDEX cannot be added to a table; `dropped` are constraints that go first. */
export function keyRefusal(
  constraint: Constraint,
  columns: readonly string[],
  table: RelationName,
  dropped: readonly string[],
  moment: Moment,
): string | null {
  return (
    secondPrimaryKey(constraint, table, dropped, moment) ??
    (constraint.indexname === undefined
      ? partitionKeyRefusal(table, constraint.contype === 'CONSTR_EXCLUSION' ? excluded(constraint) : columns, moment)
      : usingIndexRefusal(constraint, table, moment))
  );
}

/** Columns that EXCLUDE compares, an expression as null. */
function excluded({ exclusions }: Constraint): (string | null)[] {
  return (exclusions ?? []).map((one) => bodyOf('IndexElem', items(one)[0])?.name ?? null);
}

function secondPrimaryKey(
  constraint: Constraint,
  table: RelationName,
  dropped: readonly string[],
  moment: Moment,
): string | null {
  if (constraint.contype !== 'CONSTR_PRIMARY') return null;
  const known = relationOf(moment, table)?.constraints.find((one) => one.kind === 'primary-key');
  if (known === undefined || dropped.includes(known.name) || !isSure(known, moment)) return null;
  return `multiple primary keys for table ${shortName(table)} are not allowed`;
}

/** A unique index is made partition by partition, so it must hold what tells the partitions apart. */
export function partitionKeyRefusal(
  table: RelationName,
  columns: readonly (string | null)[] | null,
  moment: Moment,
): string | null {
  const relation = relationOf(moment, table);
  const keys = relation?.partitioning?.keys;
  if (keys === undefined || columns === null || !isSure(relation, moment)) return null;
  return missesKey(keys, columns);
}

export function missesKey(keys: readonly (string | null)[], columns: readonly (string | null)[]): string | null {
  if (keys.includes(null)) return 'unsupported unique constraint with an expression in the partition key';
  const isWhole = keys.every((key) => columns.includes(key));
  return isWhole ? null : 'unique constraint on partitioned table must include all partitioning columns';
}

function usingIndexRefusal(constraint: Constraint, table: RelationName, moment: Moment): string | null {
  if (moment.inRoutine) return null;
  if (relationOf(moment, table)?.kind === 'partitioned table')
    return 'ADD CONSTRAINT USING INDEX is not supported on partitioned tables';
  const name = relationName(splitName(table).schema, constraint.indexname ?? '');
  const index = moment.catalog.indexes.get(name);
  if (index === undefined || !isSure(index, moment)) return null;
  const flaw = index.table === table ? flawOf(index) : `belongs to ${shortName(index.table)}`;
  return flaw === null ? null : `index ${identifier(constraint.indexname ?? '')} ${flaw}`;
}

/** What keeps an index from carrying a constraint (source: transformIndexConstraint in parse_utilcmd.c). */
function flawOf(index: Index): string | null {
  if (!index.unique) return 'is not a unique index';
  if (index.keys.includes(null)) return 'contains expressions';
  if (index.partial) return 'is a partial index';
  if (!index.valid) return 'is not valid';
  return index.keyOptions.some(({ order }) => order !== '') ? 'does not have default sorting behavior' : null;
}
