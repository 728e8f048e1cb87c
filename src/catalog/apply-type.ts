import type { AlterDomainStmt, AlterEnumStmt, CompositeTypeStmt, CreateDomainStmt, Node } from '@pgsql/types';
import { bodiesOf, texts } from '../sql/statement.js';
import { columnFrom } from './apply-column.js';
import { resolveObject, resolveType, type ApplyContext } from './apply-context.js';
import { newRelation, withRelation, type Catalog, type Column, type UserType } from './catalog.js';
import { findType, newName } from './lookup.js';

/** A type of any kind under its name. */
export function createType(
  catalog: Catalog,
  names: readonly Node[] | undefined,
  type: UserType,
  context: ApplyContext,
): Catalog {
  const name = newName(context.path, texts(names));
  if (context.guarded === true && catalog.types.has(name)) return catalog;
  return { ...catalog, types: catalog.types.set(name, type) };
}

export function createComposite(catalog: Catalog, body: CompositeTypeStmt, context: ApplyContext): Catalog {
  const { schemaname, relname = '' } = body.typevar ?? {};
  const name = newName(context.path, schemaname === undefined ? [relname] : [schemaname, relname]);
  if (context.guarded === true && catalog.types.has(name)) return catalog;
  const columns = bodiesOf('ColumnDef', body.coldeflist).map((definition): [string, Column] => {
    const column = columnFrom(catalog, definition, context);
    return [column.name, column];
  });
  const relation = newRelation(name, 'composite type', context.set, true);
  const after = withRelation(catalog, { ...relation, columns: relation.columns.merge(columns) });
  return { ...after, types: after.types.set(name, { kind: 'other', set: context.set }) };
}

export function createDomain(catalog: Catalog, body: CreateDomainStmt, context: ApplyContext): Catalog {
  const base = body.typeName === undefined ? null : resolveType(catalog, context, body.typeName);
  const below = base === null ? undefined : findType(catalog, context.path, base);
  const constrained = bodiesOf('Constraint', body.constraints).some(({ contype }) => constrains(contype));
  const overConstrained = below?.kind === 'domain' && below.constrained;
  const domain = { kind: 'domain', base, constrained: constrained || overConstrained, set: context.set } as const;
  return createType(catalog, body.domainname, domain, context);
}

/**
 * ALTER DOMAIN: O is SET NOT NULL, C is ADD. The catalog does not count a domain's constraints, so after a DROP the
 * domain counts as constrained still: that may name a rewrite too many, never one too few.
 */
export function alterDomain(catalog: Catalog, body: AlterDomainStmt, context: ApplyContext): Catalog {
  if (body.subtype !== 'O' && body.subtype !== 'C') return catalog;
  const name = resolveObject(catalog.types, context, texts(body.typeName));
  const before = catalog.types.get(name);
  if (before !== undefined && before.kind !== 'domain') return catalog;
  const known = before ?? { kind: 'domain', base: null, set: 0 };
  return { ...catalog, types: catalog.types.set(name, { ...known, constrained: true }) };
}

/** ALTER TYPE … ADD VALUE and RENAME VALUE. */
export function alterEnum(catalog: Catalog, body: AlterEnumStmt, context: ApplyContext): Catalog {
  const type = resolveObject(catalog.types, context, texts(body.typeName));
  const added = `${type} ${body.newVal ?? ''}`;
  if (body.oldVal !== undefined) {
    const before = `${type} ${body.oldVal}`;
    const transaction = catalog.enumValues.get(before);
    const after = withValues(catalog, type, (values) =>
      values.map((value) => (value === body.oldVal ? (body.newVal ?? '') : value)),
    );
    if (transaction === undefined) return after;
    return { ...after, enumValues: catalog.enumValues.delete(before).set(added, transaction) };
  }
  // No transaction has the number 0: the type was there before all of them.
  const known = catalog.types.has(type)
    ? catalog
    : { ...catalog, types: catalog.types.set(type, { kind: 'enum', values: null, set: 0, transaction: 0 }) };
  if (body.skipIfNewValExists === true && catalog.enumValues.has(added)) return known;
  const after = withValues(known, type, (values) => withNewValue(values, body));
  return { ...after, enumValues: catalog.enumValues.set(added, context.transaction) };
}

function withValues(catalog: Catalog, type: string, change: (values: readonly string[]) => readonly string[]): Catalog {
  const known = catalog.types.get(type);
  if (known?.kind !== 'enum' || known.values === null) return catalog;
  return { ...catalog, types: catalog.types.set(type, { ...known, values: change(known.values) }) };
}

/** BEFORE or AFTER a neighbour, else at the end. */
function withNewValue(values: readonly string[], body: AlterEnumStmt): readonly string[] {
  const { newVal = '', newValNeighbor, newValIsAfter } = body;
  if (values.includes(newVal)) return values;
  const neighbour = newValNeighbor === undefined ? -1 : values.indexOf(newValNeighbor);
  if (neighbour < 0) return [...values, newVal];
  return values.toSpliced(newValIsAfter === true ? neighbour + 1 : neighbour, 0, newVal);
}

function constrains(contype: string | undefined): boolean {
  return contype === 'CONSTR_CHECK' || contype === 'CONSTR_NOTNULL';
}
