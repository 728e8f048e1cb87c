import { durationWords } from '../session/duration.js';
import { effective } from '../session/session.js';
import type { Step } from '../timeline.js';

const LONGEST_EFFECTIVE = 5_000;
const SHORT_LOCK_WAIT = 60_000;
const SHORT_STATEMENT = 600_000;

/** Whether a wait for a lock ends soon: a timeout from 1 ms to 5 s, whichever of the two bounds it. */
export function boundsLockWait(step: Step): boolean {
  const { lockTimeout, statementTimeout } = effective(step.session);
  return [lockTimeout, statementTimeout].some((timeout) => timeout > 0 && timeout <= LONGEST_EFFECTIVE);
}

/** A timeout that can cancel a concurrent build, which waits for every older transaction and leaves an INVALID index. */
export interface BuildTimeout {
  readonly setting: 'lock_timeout' | 'statement_timeout';
  /** What it is, and who says so where it does not stand in the migration. */
  readonly words: string;
  /** In milliseconds. */
  readonly value: number;
  readonly short: boolean;
}

/** The timeouts in effect around a concurrent build; none is right. */
export function buildTimeouts(step: Step): BuildTimeout[] {
  const { lockTimeout, statementTimeout } = effective(step.session);
  const found: BuildTimeout[] = [];
  if (lockTimeout > 0) {
    found.push({
      setting: 'lock_timeout',
      words: durationWords(lockTimeout) + saidBy(step, 'lock_timeout', lockTimeout),
      value: lockTimeout,
      short: lockTimeout < SHORT_LOCK_WAIT,
    });
  }
  if (statementTimeout > 0) {
    found.push({
      setting: 'statement_timeout',
      words: durationWords(statementTimeout) + saidBy(step, 'statement_timeout', statementTimeout),
      value: statementTimeout,
      short: statementTimeout < SHORT_STATEMENT,
    });
  }
  return found;
}

/** Where the migration itself does not set it. */
function saidBy({ migration }: Step, setting: BuildTimeout['setting'], value: number): string {
  const said = migration.connection.assumed.find((one) => one.setting === setting && one.value === value);
  if (said === undefined) return '';
  return said.saidBy === 'config' ? ' (as the config says)' : ' (by the files of the tool)';
}

/** Whether a SET beside a build would not hold for it, or would make a transaction of the two. */
export function cannotSet({ section, session }: Step): boolean {
  return section.sentWhole || session.pooled;
}

/** What lifts the timeouts for a build, and what puts them back for the statements behind it. */
export function liftedAround(step: Step): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const timeouts = buildTimeouts(step);
  const isLast = step.migration.pieces.every(({ index }) => index <= step.statement.index);
  return {
    before: timeouts.map(({ setting }) => `SET ${setting} = 0;`),
    after: isLast ? [] : timeouts.map(({ setting, value }) => `SET ${setting} = '${inUnits(value)}';`),
  };
}

function inUnits(ms: number): string {
  if (ms % 60_000 === 0) return `${ms / 60_000}min`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
