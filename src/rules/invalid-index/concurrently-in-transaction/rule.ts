import { REFUSES_TRANSACTION } from '../../../effects/index-build.js';
import type { Step } from '../../../timeline.js';
import { concurrentCommand } from '../../concurrently.js';
import { asWritten, code, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface RefusedOnline extends Match {
  readonly step: Step;
  readonly command: string;
  readonly why: 'block' | 'begin' | 'tool' | 'assumed';
}

export const rule = statementRule<RefusedOnline>({
  id: 'concurrently-in-transaction',
  mode: 'invalid-index',
  on: ['fails'],
  detect: (step) => {
    const command = concurrentCommand(step.statement.node);
    if (command === null || step.effects.fails !== REFUSES_TRANSACTION) return [];
    return [
      { severity: 'unsafe', at: at(step), alsoModes: ['replica-schema-drift'], step, command, why: whyInside(step) },
    ];
  },
  describe: ({ step, command, why }) => ({
    title: `${command} is refused inside a transaction`,
    message: `${WHY[why]}, and Postgres refuses ${code(command)} there: the statement fails, and with it the migration. Run it by itself, where each statement commits on its own.`,
    fix:
      why === 'block'
        ? ''
        : sql(
            '-- in a migration of its own that runs outside a transaction, with no lock_timeout or statement_timeout:',
            asWritten(step),
          ),
  }),
});

const WHY = {
  block: 'What a DO block or a routine does runs in its transaction',
  begin: 'The file has begun a transaction',
  tool: 'The migration tool runs this file in a transaction',
  assumed: 'Most tools run a file in a transaction',
} as const;

function whyInside(step: Step): RefusedOnline['why'] {
  if (step.within !== null) return 'block';
  if (step.session.transaction?.explicit === true) return 'begin';
  return step.section.assumed ? 'assumed' : 'tool';
}
