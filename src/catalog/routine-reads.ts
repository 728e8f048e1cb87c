import type { Dependent, Read } from './belongings.js';
import type { Catalog, Routine } from './catalog.js';

/** Changes what bodies in BEGIN ATOMIC or RETURN take; the same map when none takes anything. */
export function editReads(routines: Catalog['routines'], change: (read: Read) => Read): Catalog['routines'] {
  if (!routines.some(takesSomething)) return routines;
  return routines.map((routine) => ({
    ...routine,
    overloads: routine.overloads.map((one) =>
      one.reads.length === 0 ? one : { ...one, reads: one.reads.map(change) },
    ),
  }));
}

function takesSomething({ overloads }: Routine): boolean {
  return overloads.some(({ reads }) => reads.length > 0);
}

/** Functions whose body takes something that is asked for. */
export function routinesThatRead(catalog: Catalog, takes: (read: Read) => boolean): Dependent[] {
  const found: Dependent[] = [];
  for (const [name, { overloads }] of catalog.routines) {
    const read = overloads.flatMap(({ reads }) => reads).find(takes);
    if (read !== undefined) found.push({ kind: 'function', relation: read.relation, name });
  }
  return found;
}
