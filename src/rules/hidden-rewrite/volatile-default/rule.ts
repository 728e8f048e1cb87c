import { shortName } from '../../../sql/names.js';
import { box, whenAsked } from '../../boxes.js';
import { blockedWhile, code } from '../../prose.js';
import { statementRule } from '../../rule.js';
import { writtenColumn } from '../../written-column.js';
import { rewritesBecause, type Rewrite } from '../rewrites.js';
import { columnInSteps } from '../steps.js';

export const rule = statementRule<Rewrite>({
  id: 'volatile-default',
  mode: 'hidden-rewrite',
  on: ['volatile-default', 'unknown-default'],
  detect: (step) => rewritesBecause(step, 'volatile-default', 'unknown-default'),
  describe: ({ severity, step, touch }) => ({
    title: `A default that differs by row rewrites ${shortName(touch.relation)}`,
    message:
      blockedWhile(step, touch, 'is rewritten') +
      (severity === 'caution'
        ? ` The definition of ${code('call' in touch.because ? touch.because.call : '')}, given with \`schema\`, would settle it.`
        : ''),
    fix: columnInSteps(step, touch.relation, writtenColumn(step, touch.part)),
  }),
  boxes: (match) => {
    const { because } = match.touch;
    return whenAsked(
      match,
      box(
        'before',
        `${code('call' in because ? because.call : '')} gives every row of the statement the same value: it is not volatile`,
      ),
    );
  },
});
