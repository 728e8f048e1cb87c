import { shortName, type RelationName } from '../../../sql/names.js';
import { isOthers } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { unboundedTargets } from '../writes.js';

interface WholeRows extends Match {
  readonly table: RelationName;
}

export const rule = statementRule<WholeRows>({
  id: 'whole-rows-in-wal',
  mode: 'backfill-wal-flood',
  on: ['UpdateStmt', 'DeleteStmt', 'MergeStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return unboundedTargets(step).flatMap((table): WholeRows[] => {
      const full = step.before.relations.get(table)?.replicaIdentity === 'full';
      return full && isOthers(step, table)
        ? [{ severity: 'note', at: at(step), alsoModes: ['replica-schema-drift'], table }]
        : [];
    });
  },
  describe: ({ table }) => ({
    title: `Every row of ${shortName(table)} is written to the WAL with all its old columns`,
    message: `${tableWords(table)} has ${code('REPLICA IDENTITY FULL')}: each UPDATE and DELETE adds the whole old row to the WAL, large values included, and a subscriber without a matching index reads its table once for each.`,
    fix: '',
  }),
});
