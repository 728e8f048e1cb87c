import { typeWords } from '../../../catalog/types.js';
import type { Touch } from '../../../effects/effects.js';
import { identifier, shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { blockedWhile, BOUNDED_WAIT, fileName, sql, type Fix } from '../../prose.js';
import { statementRule } from '../../rule.js';
import { closingOf, indexOfWords, textOf, tokensOf } from '../../source-text.js';
import { subcommandAt, subcommandSpan } from '../../subcommand.js';
import { writtenColumn } from '../../written-column.js';
import { rewritesBecause, type Rewrite } from '../rewrites.js';
import { syncTrigger } from '../../sync-trigger.js';
import { oldRows } from '../steps.js';

export const rule = statementRule<Rewrite>({
  id: 'stored-generated-column',
  mode: 'hidden-rewrite',
  on: ['stored-generated-column'],
  detect: (step) => rewritesBecause(step, 'stored-generated-column'),
  describe: ({ severity, step, touch }) => ({
    title: `A STORED generated column rewrites ${shortName(touch.relation)}`,
    message:
      blockedWhile(step, touch, 'is rewritten') +
      (severity === 'caution'
        ? ' Whether the column is STORED or VIRTUAL is not known: its CREATE TABLE, given with `schema`, would settle it.'
        : ''),
    fix: inSteps(step, touch),
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, 'be copied')),
});

interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly expression: string;
}

/** From 18 on a VIRTUAL column has nothing to store; before, a trigger keeps an ordinary column. */
function inSteps(step: Step, touch: Touch): Fix {
  const wanted = wantedColumn(step, touch);
  if (wanted === null) return '';
  const { relation } = touch;
  const added = `ALTER TABLE ${shortName(relation)} ADD COLUMN ${identifier(wanted.name)} ${wanted.type}`;
  if (step.version >= 18) return sql(BOUNDED_WAIT, `${added} GENERATED ALWAYS AS ${wanted.expression} VIRTUAL;`);
  const trigger = syncTrigger(step, relation, wanted.name, wanted.expression);
  return [
    {
      name: fileName(relation, wanted.name),
      about: 'a trigger computes the column for rows written from now on',
      lines: [BOUNDED_WAIT, `${added};`, ...trigger.lines],
    },
    oldRows(step, relation, wanted.name, wanted.expression),
  ];
}

/** SET EXPRESSION cannot be had without the rewrite: another column takes the new expression. */
function wantedColumn(step: Step, { relation, part, because }: Touch): Wanted | null {
  const added = writtenColumn(step, part);
  if (added !== null) return added;
  const name = because.id === 'stored-generated-column' ? because.column : '';
  const type = step.before.relations.get(relation)?.columns.get(name)?.type ?? null;
  if (subcommandAt(step, part)?.subtype !== 'AT_SetExpression' || type === null) return null;
  const tokens = tokensOf(step, subcommandSpan(step, part));
  const open = indexOfWords(step, tokens, 'EXPRESSION', 'AS', '(') + 2;
  const expression = textOf(step, tokens.slice(open, closingOf(step, tokens, open) + 1));
  return { name: `${name}_new`, type: typeWords(type), expression };
}
