import { DatabaseError, type Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a statement may neither end nor wait for a lock before the scenario is given up. */
const PATIENCE_MS = 60_000;
const POLL_MS = 2;

/** A deadlock is looked for after a second by default; here it is when nothing has happened for long. */
const CLEAR = `RESET ALL; RESET ROLE; DEALLOCATE ALL; SELECT pg_advisory_unlock_all(); SET deadlock_timeout = '50ms'`;

/** What became of one statement; `code` is the SQLSTATE of a refusal, null when it ran. */
export interface Ended {
  readonly code: string | null;
  readonly message: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** A statement on its way. */
export interface Started {
  /** Whether it waits for somebody's lock; false once it has ended. Comes back as soon as either is known. */
  readonly waits: () => Promise<boolean>;
  readonly ended: () => Promise<Ended>;
  readonly cancel: () => Promise<Ended>;
}

/** One connection, and a second one of its own server to look at it while it waits. */
export class Session {
  private constructor(
    private readonly client: Client,
    private readonly watcher: Client,
    readonly pid: number,
  ) {}

  static async of(client: Client, watcher: Client): Promise<Session> {
    const session = await Session.around(client, watcher);
    await session.clear();
    return session;
  }

  /** As it is, its settings included. */
  static async around(client: Client, watcher: Client): Promise<Session> {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return new Session(client, watcher, rows[0]?.pid ?? 0);
  }

  /** As after connecting, once what runs has ended. */
  async clear(): Promise<void> {
    await this.run('ROLLBACK');
    await this.run(CLEAR);
  }

  /** Runs what has to work. */
  async run(sql: string): Promise<Ended['rows']> {
    const ended = await this.attempt(sql);
    if (ended.code !== null) throw new Error(`${sql}: ${ended.message}`);
    return ended.rows;
  }

  /** Runs what may be refused. */
  async attempt(sql: string): Promise<Ended> {
    return this.start(sql).ended();
  }

  /** The first column of the first row. */
  async value(sql: string): Promise<string> {
    const [row] = await this.run(sql);
    return String(Object.values(row ?? {})[0]);
  }

  start(sql: string): Started {
    let over: Ended | null = null;
    const ending = this.client.query<Record<string, unknown>>(sql).then(
      // Several statements in one string give one result each.
      (result) => (over = { code: null, message: '', rows: [result].flat().at(-1)?.rows ?? [] }),
      (error: unknown) => (over = refusal(error)),
    );
    const ended = async (): Promise<Ended> => withinPatience(ending, sql);
    return {
      ended,
      waits: async () => {
        const deadline = performance.now() + PATIENCE_MS;
        while (performance.now() < deadline) {
          await Promise.race([ending, sleep(POLL_MS)]);
          if (over !== null) return false;
          if (await this.isWaiting()) return true;
        }
        if (over === null) throw new Error(`${sql}: neither ended nor waited`);
        return false;
      },
      cancel: async () => {
        await this.watcher.query('SELECT pg_cancel_backend($1)', [this.pid]);
        return ended();
      },
    };
  }

  private async isWaiting(): Promise<boolean> {
    // A concurrent build waits for every older snapshot, that of this very query included.
    const { rows } = await this.watcher.query(
      `SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'
       AND array_remove(pg_blocking_pids(pid), pg_backend_pid()) <> '{}'`,
      [this.pid],
    );
    return rows.length > 0;
  }
}

function refusal(error: unknown): Ended {
  if (error instanceof DatabaseError) return { code: error.code ?? '', message: error.message, rows: [] };
  return { code: 'connection', message: error instanceof Error ? error.message : String(error), rows: [] };
}

async function withinPatience(ending: Promise<Ended>, sql: string): Promise<Ended> {
  const alarm = new AbortController();
  const late = sleep(PATIENCE_MS, null, { signal: alarm.signal }).catch(() => null);
  const ended = await Promise.race([ending, late]);
  alarm.abort();
  if (ended === null) throw new Error(`${sql}: did not end`);
  return ended;
}
