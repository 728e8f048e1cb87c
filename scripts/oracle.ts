// Compares the model with real servers, and runs the plans there: node scripts/run.js scripts/oracle.ts [--majors 13,18] [--only WORDS] [--mutate] [--effects] [--sessions] [--standby]
import { parseArgs } from 'node:util';
import {
  EXCEPTIONS,
  effectsRows,
  exampleCases,
  olderCases,
  statementCases,
  type OracleCase,
} from '../__tests__/oracle/cases.js';
import { compareCase } from '../__tests__/oracle/compare.js';
import { observeCase, type ObservedCase } from '../__tests__/oracle/observe.js';
import { loadParser } from '../src/sql/parse.js';
import { MAJORS } from './oracle/binaries.js';
import { stale, writePage } from './oracle/effects/page.js';
import { unnoticed } from './oracle/mutate.js';
import { forEachMajor } from './oracle/lanes.js';
import { onServer } from './oracle/on-server.js';
import { differingPlans } from './oracle/plans.js';
import { differingStandby } from './oracle/standby.js';
import { differingScenarios } from './oracle/two-sessions.js';

/** The oldest that the rules are for; of those before it, only some cases speak. */
const OLDEST = 13;

const { values } = parseArgs({
  options: {
    majors: { type: 'string' },
    only: { type: 'string' },
    mutate: { type: 'boolean', default: false },
    effects: { type: 'boolean', default: false },
    sessions: { type: 'boolean', default: false },
    standby: { type: 'boolean', default: false },
  },
});
const majors = values.majors === undefined ? MAJORS : values.majors.split(',').map(Number);
const supported = majors.filter((major) => major >= OLDEST);

await loadParser();
const isObserved = !values.sessions && !values.standby;
const observedOn = !isObserved ? [] : values.effects ? supported : majors;
const seen = await forEachMajor(observedOn, async (major) => observeAll(casesOf(major), major));

if (values.effects) writePage(seen);
else if (values.standby) process.exitCode = (await differingStandby(supported)) > 0 ? 1 : 0;
else if (values.sessions) process.exitCode = (await differingScenarios(supported, true)) > 0 ? 1 : 0;
else process.exitCode = (await compare()) > 0 ? 1 : 0;

/** Prints what differs, and says how much. */
async function compare(): Promise<number> {
  let differences = 0;
  for (const [major, observed] of seen) differences += compareAll(observed, major);
  for (const [title, reason] of EXCEPTIONS) console.log(`named exception: ${title} ${reason}`);
  if (!values.mutate) differences += await differingPlans(supported, values.only ?? '');
  if (values.only !== undefined) return differences;
  differences += staleCells();
  if (values.mutate) return differences + mutate();
  return differences + (await differingScenarios(supported, false));
}

function casesOf(major: number): OracleCase[] {
  const rows = effectsRows().map(({ asked }) => asked);
  if (values.effects) return rows;
  const all = major < OLDEST ? olderCases() : [...statementCases(), ...rows, ...exampleCases(), ...olderCases()];
  return all.filter(({ title }) => title.includes(values.only ?? ''));
}

/** What a server of this major does with each case. */
async function observeAll(all: readonly OracleCase[], major: number): Promise<ReadonlyMap<OracleCase, ObservedCase>> {
  return onServer(major, async (observed) => {
    const found = new Map<OracleCase, ObservedCase>();
    for (const one of all) found.set(one, await observeCase(observed, one.schema, one.texts));
    return found;
  });
}

function compareAll(observed: ReadonlyMap<OracleCase, ObservedCase>, major: number): number {
  let fields = 0;
  let differences = 0;
  for (const [{ title }, one] of observed) {
    const comparisons = compareCase(one, major);
    fields += comparisons.reduce((sum, comparison) => sum + comparison.fields, 0);
    const differing = comparisons.filter((comparison) => comparison.differences.length > 0);
    if (EXCEPTIONS.has(title)) continue;
    for (const { sql, differences: words } of differing) {
      differences += words.length;
      console.log(`PostgreSQL ${major}: ${title === sql ? '' : `${title}: `}${sql}\n  ${words.join('\n  ')}`);
    }
  }
  console.log(`PostgreSQL ${major}: ${observed.size} cases, ${fields} fields compared, ${differences} differences`);
  return differences;
}

function staleCells(): number {
  const words = stale(seen);
  for (const one of words) console.log(one);
  if (words.length > 0) console.log('Run `npm run oracle -- --effects` and commit the result.');
  else console.log(`docs/effects.md is current for ${supported.join(', ')}`);
  return words.length;
}

function mutate(): number {
  const survivors = unnoticed(new Map([...seen].map(([major, observed]) => [major, [...observed.values()]])));
  for (const words of survivors) console.log(`no case notices: ${words}`);
  console.log(`${survivors.length} mutations of the model that no case notices`);
  return survivors.length;
}
