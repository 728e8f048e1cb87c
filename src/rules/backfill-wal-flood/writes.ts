import { momentOf, exists, type Moment } from '../../effects/moment.js';
import { ofStatement } from '../../effects/of-statement.js';
import { tablesIn } from '../../effects/query-locks.js';
import { isBatch, rowsOf } from '../../effects/rows.js';
import type { RelationName } from '../../sql/names.js';
import type { RoutineItem } from '../../sql/routine.js';
import {
  bodiesOf,
  bodyOf,
  constant,
  findAll,
  texts,
  type BodyOf,
  type Node,
  type StatementNode,
} from '../../sql/statement.js';
import type { Step } from '../../timeline.js';
import { nodeIf } from '../scope.js';

/** What one round of a loop does besides writing. */
export interface Round {
  readonly commits: boolean;
  readonly pauses: boolean;
}

/** A statement of a body that writes a table of others. */
export interface RoutineWrite {
  readonly relation: RelationName;
  readonly kind: StatementNode['tag'];
  readonly bounded: boolean;
  /** The innermost loop around it; null outside loops. */
  readonly round: Round | null;
}

/** Existing tables that a statement writes without a bound. What a loop of a body writes, `unpaced-backfill` judges. */
export function unboundedTargets(step: Step): RelationName[] {
  return step.effects.writes === 'unbounded' && step.within?.inLoop !== true ? writtenTables(step) : [];
}

/** Existing tables that a statement writes. */
export function writtenTables({ effects: { writesTo, locks } }: Step): RelationName[] {
  return writesTo.filter((name) => locks.some((lock) => lock.relation === name && lock.existing));
}

/** Existing tables that a statement copies, whole as far as we know, into a table whose rows go through the WAL. */
export function bulkSources(step: Step): RelationName[] {
  const copy = copyOf(step);
  if (copy === null || !copy.logged) return [];
  const moment = momentOf(step.before, step.session, step.set, step.version);
  const read = tablesIn(step.statement.node.body, moment).filter((name) => exists(moment, name));
  return read.filter((name) => !step.effects.writesTo.includes(name));
}

/** Whether the new rows of a statement that fills a table from a query are written to the WAL. */
function copyOf(step: Step): { readonly logged: boolean } | null {
  const moment = momentOf(step.before, step.session, step.set, step.version);
  const isLarge = (query: Node | undefined): boolean => {
    const body = bodyOf('SelectStmt', query);
    return body === null || !isBatch(rowsOf(body, moment));
  };
  const made = nodeIf(step, 'CreateTableAsStmt');
  if (made !== null)
    return made.into?.skipData !== true && isLarge(made.query) ? { logged: isLogged(made.into?.rel) } : null;
  const query = nodeIf(step, 'SelectStmt');
  if (query?.intoClause !== undefined)
    return isBatch(rowsOf(query, moment)) ? null : { logged: isLogged(query.intoClause.rel) };
  if (step.effects.writes !== 'unbounded') return null;
  const targets = step.effects.writesTo.map((name) => step.before.relations.get(name));
  return { logged: targets.some((target) => target === undefined || !(target.temporary || target.unlogged)) };
}

function isLogged(range: BodyOf<'RangeVar'> | undefined): boolean {
  return range?.relpersistence !== 't' && range?.relpersistence !== 'u';
}

/** Writes to tables that others use, by the body that a statement runs. */
export function routineWrites(step: Step): RoutineWrite[] {
  if (step.routine?.ok !== true) return [];
  const moment: Moment = { ...momentOf(step.before, step.session, step.set, step.version), inRoutine: true };
  return writesOf(step.routine.items, null, moment);
}

function writesOf(items: readonly RoutineItem[], round: Round | null, moment: Moment): RoutineWrite[] {
  return items.flatMap((item, at): RoutineWrite[] => {
    switch (item.kind) {
      case 'statement':
        return writeOf(item.statement.node, round, moment);
      case 'branch':
      case 'guarded':
        return writesOf(item.items, round, moment);
      case 'loop':
        // A loop over a query with a LIMIT is one batch, and belongs to the round of the loop around it.
        return writesOf(item.items, isLimited(items[at - 1]) ? round : roundOf(item.items), moment);
      case 'commit':
      case 'rollback':
      case 'opaque':
        return [];
    }
  });
}

function writeOf(node: StatementNode, round: Round | null, moment: Moment): RoutineWrite[] {
  const { writes, writesTo } = ofStatement(node, moment);
  if (writes === 'none') return [];
  return writesTo
    .filter((name) => exists(moment, name))
    .map((relation) => ({ relation, kind: node.tag, bounded: writes === 'bounded', round }));
}

function isLimited(item: RoutineItem | undefined): boolean {
  const node = item?.kind === 'statement' ? item.statement.node : null;
  return node?.tag === 'SelectStmt' && node.body.limitCount !== undefined;
}

function roundOf(items: readonly RoutineItem[]): Round {
  const flat = flatten(items);
  return { commits: flat.some((item) => item.kind === 'commit'), pauses: flat.some(isPause) };
}

/** With what stands in branches, but not in loops inside: those are rounds of their own. */
function flatten(items: readonly RoutineItem[]): RoutineItem[] {
  return items.flatMap((item) => (item.kind === 'branch' || item.kind === 'guarded' ? flatten(item.items) : [item]));
}

const SLEEPS = new Set(['pg_sleep', 'pg_sleep_for', 'pg_sleep_until']);

function isPause(item: RoutineItem): boolean {
  const node = item.kind === 'statement' ? item.statement.node : null;
  if (node?.tag !== 'SelectStmt') return false;
  return findAll('FuncCall', node.body).some(
    (call) => SLEEPS.has(texts(call.funcname).at(-1) ?? '') && constant(call.args?.[0]) !== 0,
  );
}

/** The only FROM entry of a query, when it is a plain table and the query neither groups nor combines. */
export function onlySource(query: BodyOf<'SelectStmt'> | null): BodyOf<'RangeVar'> | null {
  if (query === null || (query.op !== undefined && query.op !== 'SETOP_NONE')) return null;
  if (query.groupClause !== undefined || query.distinctClause !== undefined || query.sortClause !== undefined)
    return null;
  // What takes some rows of all cannot be cut into ranges.
  if (query.limitCount !== undefined || query.lockingClause !== undefined) return null;
  if (query.limitOffset !== undefined || query.havingClause !== undefined || query.withClause !== undefined)
    return null;
  const [range] = bodiesOf('RangeVar', query.fromClause);
  return range !== undefined && query.fromClause?.length === 1 ? range : null;
}
