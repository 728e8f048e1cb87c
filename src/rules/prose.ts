import type { Effects, Touch } from '../effects/effects.js';
import { blockedWork, type LockMode } from '../effects/lock-mode.js';
import { because, code } from '../effects/reason.js';
import { shortName, splitName, type RelationName } from '../sql/names.js';
import type { Step } from '../timeline.js';

export { code };

export function table(relation: RelationName): string {
  return code(shortName(relation));
}

/** `orders`, `users` and `items`. */
export function tables(relations: readonly RelationName[]): string {
  return relations.length === 0 ? 'the table' : listed([...new Set(relations)].map(table));
}

/** The same of any words. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** The lock that a statement takes on a relation. */
export function lockOn(effects: Effects, relation: RelationName): LockMode | null {
  return effects.locks.find((lock) => lock.relation === relation)?.mode ?? null;
}

/** "takes ACCESS EXCLUSIVE on `orders`, which blocks reads and writes": the lock and what it means, from the effects. */
export function lockClause(step: Step, relation: RelationName): string {
  const mode = lockOn(step.effects, relation);
  return mode === null
    ? `locks ${table(relation)}`
    : `takes ${mode} on ${table(relation)}, which blocks ${blockedWork(mode)}`;
}

/** The same in one sentence with how long and why: the shape of every message about a lock. */
export function blockedWhile(
  step: Step,
  touch: Touch,
  work: 'is read whole' | 'is rewritten' | 'indexes are built',
): string {
  const what = work === 'indexes are built' ? `its indexes are rebuilt` : `the table ${work}`;
  const hedge = touch.certainty === 'possible' ? 'may be' : 'is';
  const clause =
    touch.certainty === 'possible' ? what.replace(' is ', ` ${hedge} `).replace(' are ', ' may be ') : what;
  return `${code(step.statement.kind)} ${lockClause(step, touch.relation)}, while ${clause}: ${because(touch.because)}.`;
}

/** Ends a piece of SQL for a fix. */
export function sql(...lines: readonly string[]): string {
  return lines.join('\n');
}

/** The statement as written, on its own, ended with a semicolon. */
export function asWritten(step: Step): string {
  return `${step.sql.trim()};`;
}

/** What a fix begins a transaction with that waits for a strong lock. */
export const BOUNDED_WAIT = "SET lock_timeout = '2s';";

/** One migration of a fix. */
export interface FixFile {
  /** Words for its name. */
  readonly name: string;
  /** Why it is a file of its own. */
  readonly about: string;
  readonly lines: readonly string[];
  /** The command that refuses a transaction, where the lines do not show it. */
  readonly leaves?: string;
}

/**
 * SQL to paste; or migrations, each of which must have committed before the next, and between them what people do, as
 * comments.
 */
export type Fix = string | readonly (FixFile | string)[];

/** What opens and closes a body in dollars: the text of strangers in it may hold `$$` itself. */
export function dollarTag(body: string): string {
  let tag = '$$';
  for (let at = 1; body.includes(tag); at += 1) tag = `$body${at > 1 ? at : ''}$`;
  return tag;
}

/** Words for the name of a migration about a table. */
export function fileName(relation: RelationName, ...words: readonly string[]): string {
  return [splitName(relation).name, ...words].join('_');
}

/** A comment in a fix. A name may hold a line break, after which the rest would be SQL that somebody pastes. */
export function comment(text: string): string {
  return `-- ${text.replace(/\s*[\r\n]+\s*/g, ' ')}`;
}
