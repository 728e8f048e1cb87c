import { PersistentMap } from '../catalog/persistent-map.js';
import type { LockMode } from '../effects/lock-mode.js';
import type { RelationName } from '../sql/names.js';

/** A lock held since a statement, to the end of its transaction. */
export interface HeldLock {
  readonly mode: LockMode;
  /** Index of the step that took it in this strength. */
  readonly since: number;
}

/** What a transaction has done so far. */
export interface Transaction {
  readonly number: number;
  /** Opened by BEGIN in the file, as opposed to by the migration tool. */
  readonly explicit: boolean;
  /** Opened by nobody: several statements that reach the server as one string are one transaction. */
  readonly implicit: boolean;
  readonly locks: PersistentMap<RelationName, HeldLock>;
  /** Tables whose rows it has written or locked, with the step. */
  readonly wrote: PersistentMap<RelationName, number>;
  /** Settings to return to at ROLLBACK. */
  readonly settingsBefore: Settings;
  /** SET LOCAL: gone at the end. */
  readonly local: Partial<Settings>;
  /** SET CONSTRAINTS ALL IMMEDIATE was run: deferred checks are no longer pending. */
  readonly constraintsImmediate: boolean;
  /** The last one of a name counts. */
  readonly savepoints: readonly Savepoint[];
}

/** What ROLLBACK TO returns to. */
export interface Savepoint {
  readonly name: string;
  /** Index of the step that set it. */
  readonly step: number;
  /** As it stood then: without the locks taken, the rows written and the settings made since. */
  readonly session: Session;
}

/** Session settings that change what a statement does or how long it waits. Times in milliseconds, 0 for none. */
export interface Settings {
  readonly lockTimeout: number;
  readonly statementTimeout: number;
  readonly searchPath: readonly string[];
  /** null: whatever the server or role says. */
  readonly timeZone: string | null;
  readonly replicationRole: string;
  /** Whether CREATE FUNCTION reads the body; a dump turns it off. */
  readonly checkBodies: boolean;
}

/** The connection that runs the migrations, at one moment. */
export interface Session {
  /** null: every statement commits by itself. */
  readonly transaction: Transaction | null;
  readonly nextTransaction: number;
  readonly settings: Settings;
  /** What the connection began with, to which RESET returns. */
  readonly start: Settings;
  /** Behind a pooler that may give every transaction another connection: what SET says ends with the transaction. */
  readonly pooled: boolean;
}

const UNSET: Settings = {
  lockTimeout: 0,
  statementTimeout: 0,
  searchPath: ['public'],
  timeZone: null,
  replicationRole: 'origin',
  checkBodies: true,
};

/** A connection as role, database and tool set it up. */
export function newSession(some: Partial<Settings>, pooled: boolean): Session {
  const start = { ...UNSET, ...some };
  return { transaction: null, nextTransaction: 1, settings: start, start, pooled };
}

export const NEW_SESSION: Session = newSession({}, false);

/** Nothing was SET LOCAL: one object, so that asking for the settings need not copy them. */
const NO_LOCAL: Partial<Settings> = {};

/** Settings in effect now: SET LOCAL over SET. */
export function effective(session: Session): Settings {
  const local = session.transaction?.local ?? NO_LOCAL;
  return local === NO_LOCAL ? session.settings : { ...session.settings, ...local };
}

/** Number of the transaction that a statement runs in now. */
export function transactionNumber(session: Session): number {
  return session.transaction?.number ?? session.nextTransaction;
}

export function begin(session: Session, explicit: boolean, implicit = false): Session {
  const { transaction } = session;
  // BEGIN in such a string makes what came before it in the string part of its own transaction.
  if (transaction?.implicit === true && explicit)
    return { ...session, transaction: { ...transaction, explicit: true, implicit: false } };
  if (transaction !== null) return session;
  return {
    ...session,
    nextTransaction: session.nextTransaction + 1,
    transaction: {
      number: session.nextTransaction,
      explicit,
      implicit,
      locks: PersistentMap.of(),
      wrote: PersistentMap.of(),
      settingsBefore: session.settings,
      local: NO_LOCAL,
      constraintsImmediate: false,
      savepoints: [],
    },
  };
}

export function commit(session: Session): Session {
  return { ...session, transaction: null };
}

/** ROLLBACK also takes back every SET of the transaction. */
export function rollback(session: Session): Session {
  if (session.transaction === null) return session;
  return { ...session, transaction: null, settings: session.transaction.settingsBefore };
}

export function setSavepoint(session: Session, name: string, step: number): Session {
  const { transaction } = session;
  if (transaction === null) return session;
  const savepoints = [...transaction.savepoints, { name, step, session }];
  return { ...session, transaction: { ...transaction, savepoints } };
}

export function findSavepoint({ transaction }: Session, name: string): Savepoint | undefined {
  return transaction?.savepoints.findLast((savepoint) => savepoint.name === name);
}

/** RELEASE keeps what was done since, and forgets the savepoint and those set behind it. */
export function releaseSavepoint(session: Session, name: string): Session {
  const found = findSavepoint(session, name);
  if (session.transaction === null || found === undefined) return session;
  const { savepoints } = session.transaction;
  return {
    ...session,
    transaction: { ...session.transaction, savepoints: savepoints.slice(0, savepoints.indexOf(found)) },
  };
}

/** ROLLBACK TO keeps the savepoint itself. */
export function rollbackTo(session: Session, name: string): Session {
  const found = findSavepoint(session, name);
  return found === undefined ? session : setSavepoint(found.session, name, found.step);
}
