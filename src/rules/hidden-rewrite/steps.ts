import { shortName, type RelationName } from '../../sql/names.js';
import type { Step } from '../../timeline.js';
import { backfillLoop } from '../batching.js';
import { notNullSteps } from '../not-null-steps.js';
import { BOUNDED_WAIT, fileName, type Fix, type FixFile } from '../prose.js';
import type { WrittenColumn } from '../written-column.js';

/** New rows get the default at once, old rows in batches, and no row is written while the table is locked. */
export function columnInSteps(step: Step, relation: RelationName, column: WrittenColumn | null): Fix {
  if (column === null) return '';
  const name = shortName(relation);
  return [
    {
      name: fileName(relation, column.name),
      about: 'no old row is touched, new rows get the default',
      lines: [
        BOUNDED_WAIT,
        `ALTER TABLE ${name} ADD COLUMN ${column.quoted} ${column.type};`,
        `ALTER TABLE ${name} ALTER COLUMN ${column.quoted} SET DEFAULT ${column.defaultText};`,
      ],
    },
    oldRows(step, relation, column.name, column.defaultText),
    ...notNullAfter(step, relation, column.name, column.notNull),
  ];
}

/** The values of rows that were there before. */
export function oldRows(step: Step, relation: RelationName, column: string, value: string): FixFile {
  const name = fileName(relation, column, 'fill');
  return { name, about: 'the old rows', lines: [backfillLoop(step.before, relation, column, value, step.version)] };
}

export function notNullAfter(step: Step, relation: RelationName, column: string, wanted: boolean): FixFile[] {
  return wanted ? notNullSteps(relation, [column], step.version) : [];
}
