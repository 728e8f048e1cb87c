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

/** All that a session can see of its database and of what it has done itself. */
export interface Look {
  readonly relations: ReadonlyMap<number, RelationRow>;
  /** Not handed over yet, so only a difference means something. */
  readonly counts: ReadonlyMap<number, Counts>;
}

export interface HeldLock {
  readonly oid: number;
  /** As pg_locks writes it. */
  readonly mode: string;
}

/** Names as the model writes them; system and temporary schemas left out. */
const RELATIONS = `
  SELECT c.oid::int AS oid, c.relkind::text AS kind, pg_relation_filenode(c.oid) AS file, x.indrelid::int AS table, CASE WHEN x.indexrelid IS NOT NULL THEN pg_get_indexdef(c.oid) END AS definition,
         quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I', 'c')`;

const COUNTS = `
  SELECT relid::int AS oid, seq_scan::int AS scans, (n_tup_ins + n_tup_upd + n_tup_del)::int AS writes
  FROM pg_stat_xact_user_tables WHERE seq_scan > 0 OR n_tup_ins + n_tup_upd + n_tup_del > 0`;

/** Mode names of pg_locks, weakest first. */
const SERVER_MODES: readonly (readonly [string, string])[] = [
  ['AccessShareLock', 'ACCESS SHARE'],
  ['RowShareLock', 'ROW SHARE'],
  ['RowExclusiveLock', 'ROW EXCLUSIVE'],
  ['ShareUpdateExclusiveLock', 'SHARE UPDATE EXCLUSIVE'],
  ['ShareLock', 'SHARE'],
  ['ShareRowExclusiveLock', 'SHARE ROW EXCLUSIVE'],
  ['ExclusiveLock', 'EXCLUSIVE'],
  ['AccessExclusiveLock', 'ACCESS EXCLUSIVE'],
];

export interface RelationRow {
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

export async function lookAround(session: Session): Promise<Look> {
  const counts = await session.rows<Counts & { oid: number }>(COUNTS);
  const relations = await session.rows<RelationRow>(RELATIONS);
  return {
    relations: new Map(relations.map((row) => [row.oid, row])),
    counts: new Map(counts.map((row) => [row.oid, row])),
  };
}

/** Refusals of the server are an answer, anything else is a bug. */
export async function errorOf(session: Session, sql: string): Promise<ServerError | null> {
  return session.run(sql).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof Error)) throw error;
      return { code: 'code' in error ? String(error.code) : '', message: error.message };
    },
  );
}

export function refused(error: ServerError): Observation {
  return { locks: {}, rewrites: [], rebuilds: [], scans: [], writes: [], error };
}

/** What happened between two looks of one session. */
export function happened(before: Look, after: Look, held: readonly HeldLock[]): Observation {
  const grown = (what: keyof Counts): string[] =>
    [...after.counts]
      .filter(([oid, count]) => count[what] > (before.counts.get(oid)?.[what] ?? 0))
      .flatMap(([oid]) => before.relations.get(oid)?.name ?? [])
      .sort();
  return {
    locks: strongest(before, held),
    rewrites: rewritten(before, after),
    rebuilds: rebuilt(before, after),
    scans: grown('scans'),
    writes: grown('writes'),
    error: null,
  };
}

function strongest({ relations }: Look, held: readonly HeldLock[]): Readonly<Record<string, string>> {
  const locks: Record<string, string> = {};
  for (const [serverName, name] of SERVER_MODES) {
    for (const { oid, mode } of held) {
      const relation = relations.get(oid);
      if (relation !== undefined && mode === serverName) locks[relation.name] = name;
    }
  }
  return locks;
}

function rewritten(before: Look, after: Look): string[] {
  const now = after.relations;
  return [...before.relations.values()]
    .filter(({ oid, kind, file }) => (kind === 'r' || kind === 'm') && now.has(oid) && now.get(oid)?.file !== file)
    .map(({ name }) => name)
    .sort();
}

function rebuilt(before: Look, after: Look): string[] {
  // A change of type drops an index and makes it again: with its old file where the order of the values stays.
  const fresh = [...after.relations.values()].filter(({ oid }) => !before.relations.has(oid));
  const made = new Map(fresh.map((one) => [one.name, one]));
  const isRebuilt = (one: RelationRow): boolean => {
    const now = after.relations.get(one.oid) ?? made.get(one.name);
    return now !== undefined && now.file !== one.file && withoutCasts(now) === withoutCasts(one);
  };
  const tables = [...before.relations.values()]
    .filter((one) => one.kind === 'i' && isRebuilt(one))
    .flatMap(({ table }) => before.relations.get(table ?? 0)?.name ?? []);
  return [...new Set(tables)].sort();
}

/** An index over another type has casts in its definition that it had not before. */
function withoutCasts({ definition }: RelationRow): string {
  return (definition ?? '').replace(/::[a-z ]+(?:\(\d+\))?|[()]/g, '');
}
