import { endOfLine, tokenize } from '../sql/lexer.js';
import type { Step } from '../timeline.js';
import type { Edit } from './rule.js';
import { leavingTransaction } from './leave-transaction.js';
import { cannotSet, liftedAround } from './timeouts.js';
import { linesAbove, linesBelow } from './wording.js';

export { concurrentCommand } from '../sql/command.js';

/**
 * Whether a statement could be replaced by one that refuses a transaction: it has its file to itself, and the file runs
 * statement by statement or nobody has said that it does not. Beside others it would take their transaction away.
 */
function mayLeaveTransaction(step: Step): boolean {
  const { transaction, assumed, pieces } = step.section;
  const others = pieces.filter((piece) => piece.index !== step.statement.index);
  if (others.some((piece) => !piece.readable || piece.node.tag !== 'VariableSetStmt')) return false;
  return transaction === 'statement' ? step.session.transaction === null : assumed;
}

/** The edits that make a statement its online form, with the timeouts lifted around it that could cancel it halfway. */
export function onlineInPlace(step: Step, edits: readonly Edit[] | null): readonly Edit[] | null {
  if (edits === null) return null;
  const { before, after } = liftedAround(step);
  if (before.length > 0 && cannotSet(step)) return null;
  return [
    ...(before.length === 0 ? [] : [linesAbove(step, before)]),
    ...edits,
    ...(after.length === 0 ? [] : [linesBelow(step, behindStatement(step), after)]),
  ];
}

/** The same where the file may leave its transaction, or does with the directive of its tool; null where it may not. */
export function onlineWhereAllowed(step: Step, command: string, edits: readonly Edit[] | null): readonly Edit[] | null {
  const leaving = mayLeaveTransaction(step) ? [] : leavingTransaction(step, command);
  const online = onlineInPlace(step, edits);
  return leaving === null || online === null ? null : [...leaving, ...online];
}

/** Behind the semicolon, and behind a `--` comment on its line. */
function behindStatement({ migration, statement }: Step): number {
  const { sql } = migration;
  const [semicolon, next] = tokenize(sql, statement.span.end, endOfLine(sql, statement.span.end));
  if (semicolon === undefined || sql[semicolon.start] !== ';') return statement.span.end;
  return next?.kind === 'line-comment' ? next.end : semicolon.end;
}
