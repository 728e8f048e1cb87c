import { shortName, type RelationName } from '../../../sql/names.js';
import { findAll, type BodyOf } from '../../../sql/statement.js';
import type { Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface Unordered extends Match {
  readonly step: Step;
  readonly relation: RelationName;
}

export const rule = statementRule<Unordered>({
  id: 'unordered-batches',
  mode: 'migration-deadlock',
  on: ['UpdateStmt', 'DeleteStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'UpdateStmt') ?? nodeIf(step, 'DeleteStmt');
    const relation = rangeAt(step, body?.relation);
    if (body === null || step.effects.fails !== null || !isOthers(step, relation)) return [];
    const batch = findAll('SelectStmt', [body.whereClause ?? {}, body.withClause ?? {}]).find(isUnorderedBatch);
    if (batch === undefined) return [];
    return [{ severity: 'note', at: at(step), alsoModes: ['backfill-wal-flood'], step, relation }];
  },
  describe: ({ step, relation }) => ({
    title: `The batch locks rows of ${shortName(relation)} in no particular order`,
    message: `${code(step.statement.kind)} takes the rows of ${table(relation)} that its ${code('LIMIT')} happens to find, and locks them in that order. A transaction of the application that writes two of the same rows the other way round and this one wait for each other: a deadlock, and Postgres kills one of the two. ${code('ORDER BY … FOR UPDATE SKIP LOCKED')} in the query that picks the rows keeps out of it.`,
    fix: '',
  }),
});

/** Picks a batch by LIMIT, neither in order nor locking as it goes. */
function isUnorderedBatch(query: BodyOf<'SelectStmt'>): boolean {
  if (query.limitCount === undefined || query.fromClause === undefined) return false;
  return query.sortClause === undefined && query.lockingClause === undefined;
}
