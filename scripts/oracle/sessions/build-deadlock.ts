import { setTimeout as sleep } from 'node:timers/promises';
import { DEADLOCK } from './deadlock.js';
import { invalidIndexes } from './index-build.js';
import type { Scenario } from './scenario.js';
import type { Started } from './session.js';
import type { World } from './world.js';

const SCHEMA = `
  CREATE TABLE users (id int PRIMARY KEY, email text, name text);
  CREATE INDEX users_name_idx ON users (name);
  CREATE TABLE events (key int NOT NULL, body text) PARTITION BY RANGE (key);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (100);
  INSERT INTO users VALUES (1, 'a', 'a');
  INSERT INTO events VALUES (5, 'a');`;

const BUILD = 'CREATE INDEX CONCURRENTLY users_email_idx ON users (email)';
const WRITER = "INSERT INTO users VALUES (9, 'z', 'z')";

/**
 * A statement that waits outside any transaction until older ones have ended, and one that comes behind it while it waits. Whoever
 * waits for the table's lock keeps a snapshot, and in the end a build waits for every older snapshot.
 */
interface Meeting {
  readonly first: string;
  readonly older: string;
  readonly second: string;
  readonly leaves: string | null;
  readonly from?: number;
}

const MEETINGS: readonly Meeting[] = [
  {
    first: BUILD,
    older: WRITER,
    second: 'CREATE INDEX CONCURRENTLY users_both_idx ON users (email, name)',
    leaves: 'users_email_idx',
  },
  {
    first: BUILD,
    older: WRITER,
    second: 'REINDEX INDEX CONCURRENTLY users_name_idx',
    leaves: 'users_email_idx',
  },
  {
    first: 'REINDEX INDEX CONCURRENTLY users_name_idx',
    older: WRITER,
    second: BUILD,
    leaves: 'users_name_idx_ccnew',
  },
  { first: BUILD, older: WRITER, second: 'DROP INDEX CONCURRENTLY users_name_idx', leaves: 'users_email_idx' },
  { first: BUILD, older: WRITER, second: 'ALTER TABLE users ADD COLUMN plan text', leaves: 'users_email_idx' },
  { first: BUILD, older: WRITER, second: 'CREATE INDEX ON users (name, email)', leaves: 'users_email_idx' },
  { first: BUILD, older: WRITER, second: 'ANALYZE users', leaves: 'users_email_idx' },
  { first: BUILD, older: WRITER, second: 'VACUUM users', leaves: null },
  { first: 'DROP INDEX CONCURRENTLY users_name_idx', older: WRITER, second: BUILD, leaves: null },
  {
    first: 'CREATE INDEX CONCURRENTLY events_1_body_idx ON events_1 (body)',
    older: "UPDATE events_1 SET body = 'z'",
    second: 'ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY',
    leaves: 'events_1_body_idx',
    from: 14,
  },
  {
    first: 'ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY',
    older: 'SELECT FROM events_1',
    second: 'CREATE INDEX CONCURRENTLY events_1_body_idx ON events_1 (body)',
    leaves: null,
    from: 14,
  },
];

export const BUILD_DEADLOCKS: readonly Scenario[] = [
  ...MEETINGS.map((meeting) => ({
    name: `${meeting.first}, and while it waits ${meeting.second}`,
    schema: SCHEMA,
    ...(meeting.from === undefined ? {} : { from: meeting.from }),
    look: async (world: World) => ({
      seen: await met(meeting, world, LONG),
      claimed: meeting.leaves === null ? 'nobody is killed, INVALID: none' : firstKilled(meeting.leaves),
    }),
  })),
  ...MEETINGS.slice(0, 1).map((meeting) => ({
    name: `the same, when the second has only begun to wait`,
    schema: SCHEMA,
    look: async (world: World) => ({ seen: await met(meeting, world, SHORT), claimed: SECOND_KILLED }),
  })),
  {
    name: `${BUILD} by the session whose advisory lock another has long waited for`,
    schema: SCHEMA,
    look: async (world) => ({ seen: await underLock(world, LONG), claimed: firstKilled('users_email_idx') }),
  },
  {
    name: 'the same, when the other has only begun to wait',
    schema: SCHEMA,
    look: async (world) => ({ seen: await underLock(world, SHORT), claimed: SECOND_KILLED }),
  },
];

/** Milliseconds of waiting after which each looks for a deadlock, once; and how long the second waits at the least. */
interface Timing {
  readonly first: number;
  readonly second: number;
  readonly pause: number;
}

const LONG: Timing = { first: 100, second: 5, pause: 50 };
const SHORT: Timing = { first: 5000, second: 500, pause: 0 };
const SECOND_KILLED = 'the second is killed, INVALID: none';

function firstKilled(left: string): string {
  return `the first is killed, INVALID: ${left}`;
}

async function met({ first, older, second }: Meeting, world: World, timing: Timing): Promise<string> {
  const { a, b, c } = world;
  await c.run(`BEGIN; ${older}`);
  await a.run(`SET deadlock_timeout = ${timing.first}`);
  await b.run(`SET deadlock_timeout = ${timing.second}`);
  const running = a.start(first);
  if (!(await running.waits())) return 'the first does not wait';
  const behind = b.start(second);
  if (!(await behind.waits())) return 'the second does not wait';
  await sleep(timing.pause);
  await c.run('ROLLBACK');
  return outcome(running, behind, world);
}

async function underLock(world: World, timing: Timing): Promise<string> {
  const { a, b } = world;
  await a.run(`SET deadlock_timeout = ${timing.first}; SELECT pg_advisory_lock(1)`);
  await b.run(`SET deadlock_timeout = ${timing.second}`);
  const behind = b.start('SELECT pg_advisory_lock(1)');
  await behind.waits();
  await sleep(timing.pause);
  return outcome(a.start(BUILD), behind, world);
}

async function outcome(first: Started, second: Started, { a, c }: World): Promise<string> {
  const { code: one } = await first.ended();
  await a.run('SELECT pg_advisory_unlock_all()');
  const { code: other } = await second.ended();
  const killed = [one === DEADLOCK ? ['the first'] : [], other === DEADLOCK ? ['the second'] : []].flat();
  return `${killed.join(' and ') || 'nobody'} is killed, INVALID: ${await invalidIndexes(c)}`;
}
