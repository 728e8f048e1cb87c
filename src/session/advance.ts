import type { VariableSetStmt } from '@pgsql/types';
import type { Effects } from '../effects/effects.js';
import { stronger } from '../effects/lock-mode.js';
import { constant, findAll, text, texts, type BodyOf, type StatementNode } from '../sql/statement.js';
import { milliseconds } from './duration.js';
import { begin, commit, rollback, type Session, type Settings, type Transaction } from './session.js';

/** The session after a statement has run: settings, transaction, and the locks it holds. */
export function advance(session: Session, node: StatementNode, effects: Effects, step: number): Session {
  switch (node.tag) {
    case 'TransactionStmt':
      return endOrBegin(session, node.body);
    case 'VariableSetStmt':
      return set(session, node.body);
    case 'SelectStmt':
      return remember(setByFunction(session, node.body), effects, step);
    case 'DiscardStmt':
      return node.body.target === 'DISCARD_ALL' ? { ...session, settings: session.start } : session;
    case 'ConstraintsSetStmt': {
      const all = (node.body.constraints ?? []).length === 0 && node.body.deferred !== true;
      return all ? withTransaction(session, (current) => ({ ...current, constraintsImmediate: true })) : session;
    }
    default:
      return remember(session, effects, step);
  }
}

function remember(session: Session, effects: Effects, step: number): Session {
  return withTransaction(session, (current) => {
    let locks = current.locks;
    for (const { relation, mode } of effects.locks) {
      const held = locks.get(relation);
      if (held === undefined || stronger(held.mode, mode) !== held.mode)
        locks = locks.set(relation, { mode, since: step });
    }
    let wrote = current.wrote;
    for (const relation of effects.writesTo) if (!wrote.has(relation)) wrote = wrote.set(relation, step);
    return { ...current, locks, wrote };
  });
}

function withTransaction(session: Session, change: (current: Transaction) => Transaction): Session {
  return session.transaction === null ? session : { ...session, transaction: change(session.transaction) };
}

function endOrBegin(session: Session, body: BodyOf<'TransactionStmt'>): Session {
  switch (body.kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return begin(session, true);
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_PREPARE':
      return body.chain === true ? begin(commit(session), true) : commit(session);
    case 'TRANS_STMT_ROLLBACK':
      return body.chain === true ? begin(rollback(session), true) : rollback(session);
    default:
      return session;
  }
}

function set(session: Session, body: VariableSetStmt): Session {
  const inDefault = body.kind === 'VAR_RESET' || body.kind === 'VAR_SET_DEFAULT';
  if (body.kind === 'VAR_RESET_ALL') return { ...session, settings: session.start };
  const values = (body.args ?? []).map((arg) => constant(arg));
  const change = settingChange(body.name ?? '', inDefault ? null : values, session.start);
  return change === null ? session : apply(session, change, body.is_local === true);
}

/**
 * Outside a transaction SET LOCAL only warns and changes nothing; behind a pooler the next statement may meet another
 * connection. Poolers keep the time zone, and the search path is what the author means by a name.
 */
function apply(session: Session, change: Partial<Settings>, isLocal: boolean): Session {
  const isLost = session.pooled && !('searchPath' in change) && !('timeZone' in change);
  if (isLocal || isLost)
    return withTransaction(session, (current) => ({ ...current, local: { ...current.local, ...change } }));
  const kept = withTransaction(session, (current) => ({ ...current, local: without(current.local, change) }));
  return { ...kept, settings: { ...kept.settings, ...change } };
}

/** A plain SET after a SET LOCAL of the same name wins for the rest of the transaction. */
function without(local: Partial<Settings>, change: Partial<Settings>): Partial<Settings> {
  return Object.fromEntries(Object.entries(local).filter(([key]) => !(key in change)));
}

/** null values mean RESET. null: a setting we need not follow. */
function settingChange(
  name: string,
  values: readonly (string | number | boolean | null)[] | null,
  initial: Settings,
): Partial<Settings> | null {
  const first = values?.[0];
  switch (name) {
    case 'lock_timeout':
      return { lockTimeout: duration(first, initial.lockTimeout) };
    case 'statement_timeout':
      return { statementTimeout: duration(first, initial.statementTimeout) };
    case 'search_path':
      return { searchPath: values === null ? initial.searchPath : pathOf(values) };
    case 'timezone':
      return { timeZone: typeof first === 'string' ? first : initial.timeZone };
    case 'session_replication_role':
      return { replicationRole: typeof first === 'string' ? first : 'origin' };
    default:
      return null;
  }
}

function duration(value: string | number | boolean | null | undefined, initial: number): number {
  if (typeof value !== 'string' && typeof value !== 'number') return initial;
  return milliseconds(value) ?? initial;
}

/** `SET search_path = a, b` and `SET search_path = 'a, b'` are different to Postgres, but the second names no schema. */
function pathOf(values: readonly (string | number | boolean | null)[]): string[] {
  const names = values.filter((value) => typeof value === 'string' && value !== '').map(String);
  return names.filter((name) => name !== '$user' && name !== 'pg_catalog' && name !== 'pg_temp');
}

/** `SELECT set_config('lock_timeout', '2s', false)`, as pg_dump writes it for search_path. */
function setByFunction(session: Session, body: BodyOf<'SelectStmt'>): Session {
  let after = session;
  for (const call of findAll('FuncCall', body.targetList ?? [])) {
    const name = texts(call.funcname).at(-1);
    if (name !== 'set_config') continue;
    const [setting, value, local] = (call.args ?? []).map((arg) => constant(arg) ?? text(arg));
    if (typeof setting !== 'string') continue;
    const values =
      setting === 'search_path'
        ? String(value ?? '')
            .split(',')
            .map((part) => part.trim())
        : [value ?? null];
    const change = settingChange(setting, values, session.start);
    if (change !== null) after = apply(after, change, local === true || local === 't' || local === 'true');
  }
  return after;
}
