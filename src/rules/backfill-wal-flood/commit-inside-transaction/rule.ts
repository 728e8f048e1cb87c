import { REFUSES_COMMIT } from '../../../effects/routine.js';
import type { Step } from '../../../timeline.js';
import { asWritten, code, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';

interface RefusedCommit extends Match {
  readonly step: Step;
}

export const rule = statementRule<RefusedCommit>({
  id: 'commit-inside-transaction',
  mode: 'backfill-wal-flood',
  on: ['DoStmt'],
  detect: (step) =>
    step.effects.fails === REFUSES_COMMIT
      ? [{ severity: 'unsafe', at: at(step), alsoModes: ['replica-schema-drift'], step }]
      : [],
  describe: ({ step }) => ({
    title: 'The DO block commits inside a transaction, which Postgres refuses',
    message: `${code(step.statement.kind)} runs ${code('COMMIT')} while ${whose(step)} is open. Postgres answers "invalid transaction termination" at the first round, and the backfill does not run.`,
    fix: sql('-- in a migration of its own that runs outside a transaction:', asWritten(step)),
  }),
});

function whose(step: Step): string {
  return step.session.transaction?.explicit === true
    ? 'the transaction of `BEGIN`'
    : 'the transaction that the migration tool puts around the file';
}
