import type { RelationRow } from '../../__tests__/observation.js';
import type { SeenLock } from './alone.js';
import type { Session } from './sessions/session.js';

/** What a barrier lets pass after each layer that is taken away: reads, everything but ACCESS EXCLUSIVE, everything. */
const LAYERS = ['ACCESS SHARE', 'SHARE ROW EXCLUSIVE', 'ACCESS EXCLUSIVE'];

const READS: ReadonlySet<string> = new Set(['AccessShareLock', 'RowShareLock']);

interface Barrier {
  readonly session: Session;
  /** Of LAYERS, from the first. */
  layers: number;
}

/**
 * Sessions that hold the tables of a schema, so that another one stops at each. Whoever comes with a weak lock finds the
 * table still held weakly, so that it stops again when it wants it alone.
 */
export class Barriers {
  private readonly sessions: Session[] = [];
  /** By table. */
  private readonly barriers = new Map<number, Barrier>();
  private relations: readonly RelationRow[] = [];
  /** Two readers take turns: who waits for everybody that reads a table waits for those that were there before. */
  private readers: [Session, Session] | null = null;

  constructor(private readonly other: () => Promise<Session>) {}

  async close(relations: readonly RelationRow[]): Promise<void> {
    this.relations = relations;
    this.readers ??= [await this.other(), await this.other()];
    const tables = relations.filter(isTable);
    while (this.sessions.length < tables.length) this.sessions.push(await this.other());
    const closing = tables.map(async ({ oid, name }, at) => {
      const session = this.sessions[at];
      if (session === undefined) return;
      this.barriers.set(oid, { session, layers: LAYERS.length });
      const layers = LAYERS.map((mode, layer) => `SAVEPOINT layer_${layer}; LOCK TABLE ONLY ${name} IN ${mode} MODE`);
      await session.run(`BEGIN; ${layers.join('; ')}`);
    });
    await Promise.all(closing);
    await this.readers[0].run(this.reading([]));
  }

  /** Lets the one that has and wants these locks go on to its next stop. */
  async letPass(locks: readonly SeenLock[]): Promise<void> {
    if (this.readers === null) return;
    const [reader, next] = this.readers;
    await next.run(this.reading(locks));
    await reader.run('ROLLBACK');
    this.readers = [next, reader];
    const wanted = locks.filter(({ granted }) => !granted);
    for (const { oid, mode } of wanted) {
      const barrier = this.barriers.get(oid);
      if (barrier !== undefined) await lower(barrier, mode);
    }
    // It waits for transactions then, not for a lock.
    if (wanted.length === 0)
      for (const barrier of this.barriers.values()) if (barrier.layers === 1) await leave(barrier, 0);
  }

  async open(): Promise<void> {
    const all = [...[...this.barriers.values()].map(({ session }) => session), ...(this.readers ?? [])];
    this.barriers.clear();
    await Promise.all(all.map(async (session) => session.run('ROLLBACK')));
  }

  /** Reads all that may be read beside these locks, and keeps a snapshot. */
  private reading(locks: readonly SeenLock[]): string {
    // Whoever plans a query opens the indexes too.
    const alone = new Set(
      locks
        .filter(({ mode }) => mode === 'AccessExclusiveLock')
        .flatMap(({ oid }) => [oid, this.relations.find((one) => one.oid === oid)?.table ?? oid]),
    );
    const open = this.relations.filter(
      ({ oid }) => !alone.has(oid) && (this.barriers.get(oid)?.layers ?? 0) < LAYERS.length,
    );
    const reads = open.flatMap((relation) => {
      // LOCK TABLE takes no materialized view.
      if (relation.kind === 'm') return [`SELECT FROM ${relation.name} LIMIT 0`];
      return isTable(relation) ? [`LOCK TABLE ONLY ${relation.name} IN ACCESS SHARE MODE`] : [];
    });
    return ['BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT 1', ...reads].join('; ');
  }
}

function isTable({ kind }: RelationRow): boolean {
  return kind === 'r' || kind === 'p';
}

async function lower(barrier: Barrier, mode: string): Promise<void> {
  if (mode === 'AccessExclusiveLock') await leave(barrier, 0);
  else await leave(barrier, Math.min(barrier.layers - 1, READS.has(mode) ? 2 : 1));
}

async function leave(barrier: Barrier, layers: number): Promise<void> {
  barrier.layers = layers;
  await barrier.session.run(layers === 0 ? 'ROLLBACK' : `ROLLBACK TO SAVEPOINT layer_${layers}`);
}
