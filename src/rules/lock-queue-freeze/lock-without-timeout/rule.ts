import { durationWords } from '../../../session/duration.js';
import { effective } from '../../../session/session.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { TableFacts } from '../../../table-facts.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { concurrentCommand } from '../../concurrently.js';
import { asWritten, BOUNDED_WAIT, code, lockClause, sql } from '../../prose.js';
import { changesetRule, type Edit, type Match } from '../../rule.js';
import { at, makesOthersWait, nodeIf } from '../../scope.js';
import { boundsLockWait } from '../../timeouts.js';
import { isWrapped } from '../../../migration.js';
import { cased, linesAbove } from '../../wording.js';
import { ineffectiveBefore, ineffectiveWords, type Ineffective } from './ineffective.js';

interface UnboundedWait extends Match {
  readonly step: Step;
  readonly relation: RelationName;
  /** The timeout in effect, too long to help; 0 when there is none. */
  readonly timeout: number;
  readonly tried: Ineffective | null;
}

export const rule = changesetRule<UnboundedWait>({
  id: 'lock-without-timeout',
  mode: 'lock-queue-freeze',
  detect: ({ stepsOf, tables }) => [...stepsOf.values()].flatMap((steps) => firstUnbounded(steps, tables)),
  describe: ({ step, relation, timeout, tried }) => ({
    title: `The wait for a lock on ${shortName(relation)} has no bound`,
    message:
      `${code(step.statement.kind)} ${lockClause(step, relation)}. While it waits for its turn behind a long query, everything that comes later waits behind it, and ${
        timeout > 0
          ? `a timeout of ${durationWords(timeout)} is too long to prevent an outage`
          : 'no `lock_timeout` is in effect to end the wait'
      }. ${tried === null ? '' : ineffectiveWords(tried)}`.trim(),
    fix: sql(
      BOUNDED_WAIT,
      // Behind a pooler the timeout must stand in one transaction with what it is for.
      ...(step.session.pooled ? [asWritten(step)] : []),
      '-- and let the deploy retry the migration when it gives up',
    ),
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        'The tool or the role that runs the migration sets a `lock_timeout` of a few seconds, and the deploy tries again',
        'SHOW lock_timeout;',
      ),
    ),
  suggest: ({ step, tried }) => (step.session.pooled && !canBeLocal(step) ? null : [boundedWait(step, tried)]),
});

/** Above the statement, or in place of the line right above it that meant the same; LOCAL where that is enough. */
function boundedWait(step: Step, tried: Ineffective | null): Edit {
  const local = canBeLocal(step);
  if (tried === null || !REPLACED.has(tried.why) || tried.step.index !== step.index - 1 || tried.step.within !== null)
    return linesAbove(step, [`SET ${local ? 'LOCAL ' : ''}lock_timeout = '2s';`]);
  const written = nodeIf(tried.step, 'VariableSetStmt')?.is_local === true;
  return {
    span: tried.step.statement.span,
    text: cased(tried.step, `SET ${written ? 'LOCAL ' : ''}lock_timeout = '2s'`),
  };
}

function canBeLocal({ section }: Step): boolean {
  return isWrapped(section) && !section.assumed;
}

const REPLACED: ReadonlySet<Ineffective['why']> = new Set(['custom', 'off', 'long', 'reset']);

/** Once a file: the first statement that makes writes wait on a hot table, else on a table of others. */
function firstUnbounded(steps: readonly Step[], tables: TableFacts): UnboundedWait[] {
  const waits = steps.filter(
    (step) => step.effects.fails === null && !boundsLockWait(step) && concurrentCommand(step.statement.node) === null,
  );
  const locks = waits.flatMap((step) =>
    step.effects.locks
      .filter((one) => one.existing && makesOthersWait(step, one))
      .map(({ relation }) => ({ step, relation, hot: tables(relation, step.before).hot })),
  );
  const found = locks.find(({ hot }) => hot) ?? locks[0];
  if (found === undefined) return [];
  const { step, relation } = found;
  const timeout = effective(step.session).lockTimeout;
  const tried = ineffectiveBefore(step, steps);
  const related = tried === null ? [] : [tried.step];
  return [{ severity: 'caution', at: at(step), byTraffic: [relation], related, step, relation, timeout, tried }];
}
