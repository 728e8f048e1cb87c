import type { PartitionBoundSpec } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { edit, ensureNamed, withItem, without, type ApplyContext } from './apply-context.js';
import { copyForeignKey } from './apply-foreign-key.js';
import { copyIndexes, detachIndexes } from './apply-index.js';
import { copyKeys } from './apply-key.js';
import { family, foreignKeysOf, type Catalog, type Column, type Constraint, type Relation } from './catalog.js';

export interface Link {
  readonly catalog: Catalog;
  readonly parent: Relation;
}

/** Makes a table the child or, with a bound, the partition of another. */
export function linkParent(
  catalog: Catalog,
  child: RelationName,
  name: RelationName,
  bound: PartitionBoundSpec | undefined,
): Link {
  const found = ensureNamed(catalog, name, bound === undefined ? 'table' : 'partitioned table');
  const parent = found.relation;
  // Postgres refuses a circle; following one would never end.
  if (family(found.catalog, child).includes(parent.name)) return { catalog: found.catalog, parent };
  let after = edit(found.catalog, parent.name, (relation) => ({
    ...relation,
    // A table that a stub was made for shows what it is by having a partition.
    kind: bound !== undefined && !relation.complete ? 'partitioned table' : relation.kind,
    children: withItem(relation.children, child),
  }));
  after = edit(after, child, (relation) => ({
    ...relation,
    partitionOf: relation.partitionOf ?? parent.name,
    isDefaultPartition: bound?.is_default === true,
    bound: bound ?? relation.bound,
  }));
  return { catalog: after, parent };
}

/** Ends the link that `linkParent` made. */
export function unlinkParent(catalog: Catalog, child: RelationName, parent: RelationName): Catalog {
  const after = edit(detachIndexes(catalog, child), parent, (relation) => ({
    ...relation,
    children: without(relation.children, child),
  }));
  return edit(after, child, (relation) =>
    relation.partitionOf === parent
      ? {
          ...relation,
          columns: relation.bound === null ? relation.columns : relation.columns.map(withoutShared(relation)),
          partitionOf: null,
          isDefaultPartition: false,
          bound: null,
        }
      : relation,
  );
}

/** An identity whose sequence belongs to the parent stays there. */
function withoutShared(relation: Relation): (column: Column) => Column {
  return (column) =>
    column.identity && !relation.sequences.includes(column.sequence ?? '')
      ? { ...column, identity: false, hasDefault: false, sequence: null }
      : column;
}

/** A new child with its parent's columns, CHECKs and NOT NULLs. */
export function inherited(child: Relation, parent: Relation, context: ApplyContext): Relation {
  const isPartition = parent.kind === 'partitioned table';
  // With NO INHERIT the parent keeps its NOT NULL to itself.
  const isKept = (column: Column): boolean =>
    parent.constraints.find((one) => one.kind === 'not-null' && !one.inherited && one.columns.includes(column.name)) !==
    undefined;
  const own = (column: Column): Column => {
    const kept = isPartition || !column.identity ? column : { ...column, identity: false, hasDefault: false };
    const notNull = isKept(column) ? false : column.notNull;
    return { ...kept, notNull, sequence: kept.hasDefault === true ? column.sequence : null, set: context.set };
  };
  const passedOn = parent.constraints.filter((one) => 'inherited' in one && one.inherited);
  return {
    ...child,
    complete: child.complete && parent.complete,
    columns: child.columns.merge(parent.columns.map(own)),
    constraints: child.constraints.merge(passedOn.map((constraint) => onNewTable(constraint, context))),
  };
}

/** A constraint as a new table takes it from another: without rows it is valid, unless it is NOT ENFORCED. */
export function onNewTable(constraint: Constraint, context: ApplyContext): Constraint {
  return { ...constraint, validated: constraint.enforced, set: context.set, transaction: context.transaction };
}

/** What a partition takes over from its parent: keys, indexes and foreign keys, where it has none alike. */
export function copyFromParent(
  catalog: Catalog,
  parent: RelationName,
  child: RelationName,
  context: ApplyContext,
): Catalog {
  let after = copyKeys(catalog, parent, child, context);
  after = copyIndexes(after, parent, child, context);
  for (const { key } of foreignKeysOf(catalog, parent)) {
    after = copyForeignKey(after, child, { ...key, set: context.set, transaction: context.transaction });
  }
  return after;
}
