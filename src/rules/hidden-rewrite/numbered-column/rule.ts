import type { Touch } from '../../../effects/effects.js';
import { derivedName, literal, relationName, shortName, splitName } from '../../../sql/names.js';
import type { Step } from '../../../timeline.js';
import { blockedWhile, BOUNDED_WAIT, fileName, type Fix } from '../../prose.js';
import { statementRule } from '../../rule.js';
import { writtenColumn } from '../../written-column.js';
import { rewritesBecause, type Rewrite } from '../rewrites.js';
import { notNullAfter, oldRows } from '../steps.js';

export const rule = statementRule<Rewrite>({
  id: 'numbered-column',
  mode: 'hidden-rewrite',
  on: ['serial-column', 'identity-column'],
  detect: (step) => rewritesBecause(step, 'serial-column', 'identity-column'),
  describe: ({ step, touch }) => ({
    title: `Numbering the existing rows rewrites ${shortName(touch.relation)}`,
    message: blockedWhile(step, touch, 'is rewritten'),
    fix: inSteps(step, touch),
  }),
});

/** A sequence as the default numbers new rows at once; the old ones take their numbers in batches. */
function inSteps(step: Step, { relation, part, because }: Touch): Fix {
  const column = writtenColumn(step, part);
  if (column === null) return '';
  const serial = because.id === 'serial-column' ? because.type : '';
  const type = serial === '' ? column.type : integerOf(serial);
  const name = shortName(relation);
  const sequence = shortName(
    relationName(splitName(relation).schema, unquoted(derivedName(relation, column.name, 'seq'))),
  );
  const next = `nextval(${literal(sequence)})`;
  const numbered = {
    name: fileName(relation, column.name),
    about: 'no old row is touched, new rows get a number',
    lines: [
      BOUNDED_WAIT,
      `CREATE SEQUENCE ${sequence};`,
      `ALTER TABLE ${name} ADD COLUMN ${column.quoted} ${type};`,
      `ALTER TABLE ${name} ALTER COLUMN ${column.quoted} SET DEFAULT ${next};`,
      `ALTER SEQUENCE ${sequence} OWNED BY ${name}.${column.quoted};`,
    ],
  };
  return [numbered, oldRows(step, relation, column.name, next), ...notNullAfter(step, relation, column.name, true)];
}

function integerOf(serial: string): string {
  if (serial === 'bigserial' || serial === 'serial8') return 'bigint';
  return serial === 'smallserial' || serial === 'serial2' ? 'smallint' : 'integer';
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
