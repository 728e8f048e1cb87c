import { PGlite } from '@electric-sql/pglite';
import {
  errorOf,
  happened,
  lookAround,
  refused,
  type HeldLock,
  type Observation,
  type ServerError,
  type Session,
} from './observation.js';

const LOCKS = `
  SELECT l.relation::int AS oid, l.mode FROM pg_locks AS l
  WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted`;

/** Major of the embedded server. */
export const EMBEDDED_MAJOR = 18;

export async function startEmbedded(): Promise<ObservedPostgres> {
  const server = await PGlite.create();
  return new ObservedPostgres(EMBEDDED_MAJOR, {
    run: async (sql) => void (await server.exec(sql)),
    rows: async <Row>(sql: string) => (await server.query<Row>(sql)).rows,
    close: async () => server.close(),
  });
}

/** Runs a statement that refuses a transaction, and tells what other sessions see of it. */
export type Watch = (sql: string) => Promise<Observation>;

/** What became of a statement that refuses a transaction. */
export interface Alone {
  readonly error: ServerError | null;
  /** Null where nobody else could look, or nothing ran. */
  readonly seen: Observation | null;
}

/** One session of a server, whose database is made anew for each example. */
export class ObservedPostgres {
  /** Schema that stands as it was made; null when something has changed it. */
  private standing: string | null = null;

  constructor(
    readonly major: number,
    readonly session: Session,
    /** Null where there is one session only. */
    private readonly watch: Watch | null = null,
  ) {}

  async stop(): Promise<void> {
    await this.session.close();
  }

  /** An empty database but for this schema. One that stands untouched is not made again. */
  async prepare(schema: string): Promise<void> {
    if (this.standing === schema) return;
    await this.reset();
    await this.session.run(schema);
    this.standing = schema;
  }

  /** Drops what the last example made, settings included. */
  async reset(): Promise<void> {
    this.standing = null;
    await this.session.run('ROLLBACK');
    await this.session.run('DISCARD ALL');
    for (const drop of await this.drops()) await this.session.run(drop);
    await this.session.run('CREATE SCHEMA public');
    // In UTC timestamp and timestamptz are the same bits; a server whose zone nobody has told may be anywhere.
    await this.session.run("SET TIME ZONE 'Asia/Seoul'");
  }

  async run(sql: string): Promise<void> {
    this.standing = null;
    await this.session.run(sql);
  }

  /**
   * Runs a statement in a transaction of its own and looks at what it holds before the end. `keep`: it commits, for
   * statements that follow.
   */
  async observe(sql: string, keep = true): Promise<Observation> {
    await this.session.run('BEGIN');
    // Inside the transaction: between transactions the session may hand its counts over and start from nothing.
    const before = await lookAround(this.session);
    const error = await errorOf(this.session, sql);
    if (error !== null) {
      await this.session.run('ROLLBACK');
      return refused(error);
    }
    const held = await this.session.rows<HeldLock>(LOCKS);
    const after = await lookAround(this.session);
    await this.session.run(keep ? 'COMMIT' : 'ROLLBACK');
    if (keep) this.standing = null;
    return happened(before, after, held);
  }

  /** Runs a statement that refuses a transaction; what it held cannot be seen from the same session. */
  async runAlone(sql: string): Promise<ServerError | null> {
    this.standing = null;
    return errorOf(this.session, sql);
  }

  /** The same, with what other sessions see of it; only its error where there are none. */
  async observeAlone(sql: string): Promise<Alone> {
    this.standing = null;
    if (this.watch === null) return { error: await errorOf(this.session, sql), seen: null };
    const seen = await this.watch(sql);
    return { error: seen.error, seen: seen.error === null ? seen : null };
  }

  /**
   * Event triggers first: they would go with their function's schema, and watch the other drops until then. A tablespace
   * has to be empty.
   */
  private async drops(): Promise<readonly string[]> {
    const rows = await this.session.rows<{ sql: string }>(`
      SELECT format('DROP EVENT TRIGGER %I', evtname) AS sql FROM pg_event_trigger
      UNION ALL SELECT format('ROLLBACK PREPARED %L', gid) FROM pg_prepared_xacts
      UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
      WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
      UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
      UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER IF EXISTS %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
      UNION ALL SELECT format('DROP ACCESS METHOD %I CASCADE', amname) FROM pg_am WHERE oid >= 16384
      UNION ALL SELECT format('ALTER SUBSCRIPTION %I DISABLE', subname) FROM pg_subscription
      UNION ALL SELECT format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', subname) FROM pg_subscription
      UNION ALL SELECT format('DROP SUBSCRIPTION %I', subname) FROM pg_subscription
      UNION ALL SELECT format('DROP TABLESPACE %I', spcname) FROM pg_tablespace WHERE oid >= 16384`);
    return rows.map(({ sql }) => sql);
  }
}
