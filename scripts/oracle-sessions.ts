// Shows on real servers what takes two or three sessions to see: npm run oracle:sessions [-- --majors 13,18]
import { parseArgs } from 'node:util';
import { loadParser } from '../src/sql/parse.js';
import { agrees, compareSessions, type MajorSight, type ScenarioResult } from './oracle/two-sessions.js';

const SUPPORTED = [13, 14, 15, 16, 17, 18];

const { values } = parseArgs({ options: { majors: { type: 'string' } } });
const majors = values.majors === undefined ? SUPPORTED : values.majors.split(',').map(Number);

const before = performance.now();
await loadParser();
const results = await compareSessions(majors);
for (const result of results) console.log(line(result));
const differing = results.filter((result) => !result.majors.every(agrees));
const seconds = Math.round((performance.now() - before) / 1000);
console.log(`${results.length} scenarios on ${majors.join(', ')}: ${differing.length} differ, in ${seconds} s`);
process.exitCode = differing.length > 0 ? 1 : 0;

function line({ name, majors: sights }: ScenarioResult): string {
  const verdict = sights.every(agrees) ? 'ok     ' : 'differs';
  return `${verdict} ${name} | ${[...grouped(sights)].map(([outcome, on]) => `${on.join(', ')}: ${outcome}`).join(' | ')}`;
}

/** Outcome → the majors that show it. */
function grouped(sights: readonly MajorSight[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const sight of sights) {
    const outcome = agrees(sight) ? sight.seen : `${sight.seen} BUT CLAIMED ${sight.claimed}`;
    groups.set(outcome, [...(groups.get(outcome) ?? []), sight.major]);
  }
  return groups;
}
