import { relationName, splitName, type RelationName } from '../sql/names.js';
import type { Node } from '../sql/statement.js';
import { edit } from './apply-context.js';
import { columnsIn } from './apply-proof.js';
import { editPublished } from './apply-publication.js';
import type { Read } from './belongings.js';
import { editReads } from './routine-reads.js';
import { moveNames } from './apply-move.js';
import {
  foreignKeysTo,
  type Catalog,
  type Column,
  type Constraint,
  type Partitioning,
  type Relation,
} from './catalog.js';

/** Renames a column in these tables and wherever their indexes, constraints and referencing tables name it. */
export function renameColumn(
  catalog: Catalog,
  tables: readonly RelationName[],
  before: string,
  after: string,
): Catalog {
  const swap = (name: string): string => (name === before ? after : name);
  let result = catalog;
  for (const table of tables) {
    result = edit(result, table, (relation) => renamedIn(relation, before, after));
    result = renameInIndexes(result, table, swap);
    result = editPublished(result, (published) =>
      published.relation === table && published.columns.includes(before)
        ? { ...published, columns: published.columns.map(swap) }
        : published,
    );
    const routines = editReads(result.routines, (read) =>
      read.relation === table ? { ...read, columns: read.columns.map(swap) } : read,
    );
    if (routines !== result.routines) result = { ...result, routines };
    for (const sequence of result.relations.get(table)?.sequences ?? [])
      result = edit(result, sequence, (relation) => renamedOwner(relation, before, after));
    for (const reader of result.relations.get(table)?.readers ?? [])
      result = edit(result, reader, (relation) => renamedReads(relation, table, before, after));
    for (const { table: other, key } of foreignKeysTo(result, table)) {
      if (!key.referencedColumns.includes(before)) continue;
      const renamed = { ...key, referencedColumns: key.referencedColumns.map(swap) };
      result = edit(result, other, (relation) => ({
        ...relation,
        constraints: relation.constraints.set(key.name, renamed),
      }));
    }
  }
  return result;
}

/** Renames a constraint, its index with it, and the copies that were inherited. */
export function renameConstraint(
  catalog: Catalog,
  tables: readonly RelationName[],
  before: string,
  after: string,
): Catalog {
  const [table] = tables;
  const constraint = table === undefined ? undefined : catalog.relations.get(table)?.constraints.get(before);
  if (table === undefined || constraint === undefined) return catalog;
  if (!('index' in constraint)) {
    const isInherited = constraint.kind === 'check' || constraint.kind === 'not-null';
    const concerned = isInherited ? tables : [table];
    return concerned.reduce((result, each) => renameIn(result, each, before, after), catalog);
  }
  const index = relationName(splitName(constraint.index).schema, after);
  return moveNames(renameIn(catalog, table, before, after), new Map([[constraint.index, index]]));
}

function renameIn(catalog: Catalog, table: RelationName, before: string, after: string): Catalog {
  return edit(catalog, table, (relation) => {
    const constraint = relation.constraints.get(before);
    if (constraint === undefined) return relation;
    const constraints = relation.constraints.delete(before).set(after, { ...constraint, name: after });
    return { ...relation, constraints };
  });
}

function renamedIn(relation: Relation, before: string, after: string): Relation {
  const column = relation.columns.get(before);
  const swap = (name: string): string => (name === before ? after : name);
  const columns =
    column === undefined ? relation.columns : withName(relation.columns.delete(before), { ...column, name: after });
  const own = {
    ...relation,
    columns: columns.map((one) =>
      one.computedFrom.includes(before) ? { ...one, computedFrom: one.computedFrom.map(swap) } : one,
    ),
    outputs:
      relation.outputs === null
        ? null
        : { ...relation.outputs, names: relation.outputs.names.map((name) => (name === null ? null : swap(name))) },
    constraints: relation.constraints.map((constraint) => renamedConstraint(constraint, swap)),
    partitionKey: relation.partitionKey.map(swap),
    partitioning: renamedKey(relation.partitioning, swap),
    triggers: relation.triggers.map((trigger) => ({ ...trigger, columns: trigger.columns.map(swap) })),
  };
  return renamedReads(own, relation.name, before, after);
}

function renamedOwner(sequence: Relation, before: string, after: string): Relation {
  const { ownedBy } = sequence;
  return ownedBy?.column === before ? { ...sequence, ownedBy: { ...ownedBy, column: after } } : sequence;
}

function renamedKey(partitioning: Partitioning | null, swap: (name: string) => string): Partitioning | null {
  if (partitioning === null) return null;
  return { ...partitioning, keys: partitioning.keys.map((key) => (key === null ? null : swap(key))) };
}

/** The same column in the queries, policies and rules that take it. */
function renamedReads(reader: Relation, table: RelationName, before: string, after: string): Relation {
  const renamed = (reads: readonly Read[]): Read[] =>
    reads.map((read) => {
      if (read.relation !== table) return read;
      return { ...read, columns: read.columns.map((name) => (name === before ? after : name)) };
    });
  return {
    ...reader,
    query: renamed(reader.query),
    policies: reader.policies.map((policy) => ({ ...policy, reads: renamed(policy.reads) })),
    rules: reader.rules.map((rule) => ({ ...rule, reads: renamed(rule.reads) })),
  };
}

function withName(columns: Relation['columns'], column: Column): Relation['columns'] {
  return columns.set(column.name, column);
}

function renamedConstraint(constraint: Constraint, swap: (name: string) => string): Constraint {
  const columns = constraint.columns.map(swap);
  if (columns.every((name, at) => name === constraint.columns[at])) return constraint;
  // The expression still has the old name in it: better none than one that is wrong.
  if (constraint.kind === 'check') {
    return { ...constraint, columns, proves: constraint.proves.map(swap), expression: null };
  }
  if (constraint.kind === 'foreign-key')
    return { ...constraint, columns, onDeleteColumns: constraint.onDeleteColumns.map(swap) };
  return { ...constraint, columns };
}

function renameInIndexes(catalog: Catalog, table: RelationName, swap: (name: string) => string): Catalog {
  const names = catalog.relations.get(table)?.indexes ?? [];
  const indexes = catalog.indexes.withMutations((all) => {
    for (const name of names) {
      const index = all.get(name);
      if (index === undefined) continue;
      const keys = index.keys.map((key) => (key === null ? null : swap(key)));
      // As with the expression of a CHECK: better none than one with the old name in it.
      const right = (node: Node | null): Node | null =>
        node !== null && columnsIn(node).some((column) => swap(column) !== column) ? null : node;
      all.set(name, {
        ...index,
        keys,
        expressions: index.expressions.map(right),
        predicate: right(index.predicate),
        included: index.included.map(swap),
        mentions: index.mentions.map(swap),
      });
    }
  });
  return names.length === 0 ? catalog : { ...catalog, indexes };
}
