/** A server and the process that asks it wait for each other, so that one of them alone leaves a core idle. */
const LANES = 2;

/** Does the work for each major, for two at once. @returns what it gave, in the order of `majors` */
export async function forEachMajor<Result>(
  majors: readonly number[],
  work: (major: number) => Promise<Result>,
): Promise<ReadonlyMap<number, Result>> {
  const results = new Map<number, Result>();
  const waiting = majors.values();
  const lane = async (): Promise<void> => {
    for (const major of waiting) results.set(major, await work(major));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return new Map([...results].sort(([one], [other]) => majors.indexOf(one) - majors.indexOf(other)));
}
