import type { Delivery, NamedFile, Outside, ToolLock } from './framework.js';

const NOTHING_ALONE: ReadonlySet<string> = new Set();

export const IN_RUN: Delivery = { transaction: 'run', alone: NOTHING_ALONE };
export const IN_FILE: Delivery = { transaction: 'file', alone: NOTHING_ALONE };
export const AS_STRING: Delivery = { transaction: 'string', alone: NOTHING_ALONE };
export const BY_STATEMENT: Delivery = { transaction: 'statement', alone: NOTHING_ALONE };

/** Names of commands as `commandOf` gives them. */
export function exceptAlone(...commands: readonly string[]): Delivery {
  return { transaction: 'string', alone: new Set(commands) };
}

export const UP: NamedFile = { direction: 'up', alone: true };
export const DOWN: NamedFile = { direction: 'down', alone: true };
/** A name that other tools use as well. */
export const UP_IF_PROVED: NamedFile = { direction: 'up', alone: false };
export const DOWN_IF_PROVED: NamedFile = { direction: 'down', alone: false };
export const IF_PROVED: NamedFile = { direction: null, alone: false };

/** `above` holds the directive. */
export function ownFileWith(above: readonly string[], note: string): Outside {
  return { above, note, place: 'own file' };
}

export function noWay(note: string): Outside {
  return { above: [], note, place: 'not in a migration' };
}

export function lockOf(kind: ToolLock['kind'], how: string, ...fix: readonly string[]): ToolLock {
  return { kind, how, fix, ofSession: false };
}

/** The same for an advisory lock of a session. */
export function sessionLockOf(kind: ToolLock['kind'], how: string, ...fix: readonly string[]): ToolLock {
  return { ...lockOf(kind, how, ...fix), ofSession: true };
}
