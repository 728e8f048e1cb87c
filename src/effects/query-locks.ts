import type { RangeVar } from '@pgsql/types';
import { family } from '../catalog/catalog.js';
import type { RelationName } from '../sql/names.js';
import { findAll, walk } from '../sql/statement.js';
import type { Lock } from './effects.js';
import type { LockMode } from './lock-mode.js';
import { lock, named, relationOf, type Moment } from './moment.js';
import type { Queries } from './sources.js';

/** Tables named below a node, without the names that WITH gives to its queries. */
export function tablesIn(root: object, moment: Moment, outer?: Queries): RelationName[] {
  return [...new Set(rangesIn(root, outer).map((range) => named(moment, range)))];
}

function rangesIn(root: object, outer?: Queries): RangeVar[] {
  const ranges: RangeVar[] = [];
  const queries = new Set(outer?.keys());
  walk(root, (tag, body) => {
    if (tag === 'RangeVar') ranges.push(body);
    else if (tag === 'CommonTableExpr' && 'ctename' in body && typeof body.ctename === 'string')
      queries.add(body.ctename);
  });
  return ranges.filter((range) => range.schemaname !== undefined || !queries.has(range.relname ?? ''));
}

/** What a query locks when it is planned: what it names, behind a view what that shows, and partitions as well. */
export function lockQuery(root: object, except: readonly RelationName[], moment: Moment, outer?: Queries): Lock[] {
  const modeOf = lockingMode(root);
  return rangesIn(root, outer).flatMap((range) => {
    const name = named(moment, range);
    return except.includes(name) ? [] : lockShown(name, modeOf(range), moment, range.inh !== true);
  });
}

/** The same for one relation. */
export function lockShown(first: RelationName, mode: LockMode, moment: Moment, only = false): Lock[] {
  const found = new Set<RelationName>();
  const pending = [first];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const relation = relationOf(moment, name);
    if (relation?.kind === 'view') pending.push(...relation.query.map((read) => read.relation));
    else if (!(only && name === first)) pending.push(...family(moment.catalog, name));
  }
  return [...found].map((name) => lock(moment, name, mode));
}

/** What a statement locks that is looked up and not run: ROW EXCLUSIVE on what it would write. */
export function lockParsed(root: object | undefined, moment: Moment): Lock[] {
  if (root === undefined) return [];
  const changes = [
    ...findAll('InsertStmt', root),
    ...findAll('UpdateStmt', root),
    ...findAll('DeleteStmt', root),
    ...findAll('MergeStmt', root),
  ];
  const modeOf = lockingMode(root);
  return [
    ...changes.map(({ relation }) => lock(moment, named(moment, relation), 'ROW EXCLUSIVE')),
    ...rangesIn(root).map((range) => lock(moment, named(moment, range), modeOf(range))),
  ];
}

/** The same with views opened, as a body in SQL and a prepared statement are; partitions are for the plan. */
export function lockRewritten(root: object | undefined, moment: Moment): Lock[] {
  if (root === undefined) return [];
  const written = new Set(tablesIn(root, moment));
  const behind = lockQuery(root, [], moment).filter(
    ({ relation }) => !written.has(relation) && (relationOf(moment, relation)?.partitionOf ?? null) === null,
  );
  return [...lockParsed(root, moment), ...behind];
}

/** FOR UPDATE and FOR SHARE, of everything or of what stands behind OF. */
function lockingMode(root: object): (range: RangeVar) => LockMode {
  const clauses = findAll('LockingClause', root).map(({ lockedRels }) =>
    (lockedRels ?? []).flatMap((node) => ('RangeVar' in node ? [node.RangeVar.relname ?? ''] : [])),
  );
  return ({ alias, relname = '' }) =>
    clauses.some((names) => names.length === 0 || names.includes(alias?.aliasname ?? relname))
      ? 'ROW SHARE'
      : 'ACCESS SHARE';
}
