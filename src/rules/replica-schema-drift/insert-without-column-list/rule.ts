import { shortName, type RelationName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isOthers, rangeAt } from '../../existing.js';
import { code, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, nodeIf } from '../../scope.js';

interface NoColumns extends Match {
  readonly step: Step;
  readonly relation: RelationName;
}

export const rule = statementRule<NoColumns>({
  id: 'insert-without-column-list',
  mode: 'replica-schema-drift',
  on: ['InsertStmt'],
  detect: (step) => {
    const body = nodeIf(step, 'InsertStmt');
    if (body === null || (body.cols ?? []).length > 0 || body.selectStmt === undefined || step.effects.fails !== null)
      return [];
    const relation = rangeAt(step, body.relation);
    return isOthers(step, relation) ? [{ severity: 'note', at: at(step), step, relation }] : [];
  },
  describe: ({ step, relation }) => ({
    title: `INSERT into ${shortName(relation)} counts on the order of its columns`,
    message: `${code(step.statement.kind)} names no column of ${table(relation)}. On a database where they stand in another order, since they were added in another order, it fails or puts values into the wrong columns.`,
    fix: '',
  }),
});
