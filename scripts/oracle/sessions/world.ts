import type { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../server.js';
import { Session } from './session.js';

const RECOVERY_ATTEMPTS = 100;
const RECOVERY_MS = 50;

/** Ends what the last scenario left running and drops what it made. */
const EMPTY = `
  DROP SCHEMA IF EXISTS public CASCADE;
  DROP PUBLICATION IF EXISTS everything;
  CREATE SCHEMA public;
  GRANT USAGE ON SCHEMA public TO reader;`;

/** A server and its three sessions, made empty again for each scenario. */
export class World {
  private constructor(
    private readonly server: PostgresServer,
    private readonly watcher: Client,
    readonly a: Session,
    readonly b: Session,
    readonly c: Session,
  ) {}

  get major(): number {
    return this.server.major;
  }

  static async open(server: PostgresServer): Promise<World> {
    const watcher = await server.connect();
    await watcher.query(`SET client_min_messages = 'error'`);
    // Not the owner of anything, so that row security holds for it.
    await watcher.query('DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$');
    const session = async (): Promise<Session> => Session.of(await server.connect(), watcher);
    return new World(server, watcher, await session(), await session(), await session());
  }

  /** Only the sessions: for a scenario that rolls back all it did. */
  async rest(): Promise<void> {
    const pids = [this.a.pid, this.b.pid, this.c.pid];
    await this.watcher.query(
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = ANY ($1) AND state = 'active'",
      [pids],
    );
    for (const session of [this.a, this.b, this.c]) {
      await session.run('ROLLBACK');
      await session.run("SET deadlock_timeout = '50ms'; SET lock_timeout = 0; SET statement_timeout = 0");
      await session.run('DEALLOCATE ALL; RESET ROLE; SELECT pg_advisory_unlock_all()');
    }
  }

  async reset(schema: string): Promise<void> {
    await this.rest();
    await this.watcher.query(EMPTY);
    await this.watcher.query(schema);
    await this.watcher.query('GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader');
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    await this.watcher.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY ($1)',
      [[this.a.pid, this.b.pid, this.c.pid]],
    );
    await this.watcher.end();
  }

  /** Kills a backend, upon which the server ends all others and recovers from its log as after a power cut. */
  async crash(): Promise<World> {
    await this.watcher.query('CHECKPOINT');
    process.kill(this.a.pid, 'SIGKILL');
    for (let attempt = 0; attempt < RECOVERY_ATTEMPTS; attempt += 1) {
      await sleep(RECOVERY_MS);
      const world = await World.open(this.server).catch(() => null);
      if (world !== null) return world;
    }
    throw new Error(`PostgreSQL ${this.major} did not recover`);
  }
}
