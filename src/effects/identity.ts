import type { AlterTableCmd } from '@pgsql/types';
import type { Column, Relation } from '../catalog/catalog.js';
import { identifier, shortName, type RelationName } from '../sql/names.js';
import { isSince, notBefore } from '../sql/versions.js';
import { effectsOf, type Effects, type Lock } from './effects.js';
import { isSure } from './known.js';
import { lock, lockFamily, lockSequences, relationOf, type Moment } from './moment.js';
import { hasChildren } from './only.js';

const FEATURE = 'identity of partitioned tables';

type Change = 'add' | 'change' | 'drop';

/** ADD GENERATED, SET GENERATED, DROP IDENTITY: from 17 on the partitions of a table share its identity. */
export function changeIdentity(
  change: Change,
  cmd: AlterTableCmd,
  table: RelationName,
  only: boolean,
  moment: Moment,
): Effects {
  const shared = isShared(table, moment);
  const locks = shared
    ? lockFamily(moment, table, 'ACCESS EXCLUSIVE', only)
    : [lock(moment, table, 'ACCESS EXCLUSIVE')];
  return effectsOf({
    locks: [...locks, ...sequenceLocks(change, cmd.name ?? '', table, moment)],
    fails: changeRefusal(change, table, only, moment) ?? missingRefusal(change, cmd, table, moment),
  });
}

/** The sequence behind an identity column: changing it makes every nextval() wait. */
function sequenceLocks(change: Change, column: string, table: RelationName, moment: Moment): Lock[] {
  if (change === 'add') return [];
  return lockSequences(moment, table, [column], change === 'drop' ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE');
}

function isShared(table: RelationName, moment: Moment): boolean {
  return isSince(moment.version, FEATURE) && relationOf(moment, table)?.kind === 'partitioned table';
}

function changeRefusal(change: Change, table: RelationName, only: boolean, moment: Moment): string | null {
  const relation = relationOf(moment, table);
  if (!isSince(moment.version, FEATURE) || !isSure(relation, moment)) return null;
  const words = `cannot ${change} identity ${change === 'add' ? 'to' : 'of'} a column of`;
  if (only && relation?.kind === 'partitioned table') return `${words} only the partitioned table`;
  return (relation?.bound ?? null) === null ? null : `${words} a partition`;
}

/** Before 17 the identity of a table was not that of its partitions. */
function missingRefusal(change: Change, cmd: AlterTableCmd, table: RelationName, moment: Moment): string | null {
  const relation = relationOf(moment, table);
  const column = relation?.columns.get(cmd.name ?? '');
  if (cmd.missing_ok === true || relation === undefined || !isSure(column, moment)) return null;
  const what = `column ${identifier(cmd.name ?? '')} of ${shortName(table)}`;
  const isOwn = lockSequences(moment, table, [cmd.name ?? ''], 'ACCESS SHARE').length > 0;
  const isLeftOut = relation.bound !== null && !isOwn && !isSince(moment.version, FEATURE);
  const has = column?.identity === true && !isLeftOut;
  if (change === 'add') return has ? `${what} is already an identity column` : openRefusal(what, relation, column);
  return has ? null : `${what} is not an identity column`;
}

function openRefusal(what: string, relation: Relation, column: Column | undefined): string | null {
  if (!relation.complete || column === undefined) return null;
  if (column.notNull !== true) return `${what} must be declared NOT NULL before identity can be added`;
  return column.hasDefault === true ? `${what} already has a default value` : null;
}

/** Why ADD COLUMN cannot make an identity column. */
export function newIdentityRefusal(table: RelationName, moment: Moment): string | null {
  if (!hasChildren(table, moment) || isShared(table, moment)) return null;
  return relationOf(moment, table)?.kind === 'partitioned table'
    ? notBefore(moment.version, FEATURE)
    : 'cannot recursively add identity column to table that has child tables';
}

/** A table that becomes a partition takes over the identity of its parent, and so has none of its own. */
export function attachedIdentityRefusal(partition: RelationName, moment: Moment): string | null {
  const relation = relationOf(moment, partition);
  if (!isSince(moment.version, FEATURE) || !isSure(relation, moment)) return null;
  const has = [...(relation?.columns.values() ?? [])].some(({ identity }) => identity);
  return has ? 'table being attached contains an identity column' : null;
}
