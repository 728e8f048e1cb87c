import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { concurrentCommand, onlineInPlace } from '../../concurrently.js';
import { asWritten, code, comment, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { buildTimeouts, cannotSet, liftedAround, type BuildTimeout } from '../../timeouts.js';

interface CancelledBuild extends Match {
  readonly step: Step;
  readonly command: string;
  readonly timeouts: readonly BuildTimeout[];
}

export const rule = statementRule<CancelledBuild>({
  id: 'concurrently-with-short-timeout',
  mode: 'invalid-index',
  on: ['IndexStmt', 'DropStmt', 'ReindexStmt', 'AT_DetachPartition'],
  detect: (step) => {
    const command = concurrentCommand(step.statement.node);
    const timeouts = command === null ? [] : buildTimeouts(step);
    if (command === null || timeouts.length === 0 || step.effects.fails !== null) return [];
    return [
      { severity: timeouts.some(({ short }) => short) ? 'unsafe' : 'caution', at: at(step), step, command, timeouts },
    ];
  },
  describe: ({ step, command, timeouts }) => ({
    title: `A timeout may cancel ${command} halfway`,
    message: `${code(command)} waits for every transaction that is older than itself, and ${timeouts.map(({ setting, words }) => `${code(setting)} is ${words}`).join(' and ')}: one long query elsewhere, and it is cancelled and leaves behind ${leftover(command)}.`,
    fix: withoutTimeouts(step),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `No transaction is open for longer than the timeout allows ${match.command} to wait`,
        'SELECT pid, now() - xact_start AS running, left(query, 60) AS query FROM pg_stat_activity WHERE xact_start IS NOT NULL ORDER BY running DESC;',
      ),
    ),
  suggest: ({ step }) => onlineInPlace(step, []),
});

function withoutTimeouts(step: Step): string {
  const { before, after } = liftedAround(step);
  if (cannotSet(step)) {
    const why = step.session.pooled
      ? 'behind the pooler no SET would hold'
      : 'the file is sent as one string, so that no SET can stand beside it';
    return sql(comment(`over a connection that has no such timeout, past any pooler; ${why}:`), asWritten(step));
  }
  return sql(...before, asWritten(step), ...after);
}

function leftover(command: string): string {
  if (command === 'DETACH PARTITION CONCURRENTLY')
    return 'a partition that is half detached, until `DETACH PARTITION … FINALIZE`';
  if (command === 'REINDEX CONCURRENTLY') return 'an INVALID index named `…_ccnew`';
  return 'an INVALID index that still has to be kept up to date by every write';
}
