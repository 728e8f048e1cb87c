import type { Catalog, Constraint, Index } from '../catalog/catalog.js';
import { blocksReads, blocksWrites, type LockMode } from '../effects/lock-mode.js';
import type { Migration } from '../migration.js';
import { dropsOf } from '../rules/destructive-rollback/made-by-up.js';
import { isOthers, keyAt, rangeAt } from '../rules/existing.js';
import { existing, isDown, nodeIf } from '../rules/scope.js';
import { boundsLockWait } from '../rules/timeouts.js';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, texts } from '../sql/statement.js';
import type { Changeset, Step } from '../timeline.js';
import { isBackfill } from './backfill.js';
import { lossesOf, type Loss } from './losses.js';

/** What a change does to tables that others use, as far as its deploy has to know. */
export interface Work {
  /** All that goes up, in its order. */
  readonly steps: readonly Step[];
  /** Tables on which it waits for a lock that others wait behind. */
  readonly locked: readonly RelationName[];
  /** Those that it locks against reads, too; a standby replays that. */
  readonly alone: readonly RelationName[];
  /** The first statement that waits for such a lock without a bound. */
  readonly unbounded: Step | null;
  /** Some statement with such a lock gives up by itself. */
  readonly givesUp: boolean;
  readonly rewritten: readonly RelationName[];
  readonly read: readonly RelationName[];
  /** Indexes that are built on tables of others. */
  readonly indexes: readonly Index[];
  readonly concurrent: readonly Step[];
  readonly reindexed: boolean;
  /** Indexes of tables of others that it drops. */
  readonly dropped: readonly DroppedIndex[];
  /** Constraints of tables of others that it adds or validates. */
  readonly constraints: readonly { readonly table: RelationName; readonly constraint: Constraint }[];
  /** Statements that write rows without a bound. */
  readonly backfills: readonly Step[];
  readonly losses: readonly Loss[];
  /** The schema that it leaves; null where it changes names, so that what it made may be called otherwise. */
  readonly atEnd: Catalog | null;
}

export interface DroppedIndex {
  readonly index: RelationName;
  readonly table: RelationName;
  readonly concurrently: boolean;
}

/** null for a change that nobody has to watch: it makes new things only, or goes down only. */
export function workOf(changeset: Changeset): Work | null {
  const steps = changeset.steps.filter((step) => !isDown(step) && step.effects.fails === null);
  const locked = (step: Step): readonly RelationName[] => lockedBy(step, blocksWrites);
  const waiting = steps.filter((step) => locked(step).length > 0);
  const concurrent = steps.filter(isConcurrent);
  const rewrites = steps.flatMap(({ effects }) => existing(effects.rewrites));
  const reads = steps.flatMap(({ effects }) => existing([...effects.scans, ...effects.rebuildsIndexes]));
  const strong = waiting.filter((step) => !concurrent.includes(step));
  const work: Work = {
    steps,
    locked: [...new Set(waiting.flatMap(locked))].sort(),
    alone: [...new Set(steps.flatMap((step) => lockedBy(step, blocksReads)))].sort(),
    unbounded: strong.find((step) => !boundsLockWait(step)) ?? null,
    givesUp: strong.some(boundsLockWait),
    rewritten: [...new Set(rewrites.map(({ relation }) => relation))],
    read: [...new Set(reads.map(({ relation }) => relation))],
    indexes: indexesOf(steps),
    concurrent,
    dropped: steps.flatMap(droppedBy),
    reindexed: steps.some((step) => nodeIf(step, 'ReindexStmt') !== null),
    constraints: constraintsOf(steps),
    backfills: steps.filter(isBackfill),
    losses: steps.flatMap(lossesOf),
    atEnd: steps.some((step) => nodeIf(step, 'RenameStmt') !== null) ? null : (steps.at(-1)?.after ?? null),
  };
  const stay = steps.filter(addsValue);
  const watched = [stay, work.locked, concurrent, work.rewritten, work.backfills, work.losses, work.dropped];
  return watched.every((some) => some.length === 0) ? null : work;
}

/** Who locks an index makes those wait that plan a query on its table. */
function lockedBy({ effects, before, set }: Step, blocks: (mode: LockMode) => boolean): readonly RelationName[] {
  return effects.locks
    .filter((lock) => lock.existing && blocks(lock.mode))
    .map(({ relation }) => before.indexes.get(relation)?.table ?? relation)
    .filter((name) => before.relations.get(name)?.set !== set && isTable(before.relations.get(name)?.kind));
}

/** What nobody has shown us is taken for one. */
function isTable(kind: string | undefined): boolean {
  return kind === undefined || kind === 'table' || kind === 'partitioned table' || kind === 'materialized view';
}

/** No lock that anybody feels, and no way back. */
function addsValue(step: Step): boolean {
  const { typeName, newVal, oldVal } = nodeIf(step, 'AlterEnumStmt') ?? {};
  if (newVal === undefined || oldVal !== undefined) return false;
  return step.before.types.get(keyAt(step, step.before.types, texts(typeName)))?.set !== step.set;
}

/** Of a table that others use: it waits for all of them, and may leave something half done. */
function isConcurrent(step: Step): boolean {
  const index = nodeIf(step, 'IndexStmt');
  if (index?.concurrent === true) return isOthers(step, rangeAt(step, index.relation));
  const reindex = nodeIf(step, 'ReindexStmt');
  return bodiesOf('DefElem', reindex?.params).some(({ defname }) => defname === 'concurrently');
}

/** What stands at the end; what the same change drops again needs no look. */
function indexesOf(steps: readonly Step[]): readonly Index[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  return [...last.after.indexes.values()].filter(
    ({ set, table: name, parent }) =>
      set === last.set && parent === null && last.after.relations.get(name)?.set !== last.set,
  );
}

function droppedBy(step: Step): readonly DroppedIndex[] {
  const concurrently = nodeIf(step, 'DropStmt')?.concurrent === true;
  return dropsOf(step).flatMap(({ kind, key }) => {
    const table = kind === 'index' ? step.before.indexes.get(key)?.table : undefined;
    return table !== undefined && isOthers(step, table) ? [{ index: key, table, concurrently }] : [];
  });
}

function constraintsOf(steps: readonly Step[]): Work['constraints'] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return [];
  const tables = [...new Set(steps.flatMap(({ effects }) => effects.locks.map(({ relation }) => relation)))];
  return tables.flatMap((name) => {
    const relation = last.after.relations.get(name);
    if (relation === undefined || relation.set === last.set) return [];
    const before = first.before.relations.get(name)?.constraints;
    return [...relation.constraints.values()]
      .filter(({ kind }) => kind === 'check' || kind === 'foreign-key')
      .filter((one) => before?.get(one.name)?.validated !== one.validated)
      .map((constraint) => ({ table: name, constraint }));
  });
}

/** The files that go up, each once, in their order. */
export function upMigrations({ steps }: Work): readonly Migration[] {
  return [...new Set(steps.map(({ migration }) => migration))];
}

/** Enough WAL for a standby to fall behind. */
export function writesMuch({ rewritten, backfills, indexes, reindexed }: Work): boolean {
  return rewritten.length + backfills.length + indexes.length > 0 || reindexed;
}

/** The first statement of a file that has committed work of the same file before it; null where each file is one commit. */
export function secondCommit({ steps }: Work): Step | null {
  const loose = steps.filter(
    ({ session, effects, within }) =>
      session.transaction === null && within === null && effects.locks.some(({ existing: old }) => old),
  );
  const second = loose.find(({ migration, index }) =>
    loose.some((one) => one.migration === migration && one.index < index),
  );
  return second ?? null;
}
