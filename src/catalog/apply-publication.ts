import type { AlterPublicationStmt, CreatePublicationStmt, Node } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { bodiesOf, text, texts } from '../sql/statement.js';
import type { ApplyContext } from './apply-context.js';
import { columnsIn } from './apply-proof.js';
import type { Publication, PublishedTable } from './belongings.js';
import type { Catalog } from './catalog.js';
import { resolveRange } from './lookup.js';

/** CREATE PUBLICATION. */
export function createPublication(catalog: Catalog, body: CreatePublicationStmt, context: ApplyContext): Catalog {
  const allTables = body.for_all_tables === true;
  const changesRows = changesRowsBy(body.options) ?? true;
  const publication = { ...objectsOf(body.pubobjects, catalog, context), allTables, changesRows, set: context.set };
  return withPublication(catalog, body.pubname ?? '', publication);
}

/** ALTER PUBLICATION ADD, DROP and SET; one that nobody has shown us shows only what is added. */
export function alterPublication(catalog: Catalog, body: AlterPublicationStmt, context: ApplyContext): Catalog {
  const name = body.pubname ?? '';
  const known = catalog.publications.get(name);
  const changesRows = changesRowsBy(body.options);
  if (changesRows !== null && known !== undefined) return withPublication(catalog, name, { ...known, changesRows });
  const before = known ?? { tables: [], schemas: [], allTables: false, changesRows, set: 0 };
  const named = objectsOf(body.pubobjects, catalog, context);
  if (named.tables.length === 0 && named.schemas.length === 0) return catalog;
  if (body.action === 'AP_SetObjects') return withPublication(catalog, name, { ...before, ...named });
  const others = before.tables.filter(({ relation }) => !named.tables.some((one) => one.relation === relation));
  const otherSchemas = before.schemas.filter((schema) => !named.schemas.includes(schema));
  const isDrop = body.action === 'AP_DropObjects';
  return withPublication(catalog, name, {
    ...before,
    tables: isDrop ? others : [...others, ...named.tables],
    schemas: isDrop ? otherSchemas : [...otherSchemas, ...named.schemas],
  });
}

export function dropPublication(catalog: Catalog, name: string): Catalog {
  return catalog.publications.has(name) ? { ...catalog, publications: catalog.publications.delete(name) } : catalog;
}

export function renamePublication(catalog: Catalog, before: string, after: string): Catalog {
  const publication = catalog.publications.get(before);
  return publication === undefined ? catalog : withPublication(dropPublication(catalog, before), after, publication);
}

/** Changes what publications say of tables, or with null takes the table out. */
export function editPublished(
  catalog: Catalog,
  change: (table: PublishedTable, publication: string) => PublishedTable | null,
): Catalog {
  let after = catalog;
  for (const [name, publication] of catalog.publications) {
    const tables = publication.tables.map((table) => change(table, name));
    if (tables.every((table, at) => table === publication.tables[at])) continue;
    after = withPublication(after, name, { ...publication, tables: tables.filter((table) => table !== null) });
  }
  return after;
}

function withPublication(catalog: Catalog, name: string, publication: Publication): Catalog {
  return { ...catalog, publications: catalog.publications.set(name, publication) };
}

/** Of `WITH (publish = 'insert, truncate')`; null where it does not say. */
function changesRowsBy(options: readonly Node[] | undefined): boolean | null {
  const publish = bodiesOf('DefElem', options).find(({ defname }) => defname === 'publish');
  return publish === undefined ? null : /update|delete/i.test(text(publish.arg));
}

function objectsOf(
  objects: readonly Node[] | undefined,
  catalog: Catalog,
  context: ApplyContext,
): Pick<Publication, 'tables' | 'schemas'> {
  const tables: PublishedTable[] = [];
  const schemas: string[] = [];
  for (const { pubobjtype, name, pubtable } of bodiesOf('PublicationObjSpec', objects)) {
    if (pubtable !== undefined) {
      const relation: RelationName = resolveRange(catalog, context.path, pubtable.relation);
      const columns = [...new Set([...texts(pubtable.columns), ...columnsIn(pubtable.whereClause)])];
      tables.push({ relation, columns });
    } else if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA') schemas.push(context.path[0] ?? 'public');
    else if (name !== undefined) schemas.push(name);
  }
  return { tables, schemas };
}

/** `slot_name = NONE` leaves the slot to whoever wants it. */
export function withSlot(
  catalog: Catalog,
  { subname = '', options }: { readonly subname?: string; readonly options?: readonly Node[] },
): Catalog {
  const slot = bodiesOf('DefElem', options).find(({ defname }) => defname === 'slot_name');
  if (slot === undefined && catalog.subscriptions.has(subname)) return catalog;
  const hasSlot = slot === undefined || text(slot.arg).toLowerCase() !== 'none';
  return { ...catalog, subscriptions: catalog.subscriptions.set(subname, hasSlot) };
}
