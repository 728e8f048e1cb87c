import { REFUSES_PARTITIONED } from '../../../effects/index-build.js';
import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { concurrentCommand } from '../../concurrently.js';
import { code, comment, sql, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface RefusedOnParent extends Match {
  readonly step: Step;
  readonly command: string;
  readonly parent: RelationName;
}

export const rule = statementRule<RefusedOnParent>({
  id: 'concurrently-on-partitioned-table',
  mode: 'invalid-index',
  on: ['fails'],
  detect: (step) => {
    const command = concurrentCommand(step.statement.node);
    if (command === null || step.effects.fails?.endsWith(REFUSES_PARTITIONED) !== true) return [];
    const parent = step.effects.locks.find(
      ({ relation }) => step.before.relations.get(relation)?.kind === 'partitioned table',
    )?.relation;
    return [
      { severity: 'unsafe', at: at(step), alsoModes: ['replica-schema-drift'], step, command, parent: parent ?? '' },
    ];
  },
  describe: ({ step, command, parent }) => ({
    title: `${command} is refused on the partitioned table ${shortName(parent)}`,
    message: `${table(parent)} is partitioned, and Postgres refuses ${code(command)} there: the statement fails, and with it the migration. The index is ${nodeIf(step, 'IndexStmt') === null ? 'dropped with the parent' : 'built partition by partition'}.`,
    fix: nodeIf(step, 'IndexStmt') === null ? '' : partitionByPartition(step, parent),
  }),
});

function partitionByPartition(step: Step, parent: RelationName): string {
  const children = step.before.relations.get(parent)?.children ?? [];
  return sql(
    comment(
      `1. CREATE INDEX … ON ONLY ${shortName(parent)}: nothing is built, the index stays invalid until every partition has its own`,
    ),
    ...children.map((child) =>
      comment(
        `2. on ${shortName(child)}, outside a transaction: CREATE INDEX CONCURRENTLY …; ALTER INDEX … ATTACH PARTITION …`,
      ),
    ),
  );
}
