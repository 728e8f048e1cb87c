import { REFUSES_TRANSACTION } from '../../../effects/index-build.js';
import type { Step } from '../../../timeline.js';
import { concurrentCommand } from '../../concurrently.js';
import { leavingTransaction } from '../../leave-transaction.js';
import { asWritten, code } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface RefusedOnline extends Match {
  readonly step: Step;
  readonly command: string;
  readonly why: 'block' | 'begin' | 'string' | 'tool' | 'assumed';
}

export const rule = statementRule<RefusedOnline>({
  id: 'concurrently-in-transaction',
  mode: 'invalid-index',
  on: ['fails'],
  detect: (step) => {
    const command = concurrentCommand(step.statement.node);
    if (command === null || step.effects.fails !== REFUSES_TRANSACTION) return [];
    return [
      {
        severity: 'unsafe',
        at: at(step),
        alsoModes: ['replica-schema-drift'],
        step,
        command,
        why: whyInside(step),
      },
    ];
  },
  describe: ({ step, command, why }) => ({
    title: `${command} is refused inside a transaction`,
    message: `${WHY[why](step.migration.runner.framework?.title ?? 'The migration tool')}, and Postgres refuses ${code(command)} there: the statement fails, and with it the migration. Run it by itself, where each statement commits on its own.`,
    fix: why === 'block' ? '' : [{ name: nameFor(step), about: '', lines: [asWritten(step)], leaves: command }],
  }),
  suggest: ({ step, command, why }) => (why === 'tool' ? leavingTransaction(step, command) : null),
});

const WHY = {
  block: () => 'What a DO block or a routine does runs in its transaction',
  begin: () => 'The file has begun a transaction',
  string: (tool: string) =>
    `${tool} sends the file as one string, which is one transaction when it holds several statements`,
  tool: (tool: string) => `${tool} runs this file in a transaction`,
  assumed: () => 'Most tools run a file in a transaction',
} as const;

function whyInside({ within, session, section }: Step): RefusedOnline['why'] {
  if (within !== null) return 'block';
  if (session.transaction?.explicit === true) return 'begin';
  if (session.transaction?.implicit === true) return 'string';
  return section.assumed ? 'assumed' : 'tool';
}

/** For the file that it would have: what it builds, or its command. */
function nameFor(step: Step): string {
  return nodeIf(step, 'IndexStmt')?.idxname ?? step.statement.kind.toLowerCase();
}
