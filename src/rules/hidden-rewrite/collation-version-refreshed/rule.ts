import { nameParts } from '../../../catalog/lookup.js';
import { identifier } from '../../../sql/names.js';
import type { Changeset, Step } from '../../../timeline.js';
import { code, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Refreshed extends Match {
  readonly kind: string;
  readonly name: string;
}

export const rule = statementRule<Refreshed>({
  id: 'collation-version-refreshed',
  mode: 'hidden-rewrite',
  on: ['AlterCollationStmt', 'AlterDatabaseRefreshCollStmt'],
  detect: (step, changeset) => {
    if (step.effects.fails !== null || isReindexed(step, changeset)) return [];
    const collation = nodeIf(step, 'AlterCollationStmt');
    const name =
      collation === null
        ? identifier(nodeIf(step, 'AlterDatabaseRefreshCollStmt')?.dbname ?? '')
        : nameParts({ List: { items: collation.collname ?? [] } })
            .map(identifier)
            .join('.');
    const kind = collation === null ? 'database' : 'collation';
    return [{ severity: 'caution', at: at(step), alsoModes: ['destructive-rollback'], kind, name }];
  },
  describe: ({ kind, name }) => ({
    title: `Indexes in the order of the old ${kind} ${name} find nothing, and nobody warns any more`,
    message:
      `REFRESH VERSION only records that the ${kind} ${code(name)} sorts as the server does now. Indexes on text that were built in the old order stay as they are: lookups miss rows, and a unique index lets duplicates in. ` +
      'It also silences the warning that told so.',
    fix: sql(
      '-- first, in migrations outside a transaction, every index on text in that order:',
      '-- REINDEX INDEX CONCURRENTLY the_index;',
      '-- and REFRESH VERSION when all are built',
    ),
  }),
  boxes: ({ kind, name }) => [
    { phase: 'before', text: `Every index that sorts by the ${kind} ${code(name)} has been built again`, sql: '' },
  ],
});

function isReindexed(step: Step, { stepsInSet }: Changeset): boolean {
  return (stepsInSet.get(step.set) ?? []).some((one) => nodeIf(one, 'ReindexStmt') !== null && one.index < step.index);
}
