import { durationWords } from '../../../session/duration.js';
import { effective, transactionNumber } from '../../../session/session.js';
import type { Step } from '../../../timeline.js';
import { code } from '../../prose.js';
import { nodeIf } from '../../scope.js';

/** A statement that was to set lock_timeout, and why it does not help. */
export interface Ineffective {
  readonly step: Step;
  readonly why: 'custom' | 'off' | 'long' | 'local' | 'reset' | 'pooled' | 'reverted' | 'ended' | 'late';
}

/** The last try before the step, else the first one behind it. */
export function ineffectiveBefore(step: Step, steps: readonly Step[]): Ineffective | null {
  const tries = steps.filter((one) => one.section === step.section && isTry(one));
  const last = tries.findLast((one) => one.index < step.index);
  if (last !== undefined) return { step: last, why: whyNot(last, step) };
  const late = tries.find((one) => one.index > step.index && settingName(one) === 'lock_timeout');
  return late === undefined ? null : { step: late, why: 'late' };
}

/** Why, as a sentence behind the one about the wait; empty where that one says it already. */
export function ineffectiveWords({ step, why }: Ineffective): string {
  const written = code(step.sql.trim().replace(/\s+/g, ' '));
  const { lockTimeout } = effective(step.session);
  switch (why) {
    case 'custom':
      return `${written} makes a setting of its own; the one that Postgres reads is ${code('lock_timeout')}.`;
    case 'off':
      return `${written} means no timeout at all.`;
    case 'long':
      return '';
    case 'local':
      return `${written} stands outside a transaction, where Postgres only warns and changes nothing.`;
    case 'reset':
      return `${written} comes before it${lockTimeout > 0 ? ` and takes the timeout of ${durationWords(lockTimeout)} back` : ''}.`;
    case 'pooled':
      return `Behind the pooler ${written} holds to the end of its own transaction at most, and stays with a connection that others are given next.`;
    case 'reverted':
      return `${written} was taken back by the ROLLBACK of its transaction.`;
    case 'ended':
      return `${written} ended with its transaction.`;
    case 'late':
      return `${written} comes after it.`;
  }
}

function settingName(step: Step): string {
  return nodeIf(step, 'VariableSetStmt')?.name ?? '';
}

function isTry(step: Step): boolean {
  return settingName(step).split('.').at(-1) === 'lock_timeout';
}

function whyNot(tried: Step, step: Step): Ineffective['why'] {
  const body = nodeIf(tried, 'VariableSetStmt');
  if (body?.name !== 'lock_timeout') return 'custom';
  if (body.kind !== 'VAR_SET_VALUE') return 'reset';
  if (body.is_local === true && tried.session.transaction === null) return 'local';
  const { lockTimeout } = effective(step.session);
  if (lockTimeout > 0) return 'long';
  const ended =
    tried.session.transaction !== null && transactionNumber(tried.session) !== transactionNumber(step.session);
  const isLost = tried.session.pooled && body.is_local !== true && (ended || tried.session.transaction === null);
  if (isLost) return 'pooled';
  if (!ended) return 'off';
  return body.is_local === true ? 'ended' : 'reverted';
}
