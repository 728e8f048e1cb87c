import { PGlite } from '@electric-sql/pglite';
import type { LockMode } from '../src/effects/lock-mode.js';
import { watch, type Bystanders } from './oracle/watch.js';

/** What a server did with one statement. */
export interface Observation {
  /** Strongest lock per relation that existed before, weakest modes included. */
  readonly locks: Readonly<Record<string, string>>;
  /** Heaps with another file than before. */
  readonly rewrites: readonly string[];
  /** Tables of which an index has another file than before. */
  readonly rebuilds: readonly string[];
  /** Tables read whole, by the count of sequential scans. */
  readonly scans: readonly string[];
  /** Tables of which rows were inserted, updated or deleted. */
  readonly writes: readonly string[];
  readonly error: ServerError | null;
}

/** What it did with one that refuses a transaction. */
export interface ObservedAlone extends Pick<Observation, 'rewrites' | 'rebuilds' | 'error'> {
  /** As far as it was made to wait. */
  readonly locks: Observation['locks'];
  /** The mode in which others held the tables meanwhile; null where nobody stood in its way. */
  readonly besides: LockMode | null;
}

export interface HeldLock {
  readonly oid: number;
  readonly mode: string;
}

export interface ServerError {
  /** The SQLSTATE. */
  readonly code: string;
  readonly message: string;
}

/** One connection to a server, whatever carries it. */
export interface Session {
  /** Runs any number of statements as one message. */
  readonly run: (sql: string) => Promise<void>;
  readonly rows: <Row>(sql: string) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

/** Names as the model writes them; system and temporary schemas left out. */
const RELATIONS = `
  SELECT c.oid::int AS oid, c.relkind::text AS kind, pg_relation_filenode(c.oid) AS file, x.indrelid::int AS table, CASE WHEN x.indexrelid IS NOT NULL THEN pg_get_indexdef(c.oid) END AS definition,
         quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I', 'c')`;

const LOCKS = `
  SELECT l.relation::int AS oid, l.mode FROM pg_locks AS l
  WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted`;

const COUNTS = `
  SELECT relid::int AS oid, seq_scan::int AS scans, (n_tup_ins + n_tup_upd + n_tup_del)::int AS writes
  FROM pg_stat_xact_user_tables WHERE seq_scan > 0 OR n_tup_ins + n_tup_upd + n_tup_del > 0`;

/** Mode names of pg_locks, weakest first. */
export const SERVER_MODES: readonly (readonly [string, string])[] = [
  ['AccessShareLock', 'ACCESS SHARE'],
  ['RowShareLock', 'ROW SHARE'],
  ['RowExclusiveLock', 'ROW EXCLUSIVE'],
  ['ShareUpdateExclusiveLock', 'SHARE UPDATE EXCLUSIVE'],
  ['ShareLock', 'SHARE'],
  ['ShareRowExclusiveLock', 'SHARE ROW EXCLUSIVE'],
  ['ExclusiveLock', 'EXCLUSIVE'],
  ['AccessExclusiveLock', 'ACCESS EXCLUSIVE'],
];

/** Major of the embedded server. */
export const EMBEDDED_MAJOR = 18;

interface RelationRow {
  readonly oid: number;
  readonly kind: string;
  readonly file: number | null;
  readonly table: number | null;
  /** Of an index. */
  readonly definition: string | null;
  readonly name: string;
}

interface Counts {
  readonly scans: number;
  readonly writes: number;
}

export async function startEmbedded(): Promise<ObservedPostgres> {
  const server = await PGlite.create();
  return new ObservedPostgres(EMBEDDED_MAJOR, {
    run: async (sql) => void (await server.exec(sql)),
    rows: async <Row>(sql: string) => (await server.query<Row>(sql)).rows,
    close: async () => server.close(),
  });
}

/** One session of a server, whose database is made anew for each example. */
export class ObservedPostgres {
  /** Schema that stands as it was made; null when something has changed it. */
  private standing: string | null = null;

  constructor(
    readonly major: number,
    readonly session: Session,
    private readonly bystanders: Bystanders | null = null,
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
    const before = await this.relations();
    await this.session.run('BEGIN');
    // Counted inside the transaction: between transactions the session may hand its counts over and start from nothing.
    const countedBefore = await this.counts();
    const error = await this.errorOf(sql);
    if (error !== null) {
      await this.session.run('ROLLBACK');
      return { locks: {}, rewrites: [], rebuilds: [], scans: [], writes: [], error };
    }
    const locks = await this.session.rows<HeldLock>(LOCKS);
    const counts = await this.counts();
    const after = await this.relations();
    await this.session.run(keep ? 'COMMIT' : 'ROLLBACK');
    if (keep) this.standing = null;
    const grown = (what: keyof Counts): string[] =>
      [...counts]
        .filter(([oid, count]) => count[what] > (countedBefore.get(oid)?.[what] ?? 0))
        .flatMap(([oid]) => before.get(oid)?.name ?? [])
        .sort();
    return { ...compare(before, after, locks), scans: grown('scans'), writes: grown('writes'), error: null };
  }

  /**
   * Runs a statement without a transaction around it. `mode`: what the tables are held in by a session beside, for a
   * look at its locks; null for none.
   */
  async observeAlone(sql: string, mode: LockMode | null): Promise<ObservedAlone> {
    const before = await this.relations();
    if (this.bystanders === null || mode === null) {
      const error = await this.runAlone(sql);
      return { ...compare(before, await this.relations(), []), besides: null, error };
    }
    const [{ pid } = { pid: 0 }] = await this.session.rows<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const { error, held } = await watch(pid, mode, this.bystanders, () => this.runAlone(sql));
    return { ...compare(before, await this.relations(), held), besides: mode, error };
  }

  /** The same without a look at what it does. */
  async runAlone(sql: string): Promise<ServerError | null> {
    this.standing = null;
    return this.errorOf(sql);
  }

  private async errorOf(sql: string): Promise<ServerError | null> {
    return this.session.run(sql).then(
      () => null,
      (error: unknown) => {
        if (!(error instanceof Error)) throw error;
        return { code: 'code' in error ? String(error.code) : '', message: error.message };
      },
    );
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

  /** Counts that the session has not handed over yet, so only a difference means something. */
  private async counts(): Promise<Map<number, Counts>> {
    const rows = await this.session.rows<Counts & { oid: number }>(COUNTS);
    return new Map(rows.map((row) => [row.oid, row]));
  }

  private async relations(): Promise<Map<number, RelationRow>> {
    const rows = await this.session.rows<RelationRow>(RELATIONS);
    return new Map(rows.map((row) => [row.oid, row]));
  }
}

function compare(
  before: ReadonlyMap<number, RelationRow>,
  after: ReadonlyMap<number, RelationRow>,
  held: readonly HeldLock[],
): Pick<Observation, 'locks' | 'rewrites' | 'rebuilds'> {
  const locks: Record<string, string> = {};
  for (const [serverName, name] of SERVER_MODES) {
    for (const { oid, mode } of held) {
      const relation = before.get(oid);
      if (relation !== undefined && mode === serverName) locks[relation.name] = name;
    }
  }
  const rewrites = [...before.values()]
    .filter(({ oid, kind, file }) => (kind === 'r' || kind === 'm') && after.has(oid) && after.get(oid)?.file !== file)
    .map(({ name }) => name);
  // A change of type drops an index and makes it again: with its old file where the order of the values stays.
  const made = new Map([...after.values()].filter(({ oid }) => !before.has(oid)).map((one) => [one.name, one]));
  const isRebuilt = (one: RelationRow): boolean => {
    const now = after.get(one.oid) ?? made.get(one.name);
    return now !== undefined && now.file !== one.file && withoutCasts(now) === withoutCasts(one);
  };
  const rebuilds = [...before.values()]
    .filter((one) => one.kind === 'i' && isRebuilt(one))
    .flatMap(({ table }) => before.get(table ?? 0)?.name ?? []);
  return { locks, rewrites: rewrites.sort(), rebuilds: [...new Set(rebuilds)].sort() };
}

/** An index over another type has casts in its definition that it had not before. */
function withoutCasts({ definition }: RelationRow): string {
  return (definition ?? '').replace(/::[a-z ]+(?:\(\d+\))?|[()]/g, '');
}
