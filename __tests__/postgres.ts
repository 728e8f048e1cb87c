import { PGlite } from '@electric-sql/pglite';

/** What the embedded server did with one statement. */
export interface Observation {
  /** Strongest lock per relation that existed before, weakest modes included. */
  readonly locks: Readonly<Record<string, string>>;
  /** Heaps with another file than before. */
  readonly rewrites: readonly string[];
  /** Tables read whole, by the count of sequential scans. */
  readonly scans: readonly string[];
  readonly error: string | null;
}

/** Names as the model writes them; system and temporary schemas left out. */
const RELATIONS = `
  SELECT c.oid::int AS oid, c.relkind::text AS kind, pg_relation_filenode(c.oid) AS file,
         quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I', 'c')`;

const LOCKS = `
  SELECT l.relation::int AS oid, l.mode FROM pg_locks AS l
  WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted`;

const SCANS = 'SELECT relid::int AS oid, seq_scan::int AS scans FROM pg_stat_xact_user_tables WHERE seq_scan > 0';

/** Mode names of pg_locks, weakest first. */
const MODES: readonly (readonly [string, string])[] = [
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
  readonly name: string;
}

/** One embedded Postgres, made empty again for each example. */
export class EmbeddedPostgres {
  private constructor(private readonly server: PGlite) {}

  static async start(): Promise<EmbeddedPostgres> {
    return new EmbeddedPostgres(await PGlite.create());
  }

  async stop(): Promise<void> {
    await this.server.close();
  }

  /** Drops what the last example made, settings included. */
  async reset(): Promise<void> {
    await this.server.exec('ROLLBACK; DISCARD ALL;').catch(async () => this.server.exec('DISCARD ALL'));
    const { rows } = await this.server.query<{ name: string }>(
      "SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'",
    );
    for (const { name } of rows) await this.server.exec(`DROP SCHEMA ${name} CASCADE`);
    await this.server.exec('CREATE SCHEMA public');
    // A publication belongs to no schema.
    const publications = await this.server.query<{ name: string }>(
      'SELECT quote_ident(pubname) AS name FROM pg_publication',
    );
    for (const { name } of publications.rows) await this.server.exec(`DROP PUBLICATION ${name}`);
    // In UTC timestamp and timestamptz are the same bits; a server whose zone nobody has told may be anywhere.
    await this.server.exec("SET TIME ZONE 'Asia/Seoul'");
  }

  async run(sql: string): Promise<void> {
    await this.server.exec(sql);
  }

  /** Runs a statement in a transaction of its own and looks at what it holds before it commits. */
  async observe(sql: string): Promise<Observation> {
    const before = await this.relations();
    await this.server.exec('BEGIN');
    // Counted inside the transaction: between transactions the session may hand its counts over and start from nothing.
    const scannedBefore = await this.scans();
    try {
      await this.server.exec(sql);
    } catch (error) {
      await this.server.exec('ROLLBACK');
      return { locks: {}, rewrites: [], scans: [], error: error instanceof Error ? error.message : String(error) };
    }
    const locks = (await this.server.query<{ oid: number; mode: string }>(LOCKS)).rows;
    const scans = [...(await this.scans())].filter(([oid, count]) => count > (scannedBefore.get(oid) ?? 0));
    const after = await this.relations();
    await this.server.exec('COMMIT');
    return {
      ...compare(before, after, locks),
      scans: scans.flatMap(([oid]) => before.get(oid)?.name ?? []).sort(),
      error: null,
    };
  }

  /** Runs a statement that refuses a transaction; what it held cannot be seen from the same session. */
  async runAlone(sql: string): Promise<string | null> {
    return this.server.exec(sql).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  /** Counts that the session has not handed over yet, so only a difference means something. */
  private async scans(): Promise<Map<number, number>> {
    const { rows } = await this.server.query<{ oid: number; scans: number }>(SCANS);
    return new Map(rows.map((row) => [row.oid, row.scans]));
  }

  private async relations(): Promise<Map<number, RelationRow>> {
    const { rows } = await this.server.query<RelationRow>(RELATIONS);
    return new Map(rows.map((row) => [row.oid, row]));
  }
}

function compare(
  before: ReadonlyMap<number, RelationRow>,
  after: ReadonlyMap<number, RelationRow>,
  held: readonly { oid: number; mode: string }[],
): Pick<Observation, 'locks' | 'rewrites'> {
  const locks: Record<string, string> = {};
  for (const [postgresName, name] of MODES) {
    for (const { oid, mode } of held) {
      const relation = before.get(oid);
      if (relation !== undefined && mode === postgresName) locks[relation.name] = name;
    }
  }
  const rewrites = [...before.values()]
    .filter(
      (one) => (one.kind === 'r' || one.kind === 'm') && after.has(one.oid) && after.get(one.oid)?.file !== one.file,
    )
    .map((one) => one.name);
  return { locks, rewrites: rewrites.sort() };
}
