import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, comment, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { publicationWith } from '../published.js';

interface Unreplicated extends Match {
  readonly table: RelationName;
  readonly publication: string;
  readonly change: 'adds' | 'drops' | 'changes';
}

export const rule = statementRule<Unreplicated>({
  id: 'published-table-altered',
  mode: 'replica-schema-drift',
  on: ['AT_AddColumn', 'AT_DropColumn', 'AT_AlterColumnType', 'RenameStmt'],
  detect: (step) => {
    const [first] = changedTables(step);
    const publication = first === undefined ? null : publicationWith(step.before, first.table);
    if (first === undefined || publication === null) return [];
    return [
      {
        severity: 'caution',
        at: at(step, first.part),
        table: first.table,
        publication: identifier(publication),
        change: first.change,
      },
    ];
  },
  describe: ({ table, publication, change }) => ({
    title: `Subscribers of ${publication} do not get this change of ${shortName(table)}`,
    message:
      `Logical replication carries rows and no DDL, and ${tableWords(table)} is in the publication ${code(publication)}. ` +
      `${CONSEQUENCES[change]}, and its slot keeps WAL on this server until somebody repairs it.`,
    fix: sql(
      comment(
        change === 'drops'
          ? 'here first, and on every subscriber when it has caught up'
          : 'the same statement on every subscriber first, and here when it is through',
      ),
    ),
  }),
});

const CONSEQUENCES: Readonly<Record<Unreplicated['change'], string>> = {
  adds: 'A subscriber without the column stops at the first row that has it',
  drops: 'A subscriber that still requires the column stops at the first row without it',
  changes: 'A subscriber with the old name or type stops at the first row that does not fit',
};

function changedTables(step: Step): (Pick<Unreplicated, 'table' | 'change'> & { readonly part: number })[] {
  const rename = nodeIf(step, 'RenameStmt');
  if (rename !== null) {
    const renamed = rename.renameType === 'OBJECT_COLUMN' || rename.renameType === 'OBJECT_TABLE';
    const table = rangeAt(step, rename.relation);
    return renamed && step.effects.fails === null && isOthers(step, table)
      ? [{ table, part: 0, change: 'changes' }]
      : [];
  }
  return alteredParts(step, 'AT_AddColumn', 'AT_DropColumn', 'AT_AlterColumnType').map(({ cmd, part, table }) => ({
    table,
    part,
    change: cmd.subtype === 'AT_AddColumn' ? 'adds' : cmd.subtype === 'AT_DropColumn' ? 'drops' : 'changes',
  }));
}
