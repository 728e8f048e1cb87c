// Compares the model with real servers: node scripts/run.js scripts/oracle.ts [--majors 13,18] [--mutate]
import { parseArgs } from 'node:util';
import { EXCEPTIONS, exampleCases, statementCases, type OracleCase } from '../__tests__/oracle/cases.js';
import { compareCase } from '../__tests__/oracle/compare.js';
import { observeCase, type ObservedCase } from '../__tests__/oracle/observe.js';
import { ObservedPostgres, type Session } from '../__tests__/postgres.js';
import { loadParser } from '../src/sql/parse.js';
import { unnoticed } from './oracle/mutate.js';
import { PostgresServer } from './oracle/server.js';

const SUPPORTED = [13, 14, 15, 16, 17, 18];

const { values } = parseArgs({ options: { majors: { type: 'string' }, mutate: { type: 'boolean', default: false } } });
const majors = values.majors === undefined ? SUPPORTED : values.majors.split(',').map(Number);

await loadParser();
const cases = [...statementCases(), ...exampleCases()];
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
  const server = await PostgresServer.start(major);
  try {
    const [session, ...bystanders] = [await connect(server), await connect(server), await connect(server)] as const;
    const observed = new ObservedPostgres(major, session, bystanders);
    const found = new Map<OracleCase, ObservedCase>();
    for (const one of all) found.set(one, await observeCase(observed, one.schema, one.texts));
    return found;
  } finally {
    await server.stop();
  }
}

async function connect(server: PostgresServer): Promise<Session> {
  const client = await server.connect();
  return {
    run: async (sql) => void (await client.query(sql)),
    rows: async <Row>(sql: string): Promise<readonly Row[]> => (await client.query<Row & object>(sql)).rows,
    close: async () => client.end(),
  };
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
