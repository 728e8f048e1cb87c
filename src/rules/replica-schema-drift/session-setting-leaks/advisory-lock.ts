import { findAll, texts } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { nodeIf } from '../../scope.js';

const TAKES = /^pg_(?:try_)?advisory_lock(?:_shared)?$/;
const RELEASES = /^pg_advisory_unlock(?:_shared)?$/;

/** The first advisory lock of the session, given back or not. */
export function anyAdvisoryLock(steps: readonly Step[]): Step | null {
  return steps.find((step) => callsOf(step).some((call) => TAKES.test(call))) ?? null;
}

/** The first advisory lock of the session that a file takes and does not give back; null without one. */
export function heldAdvisoryLock(steps: readonly Step[]): Step | null {
  let held: Step[] = [];
  for (const step of steps) {
    const discard = nodeIf(step, 'DiscardStmt')?.target === 'DISCARD_ALL';
    const calls = callsOf(step);
    for (const call of calls) {
      if (TAKES.test(call)) held.push(step);
      if (RELEASES.test(call)) held.pop();
    }
    if (discard || calls.includes('pg_advisory_unlock_all')) held = [];
  }
  return held[0] ?? null;
}

function callsOf(step: Step): readonly string[] {
  const select = nodeIf(step, 'SelectStmt');
  return select === null ? [] : findAll('FuncCall', select).map(({ funcname }) => texts(funcname).at(-1) ?? '');
}
