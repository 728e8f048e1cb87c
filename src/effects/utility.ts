import { shortName, type RelationName } from '../sql/names.js';
import {
  bodiesOf,
  items,
  optionIsOn,
  statementNode,
  text,
  texts,
  type BodyOf,
  type StatementNode,
} from '../sql/statement.js';
import { isSince, notBefore } from '../sql/versions.js';
import { effectsOf, NO_EFFECTS, type Effects, type Lock } from './effects.js';
import { transactionRefusal } from './index-build.js';
import { isSure } from './known.js';
import { lock, named, namedByParts, relationOf, touch, type Moment } from './moment.js';
import { ofStatement } from './of-statement.js';
import { tablesIn } from './query-locks.js';

/** COPY of a table or of a query. */
export function copy(body: BodyOf<'CopyStmt'>, moment: Moment): Effects {
  const query = body.query === undefined ? null : statementNode(body.query);
  if (query !== null) return ofStatement(query, moment);
  const table = named(moment, body.relation);
  const refused = copyRefusal(table, body.is_from === true, moment);
  if (refused !== null) return effectsOf({ fails: refused });
  if (body.is_from === true)
    return effectsOf({ locks: [lock(moment, table, 'ROW EXCLUSIVE')], writes: 'unbounded', writesTo: [table] });
  return effectsOf({
    locks: [lock(moment, table, 'ACCESS SHARE')],
    scans: [touch(moment, table, { id: 'query' }, 'possible')],
  });
}

/** COPY TO reads tables; views and partitioned tables need a query. */
function copyRefusal(table: RelationName, from: boolean, moment: Moment): string | null {
  const relation = relationOf(moment, table);
  if (from || !isSure(relation, moment)) return null;
  if (relation?.kind === 'materialized view' && !isSince(moment.version, 'COPY of materialized views'))
    return notBefore(moment.version, 'COPY of materialized views');
  const isReadable = relation?.kind !== 'view' && relation?.kind !== 'partitioned table';
  return isReadable ? null : `cannot copy from ${relation.kind} ${shortName(table)}: use COPY (SELECT …) TO`;
}

/** EXPLAIN plans; EXPLAIN ANALYZE runs. */
export function explain(body: BodyOf<'ExplainStmt'>, moment: Moment): Effects {
  const inner = body.query === undefined ? null : statementNode(body.query);
  const runs = bodiesOf('DefElem', body.options).some(
    (option) => option.defname === 'analyze' && optionIsOn(option.arg),
  );
  if (inner === null) return NO_EFFECTS;
  if (runs) return ofStatement(inner, moment);
  const fails = PLANNED.has(inner.tag) ? ofStatement(inner, moment).fails : null;
  return effectsOf({ locks: locksToPlan(inner, moment), fails });
}

/** EXPLAIN of anything else says that there is no plan. */
const PLANNED: ReadonlySet<string> = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'CreateTableAsStmt',
  'DeclareCursorStmt',
  'ExecuteStmt',
]);

/** Only rows that are really written look for their foreign keys, and only a nextval() that runs takes a sequence. */
function locksToPlan(query: StatementNode, moment: Moment): Lock[] {
  if (!PLANNED.has(query.tag)) return [];
  const isQuery = query.tag === 'SelectStmt';
  const read = new Set(isQuery ? [] : tablesIn(query.body, moment));
  return ofStatement(query, moment).locks.flatMap((one) => {
    if (relationOf(moment, one.relation)?.kind === 'sequence') return [];
    if (isQuery || one.mode !== 'ROW SHARE') return [one];
    return read.has(one.relation) ? [{ ...one, mode: 'ACCESS SHARE' as const }] : [];
  });
}

/** A cursor plans its query; without HOLD it ends with the transaction, so it needs one. */
export function declareCursor(body: BodyOf<'DeclareCursorStmt'>, moment: Moment): Effects {
  const query = body.query === undefined ? null : statementNode(body.query);
  const locks = query === null ? [] : locksToPlan(query, moment);
  const holds = ((body.options ?? 0) & CURSOR_OPT_HOLD) !== 0;
  const alone = moment.session.transaction === null && !moment.inRoutine && !holds;
  return effectsOf({ locks, fails: alone ? 'DECLARE CURSOR can only be used in transaction blocks' : null });
}

/** Source: parsenodes.h. */
const CURSOR_OPT_HOLD = 0x20;

/** PREPARE sees through views; partitions are for the plan. */
export function prepare(body: BodyOf<'PrepareStmt'>, moment: Moment): Effects {
  const query = body.query === undefined ? null : statementNode(body.query);
  if (query === null) return NO_EFFECTS;
  const written = new Set(tablesIn(query.body, moment));
  const isOpened = (name: RelationName): boolean =>
    written.has(name) || (relationOf(moment, name)?.partitionOf ?? null) === null;
  return effectsOf({ locks: locksToPlan(query, moment).filter(({ relation }) => isOpened(relation)) });
}

/** Options such as `create_slot = false` decide whether a subscription may be made in a transaction. */
export function createSubscription(body: BodyOf<'CreateSubscriptionStmt'>, moment: Moment): Effects {
  const options = bodiesOf('DefElem', body.options);
  const off = options.some(
    (option) => (option.defname === 'create_slot' || option.defname === 'connect') && text(option.arg) === 'false',
  );
  return effectsOf({ fails: off ? null : transactionRefusal(moment) });
}

/** One whose slot was given up drops nothing on the publisher, and may stand in a transaction. */
export function dropSubscription(body: BodyOf<'DropSubscriptionStmt'>, moment: Moment): Effects {
  const hasSlot = moment.catalog.subscriptions.get(body.subname ?? '') ?? true;
  return effectsOf({ fails: hasSlot ? transactionRefusal(moment) : null });
}

/** What asks the publisher for its tables refuses a transaction; a change of publications does so unless told not to. */
export function alterSubscription(body: BodyOf<'AlterSubscriptionStmt'>, moment: Moment): Effects {
  const refresh = bodiesOf('DefElem', body.options).find(({ defname }) => defname === 'refresh');
  const changes = PUBLICATION_CHANGES.has(body.kind ?? '') && (refresh === undefined || optionIsOn(refresh.arg));
  const asks = changes || body.kind === 'ALTER_SUBSCRIPTION_REFRESH';
  const refuses = asks && isSince(moment.version, 'subscriptions refreshed outside a transaction');
  return effectsOf({ fails: refuses ? transactionRefusal(moment) : null });
}

const PUBLICATION_CHANGES = new Set([
  'ALTER_SUBSCRIPTION_SET_PUBLICATION',
  'ALTER_SUBSCRIPTION_ADD_PUBLICATION',
  'ALTER_SUBSCRIPTION_DROP_PUBLICATION',
]);

/** OWNED BY opens the table only to look at it; everything else is about the sequence itself. */
export function ownerLocks(options: BodyOf<'AlterSeqStmt'>['options'], moment: Moment): Lock[] {
  const owner = bodiesOf('DefElem', options).find(({ defname }) => defname === 'owned_by');
  const parts = texts(items(owner?.arg));
  return parts.length < 2 ? [] : [lock(moment, namedByParts(moment, parts.slice(0, -1)), 'ACCESS SHARE')];
}
