import type { AlterTableCmd } from '@pgsql/types';
import type { Relation } from '../catalog/catalog.js';
import type { RelationName } from '../sql/names.js';
import { isSince } from '../sql/versions.js';
import { effectsOf, type Effects } from './effects.js';
import { lockFamily, relationOf, touchRows, type Moment } from './moment.js';
import { isParted, lockHeirs, notNullOnlyRefusal } from './only.js';

/**
 * Whether Postgres can skip the scan for NULLs in a column (source: NotNullImpliedByRelConstraints, from 12 on): the
 * column is NOT NULL already, or a validated CHECK proves it. `dropped` are constraints that the same ALTER TABLE
 * drops: the DROP pass runs first and takes the proof away.
 */
export function isProvedNotNull(
  relation: Relation | undefined,
  column: string,
  version: number,
  dropped: readonly string[] = [],
): boolean {
  if (relation === undefined) return false;
  const constraints = [...relation.constraints.values()].filter((constraint) => !dropped.includes(constraint.name));
  // A NOT NULL constraint that is NOT VALID is validated by a scan, whatever else proves it.
  const pending = constraints.some((one) => one.kind === 'not-null' && !one.validated && one.columns.includes(column));
  if (pending) return false;
  if (relation.columns.get(column)?.notNull === true) return true;
  if (!isSince(version, 'NOT NULL proved by a CHECK')) return false;
  return constraints.some((one) => one.kind === 'check' && one.validated && one.proves.includes(column));
}

/** Three answers: proved, known to allow NULL, or nobody has shown us the column. */
export function nullability(
  relation: Relation | undefined,
  column: string,
  version: number,
): 'not-null' | 'nullable' | 'unknown' {
  if (isProvedNotNull(relation, column, version)) return 'not-null';
  const known = relation?.columns.get(column);
  if (known === undefined || known.notNull === null) return relation?.complete === true ? 'nullable' : 'unknown';
  return 'nullable';
}

/** SET NOT NULL: ACCESS EXCLUSIVE, and under it a scan unless there is a proof. */
export function setNotNull(
  cmd: AlterTableCmd,
  table: RelationName,
  only: boolean,
  dropped: readonly string[],
  moment: Moment,
): Effects {
  const column = cmd.name ?? '';
  const relation = relationOf(moment, table);
  const locks = lockFamily(moment, table, 'ACCESS EXCLUSIVE', only);
  if (only && relation?.columns.get(column)?.notNull === true) return effectsOf({ locks });
  const fails = notNullOnlyRefusal(column, table, only, moment);
  if (only && isParted(table, moment)) locks.push(...lockHeirs(table, moment));
  if (isProvedNotNull(relation, column, moment.version, dropped)) return effectsOf({ locks, fails });
  const scans = touchRows(moment, table, { id: 'not-null-verification', columns: [column] }, only);
  const isOpen = (name: RelationName): boolean =>
    name === table || !isProvedNotNull(relationOf(moment, name), column, moment.version);
  return effectsOf({ locks, scans: scans.filter((touch) => isOpen(touch.relation)), fails });
}
