import { SCHEMA, STATEMENTS, type BlockingStatement } from './blocking-statements.js';
import { clash, modelOf, type Locks } from './model.js';
import type { Scenario } from './scenario.js';
import type { Session } from './session.js';
import type { World } from './world.js';

/** One scenario a statement: whose reads and writes wait while it is held. */
export const BLOCKING: readonly Scenario[] = STATEMENTS.map((statement) => ({
  name: statement.sql,
  schema: SCHEMA,
  ...(statement.from === undefined ? {} : { from: statement.from }),
  ...(statement.behind === undefined ? { leavesNothing: true } : {}),
  look: async (world) => {
    const claimed = modelled(statement, world.major);
    await hold(statement, world);
    return { seen: inWords(await whatWaits(world.b, claimed)), claimed: inWords(claimed) };
  },
}));

/** What other sessions do meanwhile: read a table, or write a row that they then take back. */
interface Probe {
  readonly what: 'reads' | 'writes';
  readonly relation: string;
  readonly sql: string;
  /** What the statement reaches without naming it. */
  readonly unnamed: Locks;
}

const PROBES: readonly Probe[] = [
  read('users'),
  write('users', "INSERT INTO users VALUES (9, 'z')"),
  read('orders'),
  write('orders', 'INSERT INTO orders (id, user_id) VALUES (9, 1)'),
  read('visits'),
  write('visits', 'UPDATE visits SET user_id = 2'),
  read('tickets'),
  write('tickets', "INSERT INTO tickets (note) VALUES ('z')", new Map([['public.tickets_id_seq', 'ROW EXCLUSIVE']])),
  read('tickets_id_seq'),
  write('tickets_id_seq', "SELECT nextval('tickets_id_seq')", new Map([['public.tickets_id_seq', 'ROW EXCLUSIVE']])),
  read('events', 'SELECT FROM ONLY events'),
  write('events', 'DELETE FROM ONLY events'),
  read('events_1'),
  write('events_1', "UPDATE events_1 SET body = 'z'"),
  read('events_2'),
  write('events_2', "UPDATE events_2 SET body = 'z'"),
  read('candidate'),
  write('candidate', "UPDATE candidate SET body = 'z'"),
  read('totals'),
  read('names', 'SELECT FROM names', new Map([['public.users', 'ACCESS SHARE']])),
];

function read(relation: string, sql = `SELECT FROM ${relation}`, unnamed: Locks = new Map()): Probe {
  return { what: 'reads', relation, sql, unnamed };
}

function write(relation: string, sql: string, unnamed: Locks = new Map()): Probe {
  return { what: 'writes', relation, sql, unnamed };
}

function modelled({ sql, behind }: BlockingStatement, major: number): readonly Probe[] {
  const model = modelOf(SCHEMA, major);
  const held = model.held(sql, behind !== undefined);
  return PROBES.filter((probe) => clash(held, model.wanted(probe.sql, probe.unnamed)) !== null);
}

async function hold({ sql, behind }: BlockingStatement, { a, c }: World): Promise<void> {
  if (behind === undefined) {
    await a.run(`BEGIN; ${sql}`);
    return;
  }
  await c.run(`BEGIN; ${behind}`);
  if (!(await a.start(sql).waits())) throw new Error('it did not wait for the older transaction');
}

/** Those that are not expected to wait go in one string, which waits if one of them does: then each is tried alone. */
async function whatWaits(session: Session, expected: readonly Probe[]): Promise<readonly Probe[]> {
  const others = PROBES.filter((probe) => !expected.includes(probe));
  const alone = (await oneWaits(session, others)) ? PROBES : expected;
  const waiting: Probe[] = [];
  for (const probe of alone) if (await oneWaits(session, [probe])) waiting.push(probe);
  return waiting;
}

async function oneWaits(session: Session, probes: readonly Probe[]): Promise<boolean> {
  // A plan made before, that of a foreign key's look-up included, would open no index that it does not use.
  const sql = `DISCARD PLANS; BEGIN; ${probes.map((probe) => probe.sql).join('; ')}; ROLLBACK`;
  const started = session.start(sql);
  if (await started.waits()) {
    await started.cancel();
    await session.run('ROLLBACK');
    return true;
  }
  const { code, message } = await started.ended();
  if (code !== null) throw new Error(`${sql}: ${message}`);
  return false;
}

function inWords(waiting: readonly Probe[]): string {
  const reads = waiting.filter(({ what }) => what === 'reads').map(({ relation }) => relation);
  const writes = waiting.filter(({ what }) => what === 'writes').map(({ relation }) => relation);
  const both = reads.filter((name) => writes.includes(name));
  const groups = [
    ['reads and writes', both],
    ['reads', reads.filter((name) => !both.includes(name))],
    ['writes', writes.filter((name) => !both.includes(name))],
  ] as const;
  const words = groups.flatMap(([what, names]) => (names.length === 0 ? [] : [`${what} of ${names.join(', ')}`]));
  return words.length === 0 ? 'nobody waits' : `${words.join('; ')} wait`;
}
