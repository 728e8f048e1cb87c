import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { StatementTag } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isOthers } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at } from '../../scope.js';
import { unboundedTargets } from '../writes.js';

interface Firing extends Match {
  readonly table: RelationName;
  readonly triggers: readonly string[];
}

export const rule = statementRule<Firing>({
  id: 'row-triggers-fire',
  mode: 'backfill-wal-flood',
  on: ['UpdateStmt', 'DeleteStmt', 'InsertStmt', 'MergeStmt', 'CopyStmt'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return unboundedTargets(step).flatMap((table): Firing[] => {
      const triggers = triggersOf(step, table);
      return triggers.length > 0 && isOthers(step, table) ? [{ severity: 'note', at: at(step), table, triggers }] : [];
    });
  },
  describe: ({ table, triggers }) => ({
    title: `Each row of ${shortName(table)} that is written fires its triggers`,
    message: `${tableWords(table)} has ${triggers.length === 1 ? 'the trigger' : 'the triggers'} ${triggers.map((name) => code(identifier(name))).join(', ')}: a row trigger runs once for every row of the statement, writes what it writes that often, and may set columns such as updated_at on rows that nobody changed.`,
    fix: '',
  }),
});

function triggersOf(step: Step, table: RelationName): readonly string[] {
  const { tag } = step.statement.node;
  return (step.before.relations.get(table)?.triggers ?? [])
    .filter(({ events }) => events.some((event) => (EVENTS[event] ?? []).includes(tag)))
    .map(({ name }) => name);
}

/** Kinds of statement that fire a trigger on an event. */
const EVENTS: Readonly<Record<string, readonly StatementTag[]>> = {
  insert: ['InsertStmt', 'CopyStmt', 'MergeStmt'],
  update: ['UpdateStmt', 'MergeStmt'],
  delete: ['DeleteStmt', 'MergeStmt'],
};
