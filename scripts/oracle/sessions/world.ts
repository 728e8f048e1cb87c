import type { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../server.js';
import { Session } from './session.js';

const RECOVERY_ATTEMPTS = 100;
const RECOVERY_MS = 50;

const EMPTY = `
  DROP SCHEMA IF EXISTS public CASCADE;
  DROP PUBLICATION IF EXISTS everything;
  CREATE SCHEMA public;
  GRANT USAGE ON SCHEMA public TO reader;`;

interface Connections {
  readonly watcher: Client;
  readonly a: Session;
  readonly b: Session;
  readonly c: Session;
}

/** A server and its three sessions, made empty again for each scenario. */
export class World {
  private constructor(
    private readonly server: PostgresServer,
    private connections: Connections,
  ) {}

  static async open(server: PostgresServer): Promise<World> {
    return new World(server, await connect(server));
  }

  get major(): number {
    return this.server.major;
  }

  get a(): Session {
    return this.connections.a;
  }

  get b(): Session {
    return this.connections.b;
  }

  get c(): Session {
    return this.connections.c;
  }

  /** Ends what the last scenario left running; the schema stays as it is. */
  async rest(): Promise<void> {
    const sessions = [this.a, this.b, this.c];
    await this.connections.watcher.query(
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = ANY ($1) AND state = 'active'",
      [sessions.map(({ pid }) => pid)],
    );
    await Promise.all(sessions.map(async (session) => session.clear()));
  }

  async reset(schema: string): Promise<void> {
    await this.rest();
    const sql = `${EMPTY} ${schema}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`;
    await this.connections.watcher.query(sql);
  }

  /** New connections, whatever state the old ones are in. */
  async renew(): Promise<void> {
    const { watcher, a, b, c } = this.connections;
    const pids = [a.pid, b.pid, c.pid];
    await watcher.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [pids]).catch(() => {});
    await watcher.end().catch(() => {});
    for (let attempt = 0; attempt < RECOVERY_ATTEMPTS; attempt += 1) {
      const connections = await connect(this.server).catch(() => null);
      if (connections !== null) {
        this.connections = connections;
        return;
      }
      await sleep(RECOVERY_MS);
    }
    throw new Error(`PostgreSQL ${this.major} takes no connection any more`);
  }

  /** Kills a backend, upon which the server ends all others and recovers from its log as after a power cut. */
  async crash(): Promise<void> {
    // What was committed without waiting for the disk would be lost with the rest.
    await this.connections.watcher.query('CHECKPOINT');
    process.kill(this.a.pid, 'SIGKILL');
    await this.a.attempt('SELECT');
    await this.renew();
  }
}

async function connect(server: PostgresServer): Promise<Connections> {
  const watcher = await server.connect();
  await watcher.query("SET client_min_messages = 'error'");
  // Not the owner of anything, so that row security holds for it.
  await watcher.query('DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$');
  const session = async (): Promise<Session> => Session.of(await server.connect(), watcher);
  return { watcher, a: await session(), b: await session(), c: await session() };
}
