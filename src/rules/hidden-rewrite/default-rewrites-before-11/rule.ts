import { shortName } from '../../../sql/names.js';
import { blockedWhile } from '../../prose.js';
import { statementRule } from '../../rule.js';
import { writtenColumn } from '../../written-column.js';
import { rewritesBecause, type Rewrite } from '../rewrites.js';
import { columnInSteps } from '../steps.js';

export const rule = statementRule<Rewrite>({
  id: 'default-rewrites-before-11',
  mode: 'hidden-rewrite',
  on: ['default-before-11'],
  detect: (step) => rewritesBecause(step, 'default-before-11'),
  describe: ({ step, touch }) => ({
    title: `Before PostgreSQL 11 a default rewrites ${shortName(touch.relation)}`,
    message: `${blockedWhile(step, touch, 'is rewritten')} The oldest server that runs the migrations is PostgreSQL ${step.version}.`,
    fix: columnInSteps(step, touch.relation, writtenColumn(step, touch.part)),
  }),
});
