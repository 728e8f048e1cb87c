import type { RelationName } from '../sql/names.js';
import type { Catalog, SetNumber } from './catalog.js';

/** Something that holds values which a function computed when rows were written. */
export interface RoutineUser {
  readonly kind: 'index' | 'generated column' | 'constraint' | 'partition key';
  readonly table: RelationName;
  /** The table's own name for a partition key. */
  readonly name: string;
  readonly set: SetNumber;
}

/** Indexes, stored columns, CHECKs and partition keys that rest on a function always giving the same. */
export function usersOfRoutine(catalog: Catalog, routine: string): RoutineUser[] {
  const found: RoutineUser[] = [];
  for (const { name, table, calls, set } of catalog.indexes.values())
    if (calls.includes(routine)) found.push({ kind: 'index', table, name, set });
  for (const { name: table, columns, constraints, partitioning, set: made } of catalog.relations.values()) {
    for (const { name, calls, generated, set } of columns.values())
      // A virtual column stores nothing, and cannot call such a function.
      if (generated === 'stored' && calls.includes(routine)) found.push({ kind: 'generated column', table, name, set });
    for (const one of constraints.values())
      if (one.kind === 'check' && one.calls.includes(routine))
        found.push({ kind: 'constraint', table, name: one.name, set: one.set });
    if (partitioning?.calls.includes(routine) === true)
      found.push({ kind: 'partition key', table, name: table, set: made });
  }
  return found;
}
