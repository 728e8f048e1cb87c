import { isBlockedLoss } from '../../../effects/drop.js';
import { REFUSES_PARTITIONED, REFUSES_TRANSACTION } from '../../../effects/index-build.js';
import { REFUSES_COMMIT, REFUSES_COMMIT_GUARDED, REFUSES_COMMIT_IN_FUNCTION } from '../../../effects/called-body.js';
import { commandOf } from '../../../sql/command.js';
import type { Step } from '../../../timeline.js';
import { concurrentCommand } from '../../concurrently.js';
import { asWritten, code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface Refused extends Match {
  readonly step: Step;
  readonly why: string;
}

export const rule = statementRule<Refused>({
  id: 'statement-refused',
  mode: 'replica-schema-drift',
  on: ['fails'],
  detect: (step) => {
    const why = step.effects.fails;
    if (why === null || hasRuleOfItsOwn(step, why)) return [];
    return [{ severity: 'unsafe', at: at(step), step, why }];
  },
  describe: ({ step, why }) => ({
    title: titleOf(step, why),
    message: messageOf(step, why),
    fix:
      why === REFUSES_TRANSACTION
        ? [
            {
              name: step.statement.kind.toLowerCase(),
              about: '',
              lines: [asWritten(step)],
              leaves: commandOf(step.statement),
            },
          ]
        : '',
  }),
});

/** CONCURRENTLY leaves an INVALID index, COMMIT in a DO stops a backfill: other modes speak of them. */
function hasRuleOfItsOwn(step: Step, why: string): boolean {
  if (why === REFUSES_COMMIT || why === REFUSES_COMMIT_GUARDED || why === REFUSES_COMMIT_IN_FUNCTION) return true;
  // Whoever makes it go through loses the rows: the rule about the loss speaks.
  if (isBlockedLoss(why)) return step.effects.locks.some((lock) => lock.existing);
  if (why === REFUSES_TRANSACTION) return concurrentCommand(step.statement.node) !== null;
  return why.endsWith(REFUSES_PARTITIONED) && concurrentCommand(step.statement.node) !== null;
}

/** A feature that came later is named with its major. */
function titleOf(step: Step, why: string): string {
  const [, feature, major] = /^not in PostgreSQL \d+: (.+) needs? (\d+)$/.exec(why) ?? [];
  if (feature !== undefined && major !== undefined)
    return `${feature} ${/ needs \d+$/.test(why) ? 'needs' : 'need'} PostgreSQL ${major}`;
  return why.startsWith(step.statement.kind) ? why : `Postgres refuses ${step.statement.kind}: ${why}`;
}

function messageOf(step: Step, why: string): string {
  const half =
    step.session.transaction === null
      ? 'What ran before it is committed already, so the schema is left half way.'
      : 'Its transaction is rolled back and the deploy stops there.';
  return `${code(step.statement.kind)} fails whenever it runs: ${code(why)}. ${half} A database where somebody then repairs it by hand differs from the others.`;
}
