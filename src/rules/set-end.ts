import type { Catalog } from '../catalog/catalog.js';
import type { Changeset, Step } from '../timeline.js';
import { isDown } from './scope.js';

/** The schema before the first statement of the set; for the way back of a merged up, what that up found. */
export function schemaAtStart(step: Step, changeset: Changeset): Catalog {
  return foundByMergedUp(step, changeset) ?? (changeset.stepsInSet.get(step.set)?.[0] ?? step).before;
}

/** null where the step is no part of the way back of a merged up, or nobody knows what that up found. */
export function foundByMergedUp(step: Step, { mergedPairs }: Changeset): Catalog | null {
  if (!isDown(step)) return null;
  return mergedPairs.find(({ migration }) => migration === step.migration)?.up[0]?.before ?? null;
}

/** The schema when the whole set has run in the direction of one of its steps. */
export function schemaAtEnd(step: Step, { stepsInSet }: Changeset): Catalog {
  const { direction } = step.section;
  const last = (stepsInSet.get(step.set) ?? []).findLast((one) => one.section.direction === direction);
  return (last ?? step).after;
}
