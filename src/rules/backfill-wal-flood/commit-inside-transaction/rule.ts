import { REFUSES_COMMIT, REFUSES_COMMIT_GUARDED, REFUSES_COMMIT_IN_FUNCTION } from '../../../effects/called-body.js';
import type { Step } from '../../../timeline.js';
import { asWritten, code, comment } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface RefusedCommit extends Match {
  readonly step: Step;
  readonly why: keyof typeof WORDS;
}

export const rule = statementRule<RefusedCommit>({
  id: 'commit-inside-transaction',
  mode: 'backfill-wal-flood',
  on: ['routine'],
  detect: (step) => {
    const why = whyRefused(step.effects.fails);
    return why === null ? [] : [{ severity: 'unsafe', at: at(step), alsoModes: ['replica-schema-drift'], step, why }];
  },
  describe: ({ step, why }) => ({
    title: `${whose(step)} commits ${WORDS[why].where}, which Postgres refuses`,
    message: `${code(step.statement.kind)} runs ${code('COMMIT')} ${whileWhat(step, why)}. Postgres answers "${WORDS[why].answer}" at the first round, and the backfill does not run.`,
    fix:
      why === 'transaction'
        ? [{ name: 'batches', about: '', lines: [asWritten(step)], leaves: step.statement.kind }]
        : comment(WORDS[why].way),
  }),
});

const WORDS = {
  transaction: { where: 'inside a transaction', answer: 'invalid transaction termination', way: '' },
  guarded: {
    where: 'under an EXCEPTION clause',
    answer: 'cannot commit while a subtransaction is active',
    way: 'put COMMIT behind the END of the block that has EXCEPTION, in the loop around it',
  },
  function: {
    where: 'in a function',
    answer: 'invalid transaction termination',
    way: 'make it a PROCEDURE and CALL it, in a migration of its own that runs outside a transaction',
  },
} as const;

function whyRefused(fails: string | null): keyof typeof WORDS | null {
  if (fails === REFUSES_COMMIT) return 'transaction';
  if (fails === REFUSES_COMMIT_GUARDED) return 'guarded';
  return fails === REFUSES_COMMIT_IN_FUNCTION ? 'function' : null;
}

function whose({ statement: { node } }: Step): string {
  if (node.tag === 'DoStmt') return 'The DO block';
  return node.tag === 'CallStmt' ? 'The procedure' : 'The query';
}

function whileWhat(step: Step, why: keyof typeof WORDS): string {
  if (why === 'guarded') return 'in a block with `EXCEPTION`, which is a subtransaction';
  if (why === 'function') return 'in a function that it calls';
  if (step.session.transaction?.explicit === true) return 'while the transaction of `BEGIN` is open';
  return 'while the transaction that the migration tool puts around the file is open';
}
