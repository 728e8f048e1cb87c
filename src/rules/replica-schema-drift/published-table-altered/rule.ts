import { identifier, shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { alteredParts } from '../../altered-part.js';
import { box, columnsOf, whenAsked } from '../../boxes.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, comment, sql, table as tableWords } from '../../prose.js';
import { statementRule, type Box, type Match } from '../../rule.js';
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
  boxes: (match) => whenAsked(match, subscribersFit(match), subscribersKeepUp(match)),
});

const CONSEQUENCES: Readonly<Record<Unreplicated['change'], string>> = {
  adds: 'A subscriber without the column stops at the first row that has it',
  drops: 'A subscriber that still requires the column stops at the first row without it',
  changes: 'A subscriber with the old name or type stops at the first row that does not fit',
};

function subscribersFit({ table, publication, change }: Unreplicated): Box {
  return box(
    'before',
    change === 'drops'
      ? `No subscriber of ${code(publication)} requires a value in what ${tableWords(table)} loses (the query runs there)`
      : `Every subscriber of ${code(publication)} is ready for the change of ${tableWords(table)} (the query runs there)`,
    columnsOf(table),
  );
}

function subscribersKeepUp({ publication, table }: Unreplicated): Box {
  return box(
    'after',
    `Rows of ${tableWords(table)} reach the subscribers of ${code(publication)}: their slots are active and do not fall behind`,
    sql(
      'SELECT slot_name, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)) AS behind',
      "FROM pg_replication_slots WHERE slot_type = 'logical';",
    ),
  );
}

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
