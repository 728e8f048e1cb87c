import type { DeleteStmt, InsertStmt, MergeStmt, RangeVar, SelectStmt, UpdateStmt } from '@pgsql/types';
import { foreignKeysOf } from '../catalog/catalog.js';
import { functionVolatility } from '../catalog/volatility.js';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, bodyOf, findAll, texts, walk, type StatementNode } from '../sql/statement.js';
import { combine, effectsOf, NO_EFFECTS, type Effects, type Lock } from './effects.js';
import { lock, lockFamily, named, relationOf, touchRows, type Moment } from './moment.js';
import { isBatch, queriesOf, rowsChanged, rowsInserted, rowsMerged } from './rows.js';
import type { Queries } from './sources.js';
import { insertedNumbers, sequenceCalls } from './sequence-call.js';

type Statement = InsertStmt | UpdateStmt | DeleteStmt | MergeStmt | SelectStmt;

export function insert(body: InsertStmt, moment: Moment, outer?: Queries): Effects {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsInserted(body, moment, outer));
  const numbers = insertedNumbers(body, target, moment);
  return combine([written(target, writes, moment), around(body, target, moment, outer), numbers]);
}

export function update(body: UpdateStmt, moment: Moment, outer?: Queries): Effects {
  const target = named(moment, body.relation);
  const columns = bodiesOf('ResTarget', body.targetList).map((column) => column.name ?? '');
  const writes = boundOf(rowsChanged(body, moment, outer).rows);
  return combine([
    written(target, writes, moment, columns, body.relation?.inh !== true),
    around(body, target, moment, outer),
  ]);
}

export function remove(body: DeleteStmt, moment: Moment, outer?: Queries): Effects {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsChanged(body, moment, outer).rows);
  return combine([
    written(target, writes, moment, [], body.relation?.inh !== true),
    around(body, target, moment, outer),
  ]);
}

export function merge(body: MergeStmt, moment: Moment): Effects {
  const target = named(moment, body.relation);
  const writes = boundOf(rowsMerged(body, moment));
  return combine([written(target, writes, moment, null, body.relation?.inh !== true), around(body, target, moment)]);
}

/** A statement that EXPLAIN does not run: no number is drawn, no foreign key looked up, and nothing made. */
export function planned(node: StatementNode, effects: Effects, moment: Moment): Effects {
  const read = tablesIn(node.body, moment).map((name) => lock(moment, name, 'ACCESS SHARE'));
  const targets = effects.locks.filter(
    ({ relation, mode }) =>
      (mode === 'ROW EXCLUSIVE' || (mode === 'ROW SHARE' && node.tag === 'SelectStmt')) &&
      relationOf(moment, relation)?.kind !== 'sequence',
  );
  return effectsOf({ locks: [...read, ...targets], fails: effects.fails });
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
  const relations = tablesIn(body, moment).filter((name) => name !== into);
  const locks = relations.map((name) => lock(moment, name, locking ? 'ROW SHARE' : 'ACCESS SHARE'));
  const unknown = unknownCall(body, moment);
  const scans =
    body.limitCount === undefined
      ? relations.flatMap((name) => touchRows(moment, name, { id: 'query' }, false, 'possible'))
      : [];
  return combine([
    effectsOf({ locks, scans, writesTo: locking ? relations : [], notModelled: unknown }),
    nested(body, moment),
    sequenceCalls(body.targetList, moment),
  ]);
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

function written(
  target: RelationName,
  writes: 'bounded' | 'unbounded',
  moment: Moment,
  columns: readonly string[] | null = null,
  only = false,
): Effects {
  const locks: Lock[] = lockFamily(moment, target, 'ROW EXCLUSIVE', only);
  for (const { key } of foreignKeysOf(moment.catalog, target)) {
    const checked = columns === null || key.columns.some((column) => columns.includes(column));
    if (checked) locks.push(lock(moment, key.references, 'ROW SHARE'));
  }
  return effectsOf({ locks, writes, writesTo: [target] });
}

/** Tables that a statement only reads. */
function reads(body: object, moment: Moment, except: readonly RelationName[], outer?: Queries): Effects {
  const names = tablesIn(body, moment, outer).filter((name) => !except.includes(name));
  return effectsOf({ locks: names.map((name) => lock(moment, name, 'ACCESS SHARE')) });
}

/** Tables named below a node, without the names that WITH gives to its queries. */
export function tablesIn(root: object, moment: Moment, outer?: Queries): RelationName[] {
  const ranges: RangeVar[] = [];
  const queries = new Set(outer?.keys());
  walk(root, (tag, body) => {
    if (tag === 'RangeVar') ranges.push(body);
    else if (tag === 'CommonTableExpr' && 'ctename' in body && typeof body.ctename === 'string')
      queries.add(body.ctename);
  });
  const tables = ranges.filter((range) => range.schemaname !== undefined || !queries.has(range.relname ?? ''));
  return [...new Set(tables.map((range) => named(moment, range)))];
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
