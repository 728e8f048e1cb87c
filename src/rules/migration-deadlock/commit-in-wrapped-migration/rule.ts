import { isWrapped } from '../../../migration.js';
import type { Step } from '../../../timeline.js';
import { code } from '../../prose.js';
import { changesetRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface EndedEarly extends Match {
  readonly step: Step;
}

export const rule = changesetRule<EndedEarly>({
  id: 'commit-in-wrapped-migration',
  mode: 'migration-deadlock',
  detect: ({ stepsOf }) => [...stepsOf.values()].flatMap(firstEnds),
  describe: ({ step }) => ({
    title: `${step.statement.kind} ends the transaction of the migration tool`,
    message: `${toolOf(step)} runs this file in a transaction of its own, and ${code(step.statement.kind)} ends it. ${
      step.statement.kind === 'ROLLBACK'
        ? 'What came before is taken back, while the tool records the migration as run.'
        : 'What came before is committed before the tool has recorded the migration, and locks that it holds against a second runner go with it.'
    } What follows commits statement by statement: a failure there leaves the schema half way.`,
    fix: '-- leave BEGIN, COMMIT and ROLLBACK to the tool; what must not run in a transaction goes into a file with the directive of the tool that turns it off',
  }),
});

/** Once a section: the first end of a transaction that the file has not begun. */
function firstEnds(steps: readonly Step[]): EndedEarly[] {
  const told = new Set<Step['section']>();
  return steps.flatMap((step): EndedEarly[] => {
    const { section, session, within } = step;
    if (!isWrapped(section) || section.assumed || within !== null || told.has(section)) return [];
    if (!isEnd(step) || session.transaction === null || session.transaction.explicit) return [];
    told.add(section);
    return [{ severity: 'unsafe', at: at(step), alsoModes: ['replica-schema-drift'], step }];
  });
}

function isEnd(step: Step): boolean {
  const kind = nodeIf(step, 'TransactionStmt')?.kind;
  return kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' || kind === 'TRANS_STMT_PREPARE';
}

function toolOf({ migration }: Step): string {
  return migration.framework === 'plain-sql' ? 'The migration tool' : code(migration.framework);
}
