import type { AlterTableCmd } from '@pgsql/types';
import { foreignKeysOf, foreignKeysTo, type Relation } from '../catalog/catalog.js';
import type { RelationName } from '../sql/names.js';
import { bodyOf } from '../sql/statement.js';
import { isSince } from '../sql/versions.js';
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
  const scans: Touch[] = [];
  const keys = relationOf(moment, parent)?.partitionKey ?? [];
  const proof = boundProof(relationOf(moment, partition), keys);
  if (proof !== 'proved') {
    scans.push(
      ...touchRows(
        moment,
        partition,
        { id: 'partition-bound', partition },
        false,
        proof === 'none' ? 'certain' : 'possible',
      ),
    );
  }
  if (scans.length === 0 && lacksIndex(parent, partition, moment)) {
    scans.push(...touchRows(moment, partition, { id: 'index-build', index: null }));
  }
  if (!isDefault) addDefaultPartition(parent, locks, scans, moment);
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

/**
 * Whether validated CHECKs can prove the bound: they must mention every key column, and on a nullable key also
 * exclude NULL. We don't compare the bound itself, so the best answer is that it may be proved.
 */
function boundProof(relation: Relation | undefined, keys: readonly string[]): 'proved' | 'maybe' | 'none' {
  if (relation === undefined || keys.length === 0) return 'maybe';
  const checks = [...relation.constraints.values()].filter((one) => one.kind === 'check' && one.validated);
  const covers = keys.every((key) => checks.some((check) => check.columns.includes(key)));
  if (!covers) return relation.complete ? 'none' : 'maybe';
  const neverNull = keys.every(
    (key) =>
      relation.columns.get(key)?.notNull === true ||
      checks.some((check) => check.kind === 'check' && check.proves.includes(key)),
  );
  return neverNull ? 'proved' : 'none';
}

/** A new partition may own rows that the default partition holds: it is locked, and read unless a CHECK excludes them. */
export function addDefaultPartition(parent: RelationName, locks: Lock[], scans: Touch[], moment: Moment): void {
  const fallback = defaultPartitionOf(moment, parent);
  if (fallback === null) return;
  locks.push(lock(moment, fallback, 'ACCESS EXCLUSIVE'));
  const keys = relationOf(moment, parent)?.partitionKey ?? [];
  const proof = boundProof(relationOf(moment, fallback), keys);
  if (proof !== 'proved') {
    scans.push(
      ...touchRows(
        moment,
        fallback,
        { id: 'default-partition', partition: fallback },
        false,
        proof === 'none' ? 'certain' : 'possible',
      ),
    );
  }
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
