import type { RelationName } from '../sql/names.js';
import type { ApplyContext } from './apply-context.js';
import { addForeignKey } from './apply-foreign-key.js';
import { addKey } from './apply-key.js';
import { impliedConstraintName } from './apply-names.js';
import { addNotNull, withConstraint } from './apply-not-null.js';
import { columnsIn, provenColumns } from './apply-proof.js';
import type { ConstraintRequest } from './apply-request.js';
import { callsIn } from './calls.js';
import type { Catalog } from './catalog.js';

/** Adds a constraint to a table and to what inherits it. */
export function addConstraint(
  catalog: Catalog,
  table: RelationName,
  request: ConstraintRequest,
  context: ApplyContext,
): Catalog {
  const { node, columns, validated } = request;
  const isKnown = node.conname !== undefined && hasConstraint(catalog, table, node.conname);
  if (isKnown && context.guarded === true) return catalog;
  switch (node.contype) {
    case 'CONSTR_NOTNULL': {
      const apart = node.is_no_inherit === true;
      const wanted = { name: node.conname ?? null, validated, inherit: !apart, apart };
      return addNotNull(catalog, [table], columns[0] ?? '', wanted, context);
    }
    case 'CONSTR_CHECK':
      return addCheck(catalog, table, request, context);
    case 'CONSTR_FOREIGN':
      return addForeignKey(catalog, table, request, context);
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_EXCLUSION':
      return addKey(catalog, table, request, context);
    default:
      return catalog;
  }
}

function addCheck(catalog: Catalog, table: RelationName, request: ConstraintRequest, context: ApplyContext): Catalog {
  const { node } = request;
  const columns = columnsIn(node.raw_expr);
  const name = node.conname ?? impliedConstraintName(catalog, table, columns.length === 1 ? columns : [], 'check');
  let after = withConstraint(catalog, table, {
    kind: 'check',
    name,
    columns,
    proves: request.enforced ? provenColumns(node.raw_expr) : [],
    expression: node.raw_expr ?? null,
    calls: callsIn([node.raw_expr], catalog, context.path),
    inherited: node.is_no_inherit !== true,
    enforced: request.enforced,
    deferrable: false,
    validated: request.validated,
    transaction: context.transaction,
    set: context.set,
  });
  if (node.is_no_inherit === true) return after;
  for (const child of catalog.relations.get(table)?.children ?? []) {
    // A child's own CHECK of that name is the same one, or Postgres refuses.
    if (hasConstraint(after, child, name)) continue;
    after = addCheck(after, child, { ...request, node: { ...node, conname: name } }, context);
  }
  return after;
}

function hasConstraint(catalog: Catalog, table: RelationName, name: string): boolean {
  return catalog.relations.get(table)?.constraints.has(name) === true;
}
