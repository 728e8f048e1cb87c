import type { DeleteStmt, InsertStmt, MergeStmt, ResTarget, SelectStmt, UpdateStmt } from '@pgsql/types';
import { family, foreignKeysOf } from '../catalog/catalog.js';
import { functionVolatility } from '../catalog/volatility.js';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, findAll, texts } from '../sql/statement.js';
import { combine, effectsOf, NO_EFFECTS, type Effects, type Lock } from './effects.js';
import { lock, lockFamily, named, relationOf, touchRows, type Moment } from './moment.js';
import { lockQuery } from './query-locks.js';
import { lockReferring, type RowChange } from './referring-rows.js';
import { isBatch, queriesOf, rowsChanged, rowsInserted, rowsMerged } from './rows.js';
import type { Queries } from './sources.js';
import { insertedNumbers, sequenceCalls } from './sequence-call.js';

/** Views on views; a catalog put together of guesses might have a ring of them. */
const DEEPEST_VIEW = 20;

type Statement = InsertStmt | UpdateStmt | DeleteStmt | MergeStmt | SelectStmt;

export function insert(body: InsertStmt, moment: Moment, outer?: Queries): Effects {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsInserted(body, moment, outer));
  const numbers = insertedNumbers(body, target, moment);
  const replaced = bodiesOf('ResTarget', body.onConflictClause?.targetList);
  const change = { inserts: true, updates: namesOf(replaced), deletes: false, only: false };
  return combine([written(target, writes, moment, change), around(body, target, moment, outer), numbers]);
}

export function update(body: UpdateStmt, moment: Moment, outer?: Queries): Effects {
  const target = named(moment, body.relation);
  const updates = namesOf(bodiesOf('ResTarget', body.targetList));
  const writes = boundOf(rowsChanged(body, moment, outer).rows);
  const change = { inserts: false, updates, deletes: false, only: body.relation?.inh !== true };
  return combine([written(target, writes, moment, change), around(body, target, moment, outer)]);
}

export function remove(body: DeleteStmt, moment: Moment, outer?: Queries): Effects {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsChanged(body, moment, outer).rows);
  const change = { inserts: false, updates: [], deletes: true, only: body.relation?.inh !== true };
  return combine([written(target, writes, moment, change), around(body, target, moment, outer)]);
}

export function merge(body: MergeStmt, moment: Moment): Effects {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsMerged(body, moment));
  const clauses = bodiesOf('MergeWhenClause', body.mergeWhenClauses);
  const change = {
    inserts: clauses.some(({ commandType }) => commandType === 'CMD_INSERT'),
    updates: clauses.flatMap(({ commandType, targetList }) =>
      commandType === 'CMD_UPDATE' ? namesOf(bodiesOf('ResTarget', targetList)) : [],
    ),
    deletes: clauses.some(({ commandType }) => commandType === 'CMD_DELETE'),
    only: body.relation?.inh !== true,
  };
  return combine([written(target, writes, moment, change), around(body, target, moment)]);
}

function namesOf(columns: readonly ResTarget[]): readonly string[] {
  return columns.map((column) => column.name ?? '');
}

function boundOf(rows: number): 'bounded' | 'unbounded' {
  return isBatch(rows) ? 'bounded' : 'unbounded';
}

/** What a statement that writes does besides: it reads, calls, and runs what its WITH holds. */
function around(body: Statement, target: RelationName, moment: Moment, outer?: Queries): Effects {
  const called = effectsOf({ notModelled: unknownCall(body, moment) });
  return combine([reads(body, moment, [target], outer), called, nested(body, moment, outer)]);
}

/** SELECT: ACCESS SHARE on what it reads, ROW SHARE with FOR UPDATE; its functions may do anything we don't know. */
export function select(body: SelectStmt, moment: Moment): Effects {
  const locking = (body.lockingClause ?? []).length > 0;
  const into = body.intoClause?.rel === undefined ? null : named(moment, body.intoClause.rel);
  const locks = lockQuery(body, into === null ? [] : [into], moment);
  const relations = [...new Set(locks.map(({ relation }) => relation))];
  const unknown = unknownCall(body, moment);
  const scans =
    body.limitCount === undefined
      ? relations.flatMap((name) => touchRows(moment, name, { id: 'query' }, false, 'possible'))
      : [];
  return combine([
    effectsOf({ locks, scans, writesTo: locking ? lockedRows(locks) : [], notModelled: unknown }),
    nested(body, moment),
    sequenceCalls(body.targetList, moment),
  ]);
}

function lockedRows(locks: readonly Lock[]): RelationName[] {
  return locks.flatMap(({ relation, mode }) => (mode === 'ROW SHARE' ? [relation] : []));
}

/** A function that nobody has shown us, wherever it stands: `SELECT partman.run_maintenance()`, `SELECT * FROM purge()`. */
function unknownCall(body: object, moment: Moment): string | null {
  for (const call of findAll('FuncCall', body)) {
    const name = texts(call.funcname);
    if (functionVolatility(name, moment.catalog, moment.settings.searchPath) === null)
      return `the function ${name.join('.')}()`;
  }
  return null;
}

interface Change extends RowChange {
  readonly inserts: boolean;
  readonly only: boolean;
}

function written(
  target: RelationName,
  writes: 'bounded' | 'unbounded',
  moment: Moment,
  { inserts, only, ...change }: Change,
): Effects {
  const base = behindView(target, moment);
  const locks: Lock[] = lockFamily(moment, base, 'ROW EXCLUSIVE', only);
  if (base !== target) locks.push(lock(moment, target, 'ROW EXCLUSIVE'));
  for (const { key } of foreignKeysOf(moment.catalog, base)) {
    const checked = inserts || key.columns.some((column) => change.updates.includes(column));
    if (checked && key.enforced) locks.push(lock(moment, key.references, 'ROW SHARE'));
  }
  const referring = lockReferring(moment, base, change);
  return effectsOf({
    locks: [...locks, ...referring],
    writes,
    writesTo: base === target ? [target] : [target, base],
    mayWrite: [
      ...(only ? [] : family(moment.catalog, base).filter((name) => name !== base)),
      ...referring.flatMap(({ relation, mode }) => (mode === 'ROW EXCLUSIVE' ? [relation] : [])),
    ],
  });
}

/** A view that shows one table is written through; of others only a trigger or a rule knows where the rows go. */
function behindView(target: RelationName, moment: Moment): RelationName {
  let base = target;
  for (let depth = 0; depth < DEEPEST_VIEW; depth += 1) {
    const relation = relationOf(moment, base);
    const [shown, ...others] = relation?.query ?? [];
    if (relation?.kind !== 'view' || shown === undefined || others.length > 0) break;
    base = shown.relation;
  }
  return base;
}

/** Tables that a statement only reads. */
function reads(body: object, moment: Moment, except: readonly RelationName[], outer?: Queries): Effects {
  return effectsOf({ locks: lockQuery(body, except, moment, outer) });
}

/** Data-modifying statements in WITH. */
function nested(body: Statement, moment: Moment, outer?: Queries): Effects {
  const ctes = bodiesOf('CommonTableExpr', body.withClause?.ctes).map((cte) => cte.ctequery);
  if (ctes.length === 0) return NO_EFFECTS;
  const queries = queriesOf(body, moment, outer);
  return combine(
    ctes.map((query) => {
      const inserted = bodyOf('InsertStmt', query);
      if (inserted !== null) return insert(inserted, moment, queries);
      const updated = bodyOf('UpdateStmt', query);
      if (updated !== null) return update(updated, moment, queries);
      const removed = bodyOf('DeleteStmt', query);
      return removed === null ? NO_EFFECTS : remove(removed, moment, queries);
    }),
  );
}
