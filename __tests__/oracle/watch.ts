import { setTimeout as sleep } from 'node:timers/promises';
import type { HeldLock, ServerError, Session } from '../postgres.js';

/** Two sessions of the same server that stand in the way of a third, and look at what it wants meanwhile. */
export type Bystanders = readonly [Session, Session];

const POLL_MS = 2;

/**
 * What refuses a transaction lets its locks go before anybody can look at them. So the first session holds every table
 * in a mode that makes it wait while it holds or asks for its own locks; once that is noted, the second still holds
 * what has rows as a reader does, to see what is asked for at the end. Nothing is looked at that does not wait.
 */
export async function watch(
  pid: number,
  mode: string,
  [first, second]: Bystanders,
  run: () => Promise<ServerError | null>,
): Promise<{ readonly error: ServerError | null; readonly held: readonly HeldLock[] }> {
  await hold(first, mode, ['r', 'p']);
  await hold(second, 'ACCESS SHARE', ['r']);
  let ended = false;
  const running = run().finally(() => (ended = true));
  const held: HeldLock[] = [];
  for (const bystander of [first, second]) {
    held.push(...(await locksWhileWaiting(pid, second, () => ended)));
    await bystander.run('ROLLBACK');
  }
  return { error: await running, held };
}

async function hold(session: Session, mode: string, kinds: readonly string[]): Promise<void> {
  const tables = await session.rows<{ name: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('${kinds.join("', '")}')`);
  await session.run('BEGIN');
  if (tables.length > 0) await session.run(`LOCK TABLE ${tables.map(({ name }) => name).join(', ')} IN ${mode} MODE`);
}

/** What it holds and asks for at the moment when it waits; nothing if it ends without. */
async function locksWhileWaiting(pid: number, through: Session, hasEnded: () => boolean): Promise<HeldLock[]> {
  while (!hasEnded()) {
    const locks = await through.rows<HeldLock & { granted: boolean }>(
      `SELECT relation::int AS oid, mode, granted FROM pg_locks WHERE pid = ${pid}`,
    );
    if (locks.some(({ granted }) => !granted)) return [...locks];
    await sleep(POLL_MS);
  }
  return [];
}
