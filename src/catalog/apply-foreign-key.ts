import type { RelationName } from '../sql/names.js';
import { texts } from '../sql/statement.js';
import { edit, ensureRelation, withItem, without, type ApplyContext } from './apply-context.js';
import { impliedConstraintName } from './apply-names.js';
import { withConstraint } from './apply-not-null.js';
import type { ConstraintRequest } from './apply-request.js';
import { foreignKeysOf, type Catalog, type Constraint, type ForeignKeyOf, type ReferentialAction } from './catalog.js';

type ForeignKey = ForeignKeyOf['key'];

export function addForeignKey(
  catalog: Catalog,
  table: RelationName,
  request: ConstraintRequest,
  context: ApplyContext,
): Catalog {
  const { node, columns, validated, enforced, deferrable, deferred } = request;
  const { catalog: known, relation: target } = ensureRelation(catalog, context, node.pktable);
  const written = texts(node.pk_attrs);
  const primary = target.constraints.find((constraint) => constraint.kind === 'primary-key');
  return withForeignKey(known, table, {
    kind: 'foreign-key',
    name: node.conname ?? impliedConstraintName(known, table, columns, 'fkey'),
    columns,
    references: target.name,
    referencedColumns: written.length > 0 ? written : (primary?.columns ?? []),
    onDelete: actionOf(node.fk_del_action),
    onUpdate: actionOf(node.fk_upd_action),
    onDeleteColumns: texts(node.fk_del_set_cols),
    matchFull: node.fk_matchtype === 'f',
    period: node.fk_with_period === true,
    deferrable,
    deferred,
    enforced,
    validated,
    transaction: context.transaction,
    set: context.set,
  });
}

/** The parser's letters. */
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

function actionOf(letter = ''): ReferentialAction {
  return ACTIONS[letter] ?? 'no action';
}

/** Adds a foreign key to a table and its partitions, and tells the table it points to. */
export function withForeignKey(catalog: Catalog, table: RelationName, key: ForeignKey): Catalog {
  let after = withConstraint(catalog, table, key);
  after = edit(after, key.references, (target) => {
    const referencedBy = withItem(target.referencedBy, table);
    return referencedBy === target.referencedBy ? target : { ...target, referencedBy };
  });
  const relation = after.relations.get(table);
  if (relation?.kind !== 'partitioned table') return after;
  for (const child of relation.children) after = copyForeignKey(after, child, key);
  return after;
}

/** A partition takes its parent's foreign key, unless it has the same one already. */
export function copyForeignKey(catalog: Catalog, table: RelationName, key: ForeignKey): Catalog {
  const isThere = foreignKeysOf(catalog, table).some(
    ({ key: own }) => own.references === key.references && own.columns.join() === key.columns.join(),
  );
  if (isThere) return catalog;
  const isTaken = catalog.relations.get(table)?.constraints.has(key.name) === true;
  const name = isTaken ? impliedConstraintName(catalog, table, key.columns, 'fkey') : key.name;
  return withForeignKey(catalog, table, { ...key, name });
}

/** Takes constraints out of one table; what they refer to forgets the table when nothing else refers to it. */
export function removeConstraints(catalog: Catalog, table: RelationName, gone: (one: Constraint) => boolean): Catalog {
  const targets = foreignKeysOf(catalog, table).filter(({ key }) => gone(key));
  let after = edit(catalog, table, (relation) => {
    const constraints = relation.constraints.filterNot(gone);
    return constraints.size === relation.constraints.size ? relation : { ...relation, constraints };
  });
  for (const { key } of targets) {
    const isLeft = foreignKeysOf(after, table).some((other) => other.key.references === key.references);
    if (isLeft) continue;
    after = edit(after, key.references, (target) => ({
      ...target,
      referencedBy: without(target.referencedBy, table),
    }));
  }
  return after;
}
