import type { CreateSeqStmt, CreateTableAsStmt, IntoClause, RangeVar, SelectStmt, ViewStmt } from '@pgsql/types';
import { isTemporary } from '../sql/names.js';
import { nameToMake, type ApplyContext } from './apply-context.js';
import { dropRelation } from './apply-drop-relation.js';
import { newRelation, withRelation, type Catalog, type RelationKind } from './catalog.js';

/** CREATE VIEW: its columns come out of a query, which the catalog does not read. */
export function createView(catalog: Catalog, body: ViewStmt, context: ApplyContext): Catalog {
  return make(catalog, body.view, { kind: 'view', complete: false, keep: body.replace === true }, context);
}

export function createSequence(catalog: Catalog, body: CreateSeqStmt, context: ApplyContext): Catalog {
  const keep = body.if_not_exists === true;
  return make(catalog, body.sequence, { kind: 'sequence', complete: true, keep }, context);
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW. */
export function createTableAs(catalog: Catalog, body: CreateTableAsStmt, context: ApplyContext): Catalog {
  const kind = body.objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table';
  return make(catalog, body.into?.rel, { kind, complete: false, keep: body.if_not_exists === true }, context);
}

/** SELECT … INTO; any other query changes nothing. */
export function selectInto(catalog: Catalog, body: SelectStmt, context: ApplyContext): Catalog {
  const into = intoOf(body);
  if (into?.rel === undefined) return catalog;
  return make(catalog, into.rel, { kind: 'table', complete: false, keep: false }, context);
}

/** In a UNION the first SELECT has it. */
function intoOf(body: SelectStmt): IntoClause | undefined {
  let first = body;
  while (first.larg !== undefined) first = first.larg;
  return first.intoClause;
}

interface Making {
  readonly kind: RelationKind;
  readonly complete: boolean;
  /** OR REPLACE and IF NOT EXISTS: one that is there stays. */
  readonly keep: boolean;
}

function make(catalog: Catalog, range: RangeVar | undefined, making: Making, context: ApplyContext): Catalog {
  const name = nameToMake(context, range);
  const before = catalog.relations.get(name);
  if (before !== undefined && (making.keep || context.guarded === true)) return catalog;
  const cleared = before?.complete === true ? dropRelation(catalog, name) : catalog;
  const relation = newRelation(name, making.kind, context.set, making.complete);
  const unlogged = range?.relpersistence === 'u';
  const { referencedBy = [], indexes = [] } = before?.complete === false ? before : {};
  return withRelation(cleared, { ...relation, temporary: isTemporary(range), unlogged, referencedBy, indexes });
}
