import { blockedWork, blocksReads, blocksWrites, type LockMode } from '../../../effects/lock-mode.js';
import { because } from '../../../effects/reason.js';
import type { Touch } from '../../../effects/effects.js';
import { transactionNumber } from '../../../session/session.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { inAnotherRun } from '../../alone.js';
import { timelineUntil, withTimeline, type LockTimeline } from '../../lock-timeline.js';
import { asWritten, code, comment, lockOn, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { bySize, worked } from '../../weight.js';

interface SlowWork extends Match {
  readonly step: Step;
  /** What is locked meanwhile, and how. */
  readonly locked: RelationName;
  readonly mode: LockMode;
  /** Why a table is read or copied; null for a query that reads it. */
  readonly work: Touch | null;
  readonly read: RelationName;
  readonly timeline: LockTimeline;
}

export const rule = statementRule<SlowWork>({
  id: 'slow-work-under-lock',
  mode: 'lock-queue-freeze',
  on: ['in-transaction'],
  detect: (step, changeset) => {
    // A write of many rows is the subject of schema-change-and-backfill-in-one-transaction.
    if (step.effects.fails !== null || step.effects.writes === 'unbounded' || validatesItsOwn(step)) return [];
    const work =
      [...step.effects.rewrites, ...step.effects.scans].find(
        (touch) => touch.existing && touch.certainty === 'certain',
      ) ?? null;
    const read = work?.relation ?? bulkRead(step);
    const held = read === null ? null : heldLock(step);
    if (read === null || held === null) return [];
    const since = changeset.steps[held.since];
    return [
      {
        severity: 'unsafe',
        at: at(step),
        bySize: bySize(work === null ? readTables(step) : worked(step)),
        related: since === undefined ? [] : [since],
        step,
        locked: held.relation,
        mode: held.mode,
        work,
        read,
        timeline: timelineUntil(step, changeset),
      },
    ];
  },
  describe: ({ step, locked, mode, work, read, timeline }) => ({
    title: `${shortName(locked)} stays locked while ${shortName(read)} is read`,
    message: `An earlier statement of this transaction took ${mode} on ${table(locked)}, and it is held until the transaction ends: ${blockedWork(mode)} there wait while ${code(step.statement.kind)} goes through ${table(read)}${work === null ? '' : ` (${because(work.because)})`}.`,
    fix: withTimeline(
      [timeline],
      sql(
        comment(`end the transaction of the earlier statement first; ${apart(step)}`),
        ...(isHarmlessAlone(work) ? [asWritten(step)] : []),
      ),
    ),
  }),
});

function apart({ section, migration }: Step): string {
  const { framework } = migration.runner;
  return section.transaction === 'run' && framework !== null
    ? inAnotherRun(framework.title)
    : 'this one in a file of its own';
}

/** Anything else has a finding of its own, with a safe form to paste. */
function isHarmlessAlone(work: Touch | null): boolean {
  return work === null || work.because.id === 'validation';
}

/** A lock of an earlier statement on a table of others, that makes more wait than this statement does by itself. */
function heldLock(step: Step): { relation: RelationName; mode: LockMode; since: number } | null {
  for (const [relation, { mode, since }] of step.session.transaction?.locks ?? []) {
    const known = step.before.relations.get(relation);
    const isNew = (known ?? step.before.indexes.get(relation))?.set === step.set;
    const own = lockOn(step.effects, relation);
    if (isNew || !blocksWrites(mode) || known?.kind === 'sequence') continue;
    if (own === null || !blocksWrites(own) || (blocksReads(mode) && !blocksReads(own)))
      return { relation, mode, since };
  }
  return null;
}

/** A query over a whole table of others: no WHERE and no LIMIT. */
function bulkRead(step: Step): RelationName | null {
  const created = nodeIf(step, 'CreateTableAsStmt');
  const query =
    nodeIf(step, 'SelectStmt') ?? (created?.into?.skipData === true ? null : bodyOf('SelectStmt', created?.query));
  if (query === null || query.whereClause !== undefined || query.limitCount !== undefined) return null;
  return step.effects.locks.find((lock) => lock.existing && lock.mode === 'ACCESS SHARE')?.relation ?? null;
}

/** All that such a query may read whole. */
function readTables({ effects }: Step): readonly RelationName[] {
  return effects.locks.filter((lock) => lock.existing).map(({ relation }) => relation);
}

/** `validated-in-the-adding-transaction` says it more precisely. */
function validatesItsOwn(step: Step): boolean {
  return step.effects.scans.some((touch) => {
    if (touch.because.id !== 'validation') return false;
    const known = step.before.relations.get(touch.relation)?.constraints.get(touch.because.constraint);
    return known?.transaction === transactionNumber(step.session) && known.set === step.set;
  });
}
