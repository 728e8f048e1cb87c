import type { Touch } from '../../../effects/effects.js';
import { derivedName, identifier, literal, relationName, shortName, splitName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { backfillLoop } from '../../batching.js';
import { blockedWhile, sql } from '../../prose.js';
import { statementRule, type Match } from '../../rule.js';
import { at, existing, onePerPart } from '../../scope.js';
import { addedColumn } from '../added-column.js';
import { notNullAfter } from '../steps.js';

interface NumberedColumn extends Match {
  readonly step: Step;
  readonly touch: Touch;
}

export const rule = statementRule<NumberedColumn>({
  id: 'numbered-column',
  mode: 'hidden-rewrite',
  detect: (step) => {
    if (step.effects.fails !== null) return [];
    const touches = onePerPart(existing(step.effects.rewrites)).filter(
      ({ because }) => because.id === 'serial-column' || because.id === 'identity-column',
    );
    return touches.map((touch) => ({
      severity: 'unsafe',
      at: at(step, touch.part),
      alsoModes: ['lock-queue-freeze'],
      step,
      touch,
    }));
  },
  describe: ({ step, touch }) => ({
    title: `Numbering the existing rows rewrites ${shortName(touch.relation)}`,
    message: blockedWhile(step, touch, 'is rewritten'),
    fix: inSteps(step, touch),
  }),
});

/** A sequence as the default numbers new rows at once; the old ones take their numbers in batches. */
function inSteps(step: Step, { relation, part, because }: Touch): string {
  const column = addedColumn(step, part);
  if (column === null) return '';
  const serial = because.id === 'serial-column' ? because.type : '';
  const type = serial === '' ? column.type : integerOf(serial);
  const name = shortName(relation);
  const sequence = shortName(
    relationName(splitName(relation).schema, unquoted(derivedName(relation, column.name, 'seq'))),
  );
  const next = `nextval(${literal(sequence)})`;
  return sql(
    '-- migration 1: no old row is touched, new rows get a number',
    `CREATE SEQUENCE ${sequence};`,
    `ALTER TABLE ${name} ADD COLUMN ${column.quoted} ${type};`,
    `ALTER TABLE ${name} ALTER COLUMN ${column.quoted} SET DEFAULT ${next};`,
    `ALTER SEQUENCE ${sequence} OWNED BY ${name}.${identifier(column.name)};`,
    '-- migration 2: the old rows',
    backfillLoop(step.after, relation, column.name, next),
    ...notNullAfter(step, relation, column.name, true),
  );
}

function integerOf(serial: string): string {
  if (serial === 'bigserial' || serial === 'serial8') return 'bigint';
  return serial === 'smallserial' || serial === 'serial2' ? 'smallint' : 'integer';
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
