import type { Client } from 'pg';
import {
  happened,
  lookAround,
  refused,
  type HeldLock,
  type Look,
  type Observation,
  type Session as Connection,
} from '../../__tests__/observation.js';
import { Barriers } from './barriers.js';
import type { PostgresServer } from './server.js';
import { Session, type Started } from './sessions/session.js';

const LOCKS = "SELECT relation::int AS oid, mode, granted FROM pg_locks WHERE pid = $1 AND locktype = 'relation'";

/** More than any statement needs to pass every table twice. */
const MOST_STOPS = 200;

/** A lock that a statement has, or waits for and has next. */
export interface SeenLock extends HeldLock {
  readonly granted: boolean;
}

/**
 * Looks from other sessions at a statement that refuses a transaction. Others hold all tables, so that it stops before
 * each lock that it wants; what it has and wants is looked at, and it may pass.
 */
export class Bystanders {
  private constructor(
    private readonly watcher: Client,
    private readonly subject: Session,
    private readonly barriers: Barriers,
  ) {}

  /** @param client the connection that runs the statements */
  static async around(client: Client, server: PostgresServer): Promise<Bystanders> {
    const watcher = await server.connect();
    const other = async (): Promise<Session> => Session.of(await server.connect(), watcher);
    return new Bystanders(watcher, await Session.around(client, watcher), new Barriers(other));
  }

  async observe(sql: string, connection: Connection): Promise<Observation> {
    // To stop is no reason to give up.
    await connection.run('SET lock_timeout = 0; SET statement_timeout = 0');
    const before = await lookAround(connection);
    const seen = new Map<string, HeldLock>();
    await this.barriers.close([...before.relations.values()]);
    const started = this.subject.start(sql);
    for (let stop = 0; await started.waits(); stop += 1) {
      if (stop === MOST_STOPS) throw new Error(`${sql}: does not come to its end`);
      const locks = await this.locks();
      for (const lock of locks) seen.set(`${lock.oid} ${lock.mode}`, lock);
      await this.barriers.letPass(locks);
    }
    await this.barriers.open();
    return outcome(started, before, [...seen.values()], connection);
  }

  private async locks(): Promise<readonly SeenLock[]> {
    return (await this.watcher.query<SeenLock>(LOCKS, [this.subject.pid])).rows;
  }
}

async function outcome(
  started: Started,
  before: Look,
  seen: readonly HeldLock[],
  connection: Connection,
): Promise<Observation> {
  const { code, message } = await started.ended();
  if (code !== null) return refused({ code, message });
  const after = await lookAround(connection);
  // What it counted may have been handed over already. But whoever makes an index reads the table.
  const built = [...after.relations.values()].filter(
    ({ oid, kind, file }) => kind === 'i' && before.relations.get(oid)?.file !== file,
  );
  const scans = built.flatMap(({ table }) => before.relations.get(table ?? 0)?.name ?? []);
  return { ...happened(before, after, seen), scans: [...new Set(scans)].sort(), writes: [] };
}
