import type { Touch } from '../../../effects/effects.js';
import { literal, shortName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { box, whenAsked } from '../../boxes.js';
import { notNullSteps } from '../../not-null-steps.js';
import { asWritten, blockedWhile, BOUNDED_WAIT, code, fileName, lockClause, table } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, onePerPart, severityOf } from '../../scope.js';
import { addedConstraint, alteredTable } from '../../subcommand.js';
import { bySize, worked } from '../../weight.js';

interface NullableKey extends Match {
  readonly step: Step;
  readonly touch: Touch;
  readonly columns: readonly string[];
}

/** Only USING INDEX: where the index is built as well, that rule's fix has the steps for NOT NULL in it. */
export const rule = statementRule<NullableKey>({
  id: 'primary-key-on-nullable-column',
  mode: 'lock-queue-freeze',
  on: ['primary-key-not-null'],
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    return onePerPart(existing(step.effects.scans)).flatMap((touch): NullableKey[] => {
      if (touch.because.id !== 'primary-key-not-null' || addedConstraint(step, touch.part)?.indexname === undefined)
        return [];
      const { columns } = touch.because;
      return [
        {
          severity: severityOf(touch),
          at: at(step, touch.part),
          bySize: bySize(worked(step, touch.part), 'caution'),
          alsoModes: ['not-null-without-backfill'],
          step,
          touch,
          columns,
        },
      ];
    });
  },
  describe: ({ step, touch, columns }) => ({
    title: `A primary key on a column that allows NULL reads ${shortName(touch.relation)} whole`,
    message: messageOf(step, touch, columns),
    fix:
      columns.length === 0 || step.version < 12
        ? ''
        : [
            ...notNullSteps(alteredTable(step), columns, step.version),
            {
              name: fileName(alteredTable(step), 'primary', 'key'),
              about: 'the key finds its columns NOT NULL',
              lines: [BOUNDED_WAIT, asWritten(step)],
            },
          ],
  }),
  boxes: (match) =>
    whenAsked(
      match,
      box(
        'before',
        `The columns of the new key of ${table(match.touch.relation)} are NOT NULL already`,
        `SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = to_regclass(${literal(match.touch.relation)}) AND attnum > 0;`,
      ),
    ),
});

function messageOf(step: Step, touch: Touch, columns: readonly string[]): string {
  const ready = 'The index is there already, but the columns of a primary key are also made NOT NULL.';
  if (touch.certainty === 'certain')
    return `${ready} ${blockedWhile(step, touch, 'is read whole')} One NULL makes it fail.`;
  const unknown =
    columns.length === 0 ? 'its columns are not known' : 'nobody has shown us whether its columns allow NULL';
  return `${ready} ${code(step.statement.kind)} ${lockClause(step, touch.relation)}, while the table may be read whole: ${unknown}. Give \`schema\` to settle it.`;
}
