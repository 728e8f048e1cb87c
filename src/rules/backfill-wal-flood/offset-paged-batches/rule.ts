import { shortName, type RelationName } from '../../../sql/names.js';
import { bodyOf, findAll } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, table as tableWords } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';
import { backfillOutline } from '../outline.js';

interface OffsetPaged extends Match {
  readonly step: Step;
  readonly table: RelationName;
}

export const rule = statementRule<OffsetPaged>({
  id: 'offset-paged-batches',
  mode: 'backfill-wal-flood',
  on: ['UpdateStmt', 'DeleteStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'UpdateStmt') ?? nodeIf(step, 'DeleteStmt');
    if (body?.whereClause === undefined || step.effects.fails !== null) return [];
    const table = rangeAt(step, body.relation);
    const paged = findAll('SubLink', body.whereClause).some(
      ({ subselect }) => bodyOf('SelectStmt', subselect)?.limitOffset !== undefined,
    );
    return paged && isOthers(step, table)
      ? [{ severity: 'note', at: at(step), alsoModes: ['migration-deadlock'], step, table }]
      : [];
  },
  describe: ({ step, table }) => ({
    title: `Batches of ${shortName(table)} by OFFSET get slower and miss rows`,
    message: `${code('OFFSET')} reads all the rows that it skips, so each batch of ${tableWords(table)} is slower than the one before; and when rows come, go or stop to match meanwhile, the next batch begins too far on and leaves some out.`,
    fix: backfillOutline(step, table),
  }),
});
