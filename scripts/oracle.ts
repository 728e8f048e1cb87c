// Compares the model with real servers: node scripts/run.js scripts/oracle.ts [--majors 13,18] [--only WORDS] [--mutate]
import { parseArgs } from 'node:util';
import { EXCEPTIONS, exampleCases, statementCases, type OracleCase } from '../__tests__/oracle/cases.js';
import { compareCase } from '../__tests__/oracle/compare.js';
import { observeCase, type ObservedCase } from '../__tests__/oracle/observe.js';
import { loadParser } from '../src/sql/parse.js';
import { unnoticed } from './oracle/mutate.js';
import { onServer } from './oracle/on-server.js';

const SUPPORTED = [13, 14, 15, 16, 17, 18];

const { values } = parseArgs({
  options: {
    majors: { type: 'string' },
    only: { type: 'string', default: '' },
    mutate: { type: 'boolean', default: false },
  },
});
const majors = values.majors === undefined ? SUPPORTED : values.majors.split(',').map(Number);

await loadParser();
const cases = [...statementCases(), ...exampleCases()].filter(({ title }) => title.includes(values.only));
let failed = false;
const observations = new Map<number, readonly ObservedCase[]>();
for (const major of majors) {
  const observed = await observeAll(cases, major);
  observations.set(major, [...observed.values()]);
  const report = compareAll(observed, major);
  failed ||= report.differences > 0;
}
for (const [title, reason] of EXCEPTIONS) console.log(`named exception: ${title} ${reason}`);
if (values.mutate) {
  const survivors = unnoticed(observations);
  for (const words of survivors) console.log(`no case notices: ${words}`);
  console.log(`${survivors.length} mutations of the model that no case notices`);
  failed ||= survivors.length > 0;
}
process.exitCode = failed ? 1 : 0;

/** What a server of this major does with each case. */
async function observeAll(all: readonly OracleCase[], major: number): Promise<ReadonlyMap<OracleCase, ObservedCase>> {
  return onServer(major, async (observed) => {
    const found = new Map<OracleCase, ObservedCase>();
    for (const one of all) found.set(one, await observeCase(observed, one.schema, one.texts));
    return found;
  });
}

interface MajorReport {
  readonly fields: number;
  readonly differences: number;
}

function compareAll(observed: ReadonlyMap<OracleCase, ObservedCase>, major: number): MajorReport {
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
  return { fields, differences };
}
