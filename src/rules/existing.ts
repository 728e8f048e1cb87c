import type { RangeVar } from '@pgsql/types';
import { nameParts, resolveParts, resolveRange } from '../catalog/lookup.js';
import { effective } from '../session/session.js';
import type { RelationName } from '../sql/names.js';
import type { Node } from '../sql/statement.js';
import type { Step } from '../timeline.js';

/** The relation that a name in a statement means, at its moment. */
export function rangeAt(step: Step, range: RangeVar | undefined): RelationName {
  return resolveRange(step.before, effective(step.session).searchPath, range);
}

/** The same for the name of a DROP or an ALTER that is no range: a list of strings or a type's name. */
export function objectAt(step: Step, object: Node | undefined): RelationName {
  return resolveParts(step.before, effective(step.session).searchPath, nameParts(object));
}

/** Whether others use a relation: everything that this set did not make itself. What nobody has shown us exists. */
export function isOthers(step: Step, relation: RelationName): boolean {
  return step.before.relations.get(relation)?.set !== step.set;
}

/** Whether others use a column. In a table whose CREATE was seen, a column that we don't know is not there. */
export function isOthersColumn(step: Step, relation: RelationName, column: string): boolean {
  return isOthers(step, relation) && step.before.relations.get(relation)?.columns.get(column)?.set !== step.set;
}

/** A type or routine by its key in the catalog: the first along the path that is known, else where it would be made. */
export function keyAt(step: Step, known: { readonly has: (key: string) => boolean }, parts: readonly string[]): string {
  const path = effective(step.session).searchPath;
  const candidates = path.map((schema) => resolveParts(step.before, [schema], parts));
  return candidates.find((key) => known.has(key)) ?? candidates[0] ?? '';
}
