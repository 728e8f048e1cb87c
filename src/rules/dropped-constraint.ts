import type { Constraint, Relation } from '../catalog/catalog.js';
import type { RelationName } from '../sql/names.js';
import type { Changeset, Step } from '../timeline.js';
import { alteredParts } from './altered-part.js';
import { foundByMergedUp, schemaAtEnd } from './set-end.js';

/** One DROP CONSTRAINT of a constraint that others rely on. */
export interface DroppedConstraint {
  readonly part: number;
  readonly table: RelationName;
  readonly name: string;
  /** null: nobody has shown it to us. */
  readonly constraint: Constraint | null;
}

/** What its CASCADE takes along is told by a rule of its own. */
export function droppedConstraints(step: Step, changeset: Changeset): DroppedConstraint[] {
  const found = foundByMergedUp(step, changeset)?.relations;
  return alteredParts(step, 'AT_DropConstraint').flatMap(({ cmd, part, table }): DroppedConstraint[] => {
    const name = cmd.name ?? '';
    const relation = step.before.relations.get(table);
    const constraint = relation?.constraints.get(name) ?? null;
    if (
      constraint?.set === step.set ||
      isNew(found?.get(table), name) ||
      (constraint === null && relation?.complete === true)
    )
      return [];
    return cmd.behavior === 'DROP_CASCADE' && (constraint === null || 'index' in constraint)
      ? []
      : [{ part, table, name, constraint }];
  });
}

/** What a merged up added and its way back takes away is nobody's but theirs. */
function isNew(found: Relation | undefined, name: string): boolean {
  return found?.complete === true && !found.constraints.has(name);
}

/** At the end of the set the table is gone, or a column that the constraint was about: that is told by itself. */
export function goesWithMore(
  step: Step,
  changeset: Changeset,
  table: RelationName,
  columns: readonly string[],
): boolean {
  const end = schemaAtEnd(step, changeset).relations.get(table);
  if (end === undefined) return step.before.relations.has(table);
  return end.complete && columns.some((column) => !end.columns.has(column));
}
