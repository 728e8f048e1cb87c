import { derivedName, identifier, shortName, type RelationName } from '../../sql/names.js';
import type { Step } from '../../timeline.js';
import { backfillLoop } from '../batching.js';
import { notNullRecipe } from '../not-null-without-backfill/recipe.js';
import { sql } from '../prose.js';
import type { AddedColumn } from './added-column.js';

/** New rows get the default at once, old rows in batches, and no row is written while the table is locked. */
export function columnInSteps(step: Step, relation: RelationName, column: AddedColumn | null): string {
  if (column === null) return '';
  const name = shortName(relation);
  return sql(
    '-- migration 1: no old row is touched, new rows get the default',
    `ALTER TABLE ${name} ADD COLUMN ${column.quoted} ${column.type};`,
    `ALTER TABLE ${name} ALTER COLUMN ${column.quoted} SET DEFAULT ${column.defaultText};`,
    '-- migration 2: the old rows',
    backfillLoop(step.after, relation, column.name, column.defaultText),
    ...notNullAfter(step, relation, column.name, column.notNull),
  );
}

export function notNullAfter(step: Step, relation: RelationName, column: string, wanted: boolean): string[] {
  return wanted ? ['-- then NOT NULL, in files of their own:', ...notNullRecipe(relation, column, step.version)] : [];
}

/** A trigger that computes a column from the others of its row, for every row written from now on. */
export function syncTrigger(step: Step, relation: RelationName, column: string, expression: string): string[] {
  const trigger = derivedName(relation, column, 'sync');
  return [
    `CREATE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$`,
    'BEGIN',
    `  NEW.${identifier(column)} := (SELECT ${expression} FROM (SELECT NEW.*) AS written);`,
    '  RETURN NEW;',
    'END $$;',
    `CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${shortName(relation)}`,
    `FOR EACH ROW EXECUTE ${step.version < 11 ? 'PROCEDURE' : 'FUNCTION'} ${trigger}();`,
  ];
}
