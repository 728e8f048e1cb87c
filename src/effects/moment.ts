import type { RangeVar } from '@pgsql/types';
import type { Catalog, Index, Relation, SetNumber } from '../catalog/catalog.js';
import { ancestors, family } from '../catalog/catalog.js';
import { resolveParts, resolveRange } from '../catalog/lookup.js';
import { effective, type Session, type Settings } from '../session/session.js';
import type { RelationName } from '../sql/names.js';
import type { Lock, Touch } from './effects.js';
import type { LockMode } from './lock-mode.js';
import type { Reason } from './reason.js';

/** Everything that decides what a statement does, besides its own text. */
export interface Moment {
  readonly catalog: Catalog;
  readonly session: Session;
  readonly settings: Settings;
  /** The set of migrations being judged: what it made itself is new to everybody. */
  readonly set: SetNumber;
  /** Oldest major that runs the migrations. */
  readonly version: number;
  /** Inside a function or DO block, where transaction control and CONCURRENTLY are refused. */
  readonly inRoutine: boolean;
}

export function momentOf(catalog: Catalog, session: Session, set: SetNumber, version: number): Moment {
  return { catalog, session, settings: effective(session), set, version, inRoutine: false };
}

export function named(moment: Moment, range: RangeVar | undefined): RelationName {
  return resolveRange(moment.catalog, moment.settings.searchPath, range);
}

export function namedByParts(moment: Moment, parts: readonly string[]): RelationName {
  return resolveParts(moment.catalog, moment.settings.searchPath, parts);
}

export function relationOf(moment: Moment, name: RelationName): Relation | undefined {
  return moment.catalog.relations.get(name);
}

/** As opposed to a table with children by INHERITS, which share less with it. */
export function isPartitioned(moment: Moment, name: RelationName): boolean {
  return relationOf(moment, name)?.kind === 'partitioned table';
}

/** Whether others use it: everything that this set did not make itself. What nobody has shown us exists. */
export function exists(moment: Moment, name: RelationName): boolean {
  const known = moment.catalog.relations.get(name);
  return known === undefined || known.set !== moment.set;
}

export function lock(moment: Moment, relation: RelationName, mode: LockMode): Lock {
  return { relation, mode, existing: exists(moment, relation) };
}

/** The same lock on a table and on all its partitions or children; only on itself with ONLY. */
export function lockFamily(moment: Moment, relation: RelationName, mode: LockMode, only = false): Lock[] {
  const names = only ? [relation] : family(moment.catalog, relation);
  return names.map((name) => lock(moment, name, mode));
}

/** Locks on indexes of a table: whoever plans a query on it opens every one of them. */
export function lockIndexes(
  moment: Moment,
  table: RelationName,
  mode: LockMode,
  among: (index: Index) => boolean = () => true,
): Lock[] {
  return (relationOf(moment, table)?.indexes ?? []).flatMap((name) => {
    const index = moment.catalog.indexes.get(name);
    if (index === undefined || !among(index)) return [];
    return [{ relation: name, mode, existing: index.set !== moment.set }];
  });
}

export function touch(
  moment: Moment,
  relation: RelationName,
  because: Reason,
  certainty: Touch['certainty'] = 'certain',
): Touch {
  return { relation, existing: exists(moment, relation), certainty, because, part: 0 };
}

/**
 * A touch of everything with rows below a relation: a partitioned table has none itself, its partitions have. One
 * whose partitions nobody has shown us stands for them.
 */
export function touchRows(
  moment: Moment,
  relation: RelationName,
  because: Reason,
  only = false,
  certainty: Touch['certainty'] = 'certain',
): Touch[] {
  const names = only ? [relation] : family(moment.catalog, relation);
  const withRows = names.filter((name) => relationOf(moment, name)?.kind !== 'partitioned table');
  if (withRows.length === 0)
    return exists(moment, relation) && !only ? [touch(moment, relation, because, 'possible')] : [];
  return withRows.map((name) => touch(moment, name, because, certainty));
}

/** Parents of a partition: dropping, attaching or writing it locks them too. */
export function parentsOf(moment: Moment, relation: RelationName): RelationName[] {
  return ancestors(moment.catalog, relation);
}

/** The default partition beside a partition, if the parent has one that we know. */
export function defaultPartitionOf(moment: Moment, parent: RelationName): RelationName | null {
  const children = relationOf(moment, parent)?.children ?? [];
  return children.find((child) => relationOf(moment, child)?.isDefaultPartition === true) ?? null;
}

/** Locks on the sequences that go with some columns: those of serial, identity and OWNED BY. */
export function lockSequences(moment: Moment, table: RelationName, columns: Iterable<string>, mode: LockMode): Lock[] {
  const wanted = new Set(columns);
  const sequences = (relationOf(moment, table)?.sequences ?? []).filter((name) =>
    wanted.has(relationOf(moment, name)?.ownedBy?.column ?? ''),
  );
  return sequences.map((name) => lock(moment, name, mode));
}
