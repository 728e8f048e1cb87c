import { shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { alone } from '../../alone.js';
import { withTimeline, type LockTimeline } from '../../lock-timeline.js';
import { code, comment, table, tables } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, blockedRelations } from '../../scope.js';
import { targets, type Targets } from '../targets.js';

interface SeveralTables extends Match {
  readonly step: Step;
  readonly relations: readonly RelationName[];
  /** By this one statement. */
  readonly atOnce: boolean;
  /** A transaction before it that locks two of them in the other order. */
  readonly otherOrder: OtherOrder | null;
  /** Of this transaction, and of the one before it in the other order. */
  readonly timelines: readonly LockTimeline[];
}

interface OtherOrder {
  /** Its number. */
  readonly transaction: number;
  /** The statement there that locks the second. */
  readonly step: Step;
  readonly first: RelationName;
  readonly second: RelationName;
}

export const rule = changesetRule<SeveralTables>({
  id: 'several-tables-in-one-transaction',
  mode: 'migration-deadlock',
  detect: (changeset) => [...severalInTransaction(changeset), ...severalAtOnce(changeset)],
  describe: ({ step, relations, atOnce, otherOrder, timelines }) => ({
    title: `One transaction locks ${relations.map(shortName).join(' and ')}`,
    message: `This transaction makes writes to ${tables(relations)} wait until it commits, and takes the locks one after the other. An application that writes the same tables in the other order waits for the migration while the migration waits for it: a deadlock, and Postgres kills one of the two.${reversed(otherOrder)}`,
    fix: atOnce
      ? comment('one table a transaction: cut the statement into one for each table, each in a migration of its own')
      : withTimeline(timelines, alone(step, 'one table a transaction')),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `No transaction of the application writes ${tables(match.relations)} in another order than this migration`,
      ),
      box(
        'after',
        'The deploy has caused no deadlock',
        'SELECT deadlocks, stats_reset FROM pg_stat_database WHERE datname = current_database();',
      ),
    ),
});

function reversed(otherOrder: OtherOrder | null): string {
  if (otherOrder === null) return '';
  const { step, first, second } = otherOrder;
  return ` A transaction of ${code(step.migration.path)} locks ${table(first)} first and then ${table(second)}, this one the other way round: run at once, the two end in that deadlock too.`;
}

/** What a transaction has locked so far. */
interface Held extends Targets {
  readonly first: Step;
  readonly told: boolean;
  /** Each table by the statement that locked it, in the order of the locks. */
  readonly order: ReadonlyMap<RelationName, Step>;
}

/** Once a transaction: the first statement that adds a second table. */
function severalInTransaction({ stepsWith, stepsInTransaction }: Changeset): SeveralTables[] {
  const seen = new Map<number, Held>();
  const found: Said[] = [];
  for (const step of stepsWith.get('in-transaction') ?? []) {
    const number = step.session.transaction?.number;
    if (number === undefined || step.effects.fails !== null || blockedRelations(step.effects).length === 0) continue;
    const added = targets(step);
    if (added.own.length + added.ends.length === 0) continue;
    const before = stillHeld(seen.get(number), step);
    const held = together(before ?? noneHeld(step, isAtOnce(step, added)), added, step);
    const relations = before === undefined || before.told ? [] : counted(held);
    const tell = relations.length > counted(before ?? held).length;
    if (tell) found.push({ number, step, relations, first: held.first });
    seen.set(number, { ...held, told: held.told || tell });
  }
  return found.map(({ number, step, relations, first }) => {
    const otherOrder = reversedBefore(number, step, seen);
    const related = otherOrder === null ? [first] : [first, otherOrder.step];
    const timelines = [otherOrder?.transaction, number].flatMap((one): LockTimeline[] => {
      const order = one === undefined ? undefined : seen.get(one)?.order;
      const last = one === undefined ? undefined : stepsInTransaction.get(one)?.at(-1);
      return order === undefined || last === undefined ? [] : [{ order, last }];
    });
    return { severity: 'caution', at: at(step), related, step, relations, atOnce: false, otherOrder, timelines };
  });
}

/** A finding whose transaction may lock more. */
interface Said {
  readonly number: number;
  readonly step: Step;
  readonly first: Step;
  readonly relations: readonly RelationName[];
}

/** An earlier transaction of the same change that takes two of these locks in the other order. */
function reversedBefore(number: number, step: Step, seen: ReadonlyMap<number, Held>): OtherOrder | null {
  const own = [...(seen.get(number)?.order.keys() ?? [])];
  for (const [earlier, { first: opening, order }] of seen) {
    if (earlier >= number || opening.set !== step.set) continue;
    const shared = [...order].filter(([name, by]) => own.includes(name) && runsBeside(by, step));
    const at = shared.findIndex(
      ([name], index) => index > 0 && own.indexOf(name) < own.indexOf(shared[index - 1]?.[0] ?? name),
    );
    const [[first] = [], [second, by] = []] = [shared[at - 1], shared[at]];
    if (first !== undefined && second !== undefined && by !== undefined)
      return { transaction: earlier, step: by, first, second };
  }
  return null;
}

/** A way back runs alone, in the other order by its nature. */
function runsBeside(one: Step, other: Step): boolean {
  return one.set === other.set && [one, other].every(({ section }) => section.direction === 'up');
}

/** Without what a ROLLBACK TO has released. */
function stillHeld(held: Held | undefined, { session }: Step): Held | undefined {
  const locks = session.transaction?.locks;
  if (held === undefined || locks === undefined) return held;
  const own = held.own.filter((name) => locks.has(name));
  const ends = held.ends.filter((name) => locks.has(name));
  const order = new Map([...held.order].filter(([name]) => locks.has(name)));
  return own.length + ends.length === 0 ? undefined : { ...held, own, ends, order };
}

function noneHeld(first: Step, told: boolean): Held {
  return { own: [], ends: [], order: new Map(), first, told };
}

function together(before: Held, { own, ends }: Targets, step: Step): Held {
  const order = new Map(before.order);
  for (const name of [...own, ...ends]) if (!order.has(name)) order.set(name, step);
  return {
    ...before,
    own: [...new Set([...before.own, ...own])],
    ends: [...new Set([...before.ends, ...ends])],
    order,
  };
}

/** The far end of one foreign key is no second table; the far ends of two are. */
function counted({ own, ends }: Targets): readonly RelationName[] {
  if (own.length > 1) return own;
  const far = ends.filter((name) => !own.includes(name));
  return far.length > 1 ? far : [];
}

const AT_ONCE = ['TruncateStmt', 'LockStmt'] as const;

/** TRUNCATE a, b and LOCK a, b. */
function severalAtOnce({ stepsWith }: Changeset): SeveralTables[] {
  const steps = AT_ONCE.flatMap((tag) => stepsWith.get(tag) ?? []);
  return steps.flatMap((step): SeveralTables[] => {
    const all = targets(step);
    if (!isAtOnce(step, all) || step.effects.fails !== null) return [];
    return [
      { severity: 'caution', at: at(step), step, relations: all.own, atOnce: true, otherOrder: null, timelines: [] },
    ];
  });
}

function isAtOnce(step: Step, { own }: Targets): boolean {
  return own.length > 1 && AT_ONCE.some((tag) => tag === step.statement.node.tag);
}
