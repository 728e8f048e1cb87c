import { derivedName, identifier, shortName, type RelationName } from '../../sql/names.js';

/** NOT NULL without a scan under ACCESS EXCLUSIVE, one file a step: each must commit before the next. */
export function notNullRecipe(relation: RelationName, column: string, version: number): string[] {
  const table = shortName(relation);
  const quoted = identifier(column);
  const constraint = derivedName(relation, column, 'not_null');
  const native = version >= 18;
  const steps = [
    '-- file 1: new rows are checked from now on, old ones not yet',
    `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} ${native ? `NOT NULL ${quoted}` : `CHECK (${quoted} IS NOT NULL)`} NOT VALID;`,
    '-- file 2: the old rows are checked while reads and writes go on',
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`,
  ];
  if (native) return steps;
  if (version < 12)
    return [
      ...steps,
      '-- and keep the CHECK: before PostgreSQL 12 it is no proof, and SET NOT NULL would read the table all the same',
    ];
  return [
    ...steps,
    '-- file 3: the validated CHECK is the proof, so nothing is read',
    `ALTER TABLE ${table} ALTER COLUMN ${quoted} SET NOT NULL;`,
    `ALTER TABLE ${table} DROP CONSTRAINT ${constraint};`,
  ];
}
