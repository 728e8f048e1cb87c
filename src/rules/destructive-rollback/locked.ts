import type { RelationName } from '../../sql/names.js';
import type { Step } from '../../timeline.js';
import { code, lockClause, tables } from '../prose.js';

/** "It takes ACCESS EXCLUSIVE on `orders`, which blocks reads and writes, and locks `users` as well": a sentence. */
export function lockedMeanwhile(step: Step, relation: RelationName, subject = 'It'): string {
  const others = step.effects.locks
    .filter((lock) => lock.existing && lock.relation !== relation)
    .map((lock) => lock.relation);
  const also = others.length === 0 ? '' : `, and locks ${tables(others)} as well,`;
  return `${subject} ${lockClause(step, relation)}${also} until the transaction ends.`;
}

/** The same for a statement that a foreign key stands in the way of, until somebody removes it. */
export function refusedOrLocked(step: Step, table: RelationName): string {
  const { fails } = step.effects;
  return fails === null ? lockedMeanwhile(step, table) : `As it stands Postgres refuses it: ${code(fails)}.`;
}
