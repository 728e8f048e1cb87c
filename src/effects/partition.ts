import type { AlterTableCmd, PartitionBoundSpec } from '@pgsql/types';
import { foreignKeysOf, foreignKeysTo, type Relation } from '../catalog/catalog.js';
import type { RelationName } from '../sql/names.js';
import { bodyOf } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
import { apartProof, fitProof, type Asked, type Proof } from './bound-proof.js';
import { effectsOf, type Effects, type Lock, type Touch } from './effects.js';
import { attachedIdentityRefusal } from './identity.js';
import { transactionRefusal } from './index-build.js';
import {
  defaultPartitionOf,
  lock,
  lockFamily,
  lockIndexes,
  named,
  parentsOf,
  relationOf,
  touchRows,
  type Moment,
} from './moment.js';
import type { Reason } from './reason.js';

/** ATTACH PARTITION: SHARE UPDATE EXCLUSIVE on the parent from 12 on, ACCESS EXCLUSIVE on the table that joins it. */
export function attachPartition(cmd: AlterTableCmd, parent: RelationName, moment: Moment): Effects {
  const command = bodyOf('PartitionCmd', cmd.def);
  const partition = named(moment, command?.name);
  const locks: Lock[] = [
    lock(
      moment,
      parent,
      isSince(moment.version, 'ATTACH PARTITION without blocking the parent')
        ? 'SHARE UPDATE EXCLUSIVE'
        : 'ACCESS EXCLUSIVE',
    ),
    ...lockFamily(moment, partition, 'ACCESS EXCLUSIVE'),
    // What the partitions above it ask of their rows is looked up.
    ...parentsOf(moment, parent).map((above) => lock(moment, above, 'ACCESS SHARE')),
  ];
  for (const { key } of foreignKeysOf(moment.catalog, parent))
    locks.push(lock(moment, key.references, 'SHARE ROW EXCLUSIVE'));
  const isDefault = command?.bound?.is_default === true;
  const asked = [{ parent: relationOf(moment, parent), bound: command?.bound }, ...askedAbove(parent, moment)];
  const scans = unproved(
    partition,
    { id: 'partition-bound', partition },
    (relation) => fitProof(relation, asked),
    moment,
  );
  if (scans.length === 0 && lacksIndex(parent, partition, moment)) {
    scans.push(...touchRows(moment, partition, { id: 'index-build', index: null }));
  }
  if (!isDefault) addDefaultPartition(parent, command?.bound, locks, scans, moment);
  return effectsOf({ locks, scans, fails: attachedIdentityRefusal(partition, moment) });
}

/** An index of the parent without its like on the new partition is built there, under ACCESS EXCLUSIVE. */
function lacksIndex(parent: RelationName, partition: RelationName, moment: Moment): boolean {
  const shapes = (table: RelationName): string[] =>
    (relationOf(moment, table)?.indexes ?? []).map((name) => {
      const index = moment.catalog.indexes.get(name);
      return `${index?.unique === true} ${(index?.keys ?? []).join()}`;
    });
  const there = shapes(partition);
  return shapes(parent).some((shape) => !there.includes(shape));
}

/** What the partitions above ask of every row as well. */
function askedAbove(parent: RelationName, moment: Moment): Asked[] {
  return [parent, ...parentsOf(moment, parent)].flatMap((name) => {
    const relation = relationOf(moment, name);
    if (relation?.partitionOf === null || relation === undefined) return [];
    return [{ parent: relationOf(moment, relation.partitionOf), bound: relation.bound }];
  });
}

/** What has to be read: nothing when the table as a whole proves it, else each part that does not. */
function unproved(
  table: RelationName,
  because: Reason,
  proofOf: (relation: Relation | undefined) => Proof,
  moment: Moment,
): Touch[] {
  if (proofOf(relationOf(moment, table)) === 'proved') return [];
  return touchRows(moment, table, because).flatMap((read) => {
    const proof = proofOf(relationOf(moment, read.relation));
    if (proof === 'proved') return [];
    return [{ ...read, certainty: proof === 'none' ? read.certainty : 'possible' }];
  });
}

/** A new partition may own rows that the default partition holds: it is locked, and read unless a CHECK excludes them. */
export function addDefaultPartition(
  parent: RelationName,
  bound: PartitionBoundSpec | undefined,
  locks: Lock[],
  scans: Touch[],
  moment: Moment,
): void {
  const fallback = defaultPartitionOf(moment, parent);
  if (fallback === null) return;
  const asked: Asked = { parent: relationOf(moment, parent), bound };
  // Its own partitions are opened only to be read.
  const only = apartProof(relationOf(moment, fallback), asked) === 'proved';
  locks.push(...lockFamily(moment, fallback, 'ACCESS EXCLUSIVE', only));
  const because: Reason = { id: 'default-partition', partition: fallback };
  scans.push(...unproved(fallback, because, (relation) => apartProof(relation, asked), moment));
}

/** DETACH PARTITION: ACCESS EXCLUSIVE on the whole parent unless CONCURRENTLY. */
export function detachPartition(cmd: AlterTableCmd, parent: RelationName, moment: Moment): Effects {
  const command = bodyOf('PartitionCmd', cmd.def);
  const partition = named(moment, command?.name);
  const fallback = defaultPartitionOf(moment, parent);
  if (command?.concurrent === true) {
    const locks = [
      lock(moment, parent, 'SHARE UPDATE EXCLUSIVE'),
      lock(moment, partition, 'ACCESS EXCLUSIVE'),
      ...lockParts(partition, moment),
    ];
    return effectsOf({ locks, fails: transactionRefusal(moment) ?? detachRefusal(fallback) });
  }
  const locks = [
    lock(moment, parent, 'ACCESS EXCLUSIVE'),
    lock(
      moment,
      partition,
      isSince(moment.version, 'DETACH PARTITION locks the partition') ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE',
    ),
    ...lockParts(partition, moment),
  ];
  if (fallback !== null) locks.push(lock(moment, fallback, 'ACCESS EXCLUSIVE'));
  for (const { key } of foreignKeysOf(moment.catalog, parent))
    locks.push(lock(moment, key.references, 'SHARE ROW EXCLUSIVE'));
  for (const { table } of foreignKeysTo(moment.catalog, parent)) locks.push(lock(moment, table, 'ACCESS EXCLUSIVE'));
  return effectsOf({ locks });
}

/** The partition's parts of its parent's indexes, which become indexes of its own. */
function lockParts(partition: RelationName, moment: Moment): Lock[] {
  return lockIndexes(moment, partition, 'ACCESS EXCLUSIVE', (index) => index.parent !== null);
}

function detachRefusal(fallback: RelationName | null): string | null {
  return fallback === null ? null : 'cannot detach partitions concurrently when a default partition exists';
}

export function finalizeDetach(cmd: AlterTableCmd, parent: RelationName, moment: Moment): Effects {
  const partition = named(moment, bodyOf('PartitionCmd', cmd.def)?.name);
  return effectsOf({
    locks: [lock(moment, parent, 'SHARE UPDATE EXCLUSIVE'), lock(moment, partition, 'ACCESS EXCLUSIVE')],
  });
}
