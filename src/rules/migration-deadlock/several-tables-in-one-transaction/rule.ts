import { shortName, type RelationName } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { alone } from '../../alone.js';
import { comment, tables } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, blockedRelations } from '../../scope.js';
import { targets, type Targets } from '../targets.js';

interface SeveralTables extends Match {
  readonly step: Step;
  readonly relations: readonly RelationName[];
  /** By this one statement. */
  readonly atOnce: boolean;
}

export const rule = changesetRule<SeveralTables>({
  id: 'several-tables-in-one-transaction',
  mode: 'migration-deadlock',
  detect: (changeset) => [...severalInTransaction(changeset), ...severalAtOnce(changeset)],
  describe: ({ step, relations, atOnce }) => ({
    title: `One transaction locks ${relations.map(shortName).join(' and ')}`,
    message: `This transaction makes writes to ${tables(relations)} wait until it commits, and takes the locks one after the other. An application that writes the same tables in the other order waits for the migration while the migration waits for it: a deadlock, and Postgres kills one of the two.`,
    fix: atOnce
      ? comment('one table a transaction: cut the statement into one for each table, each in a migration of its own')
      : alone(step, 'one table a transaction'),
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

/** What a transaction has locked so far. */
interface Held extends Targets {
  readonly first: Step;
  readonly told: boolean;
}

/** Once a transaction: the first statement that adds a second table. */
function severalInTransaction({ stepsWith }: Changeset): SeveralTables[] {
  const seen = new Map<number, Held>();
  const found: SeveralTables[] = [];
  for (const step of stepsWith.get('in-transaction') ?? []) {
    const number = step.session.transaction?.number;
    if (number === undefined || step.effects.fails !== null || blockedRelations(step.effects).length === 0) continue;
    const added = targets(step);
    if (added.own.length + added.ends.length === 0) continue;
    const before = stillHeld(seen.get(number), step);
    const held =
      before === undefined ? { ...added, first: step, told: isAtOnce(step, added) } : together(before, added);
    const tables = before === undefined || before.told ? [] : counted(held);
    const tell = tables.length > counted(before ?? held).length;
    if (tell)
      found.push({ severity: 'caution', at: at(step), related: [held.first], step, relations: tables, atOnce: false });
    seen.set(number, { ...held, told: held.told || tell });
  }
  return found;
}

/** Without what a ROLLBACK TO has released. */
function stillHeld(held: Held | undefined, { session }: Step): Held | undefined {
  const locks = session.transaction?.locks;
  if (held === undefined || locks === undefined) return held;
  const own = held.own.filter((name) => locks.has(name));
  const ends = held.ends.filter((name) => locks.has(name));
  return own.length + ends.length === 0 ? undefined : { ...held, own, ends };
}

function together(before: Held, { own, ends }: Targets): Held {
  return { ...before, own: [...new Set([...before.own, ...own])], ends: [...new Set([...before.ends, ...ends])] };
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
    return [{ severity: 'caution', at: at(step), step, relations: all.own, atOnce: true }];
  });
}

function isAtOnce(step: Step, { own }: Targets): boolean {
  return own.length > 1 && AT_ONCE.some((tag) => tag === step.statement.node.tag);
}
