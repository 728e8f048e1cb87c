import type { CreateTableAsStmt, IntoClause, RangeVar, RefreshMatViewStmt, SelectStmt, ViewStmt } from '@pgsql/types';
import { isTemporary, type RelationName } from '../sql/names.js';
import { texts, type Node } from '../sql/statement.js';
import { edit, nameToMake, type ApplyContext } from './apply-context.js';
import { dropRelation } from './apply-drop-relation.js';
import { linkReads } from './apply-reads.js';
import { callsIn } from './calls.js';
import { newRelation, withRelation, type Catalog, type RelationKind } from './catalog.js';
import { resolveRange } from './lookup.js';
import { readsOfQuery } from './query-reads.js';
import { outputsOf } from './view-outputs.js';

/** CREATE VIEW: of its query the catalog keeps what it takes, and the names that come out. */
export function createView(catalog: Catalog, body: ViewStmt, context: ApplyContext): Catalog {
  const making = { kind: 'view', complete: false, keep: body.replace === true } as const;
  const after = makeRelation(catalog, body.view, making, context);
  if (after === catalog && body.replace !== true) return catalog;
  const name = nameToMake(context, body.view);
  const outputs = outputsOf(body.query, texts(body.aliases), catalog, context.path);
  return withQuery(
    edit(after, name, (view) => ({ ...view, outputs })),
    name,
    body.query,
    context,
  );
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW. */
export function createTableAs(catalog: Catalog, body: CreateTableAsStmt, context: ApplyContext): Catalog {
  const isView = body.objtype === 'OBJECT_MATVIEW';
  const keep = body.if_not_exists === true;
  const making = { kind: isView ? 'materialized view' : 'table', complete: false, keep } as const;
  const after = makeRelation(catalog, body.into?.rel, making, context);
  if (after === catalog || !isView) return after;
  const name = nameToMake(context, body.into?.rel);
  const populated = body.into?.skipData !== true;
  return withQuery(
    edit(after, name, (view) => ({ ...view, populated })),
    name,
    body.query,
    context,
  );
}

export function refresh(catalog: Catalog, body: RefreshMatViewStmt, context: ApplyContext): Catalog {
  const populated = body.skipData !== true;
  return edit(catalog, resolveRange(catalog, context.path, body.relation), (view) =>
    view.populated === populated ? view : { ...view, populated },
  );
}

function withQuery(catalog: Catalog, view: RelationName, query: Node | undefined, context: ApplyContext): Catalog {
  const reads = readsOfQuery(query, catalog, context.path).filter(({ relation }) => relation !== view);
  return linkReads(
    edit(catalog, view, (relation) => ({ ...relation, query: reads, calls: callsIn([query], catalog, context.path) })),
    view,
    reads,
  );
}

/** SELECT … INTO; any other query changes nothing. */
export function selectInto(catalog: Catalog, body: SelectStmt, context: ApplyContext): Catalog {
  const into = intoOf(body);
  if (into?.rel === undefined) return catalog;
  return makeRelation(catalog, into.rel, { kind: 'table', complete: false, keep: false }, context);
}

/** In a UNION the first SELECT has it. */
function intoOf(body: SelectStmt): IntoClause | undefined {
  let first = body;
  while (first.larg !== undefined) first = first.larg;
  return first.intoClause;
}

export interface Making {
  readonly kind: RelationKind;
  readonly complete: boolean;
  /** OR REPLACE and IF NOT EXISTS: one that is there stays. */
  readonly keep: boolean;
}

export function makeRelation(
  catalog: Catalog,
  range: RangeVar | undefined,
  making: Making,
  context: ApplyContext,
): Catalog {
  const name = nameToMake(context, range);
  const before = catalog.relations.get(name);
  if (before !== undefined && (making.keep || context.guarded === true)) return catalog;
  const cleared = before?.complete === true ? dropRelation(catalog, name) : catalog;
  const relation = newRelation(name, making.kind, context.set, making.complete);
  const unlogged = range?.relpersistence === 'u';
  const { referencedBy = [], indexes = [], readers = [] } = before?.complete === false ? before : {};
  const kept = { referencedBy, indexes, readers };
  return withRelation(cleared, { ...relation, temporary: isTemporary(range), unlogged, ...kept });
}
