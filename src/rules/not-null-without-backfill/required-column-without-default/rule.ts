import type { Touch } from '../../../effects/effects.js';
import { because } from '../../../effects/reason.js';
import { shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { isSmall, whenAsked } from '../../boxes.js';
import { notNullSteps } from '../../not-null-steps.js';
import { BOUNDED_WAIT, code, fileName, lockClause, table, type Fix } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, onePerPart, severityOf } from '../../scope.js';
import { writtenColumn } from '../../written-column.js';

interface RequiredColumn extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

export const rule = statementRule<RequiredColumn>({
  id: 'required-column-without-default',
  mode: 'not-null-without-backfill',
  on: ['required-column'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches = onePerPart(existing(step.effects.scans)).filter(({ because }) => because.id === 'required-column');
    return touches.map((touch) => ({
      severity: severityOf(touch),
      at: at(step, touch.part),
      alsoModes: ['rename-in-rolling-deploy'],
      step,
      touch,
    }));
  },
  describe: ({ step, touch }) => ({
    title: `A required column without a default cannot be added to ${shortName(touch.relation)}`,
    message: `${code(step.statement.kind)} ${lockClause(step, touch.relation)}, and then fails: ${because(touch.because)}. It passes only while ${table(touch.relation)} is empty, as in a test; and where it passes, the INSERTs of code that does not know the column fail.`,
    fix: inSteps(step, touch),
  }),
  boxes: (match) => whenAsked(match, isSmall(match.touch.relation, 'be filled')),
});

function inSteps(step: Step, { relation, part }: Touch): Fix {
  const column = writtenColumn(step, part);
  if (column === null) return '';
  const optional = {
    name: fileName(relation, column.name),
    about: 'without NOT NULL',
    lines: [BOUNDED_WAIT, `ALTER TABLE ${shortName(relation)} ADD COLUMN ${column.quoted} ${column.type};`],
  };
  const filled = 'then code that writes it, and the old rows in batches of 1,000 to 10,000, each committed by itself';
  return [optional, filled, ...notNullSteps(relation, [column.name], step.version)];
}
