import type { Catalog } from '../catalog/catalog.js';
import type { Changeset, Step } from '../timeline.js';

/** The schema before the first statement of the set. */
export function schemaAtStart(step: Step, { stepsInSet }: Changeset): Catalog {
  return (stepsInSet.get(step.set)?.[0] ?? step).before;
}

/** The schema when the whole set has run in the direction of one of its steps. */
export function schemaAtEnd(step: Step, { stepsInSet }: Changeset): Catalog {
  const { direction } = step.section;
  const last = (stepsInSet.get(step.set) ?? []).findLast((one) => one.section.direction === direction);
  return (last ?? step).after;
}
