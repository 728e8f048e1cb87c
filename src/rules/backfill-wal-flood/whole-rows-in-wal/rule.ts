import { shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf } from '../../../sql/statement.js';
import type { Changeset, Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
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
  detect: (step, changeset) => {
    if (step.effects.fails !== null) return [];
    return unboundedTargets(step).flatMap((table): WholeRows[] => {
      const full = fullIdentity(step, table, changeset);
      return full === null || !isOthers(step, table)
        ? []
        : [{ severity: 'note', at: at(step), alsoModes: ['replica-schema-drift'], related: [full], table }];
    });
  },
  describe: ({ table }) => ({
    title: `Every row of ${shortName(table)} is written to the WAL with all its old columns`,
    message: `${tableWords(table)} has ${code('REPLICA IDENTITY FULL')}: each UPDATE and DELETE adds the whole old row to the WAL, large values included, and a subscriber without a matching index reads its table once for each.`,
    fix: '',
  }),
});

/** The statement of the change that gave the table this identity, unless a later one took it away. */
function fullIdentity(step: Step, table: RelationName, { stepsWith }: Changeset): Step | null {
  let found: Step | null = null;
  for (const one of stepsWith.get('AT_ReplicaIdentity') ?? []) {
    if (one.index > step.index) break;
    for (const { cmd, table: altered } of alteredParts(one, 'AT_ReplicaIdentity'))
      if (altered === table) found = bodyOf('ReplicaIdentityStmt', cmd.def)?.identity_type === 'f' ? one : null;
  }
  return found;
}
