import { derivedName, identifier, shortName, type RelationName } from '../sql/names.js';

/** Makes columns NOT NULL without a scan under a strong lock, in three migrations, each committed before the next. */
export function notNullSteps(table: RelationName, columns: readonly string[], version: number): string[] {
  if (version < 12)
    return ['-- before PostgreSQL 12 no CHECK can spare the scan for NULLs: plan a quiet moment for it'];
  const name = shortName(table);
  const checks = columns.map((column) => ({
    column: identifier(column),
    check: derivedName(table, column, 'not_null'),
  }));
  return [
    '-- first file:',
    "SET lock_timeout = '2s';",
    ...checks.map(
      ({ column, check }) => `ALTER TABLE ${name} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID;`,
    ),
    '-- next file, once that has committed:',
    ...checks.map(({ check }) => `ALTER TABLE ${name} VALIDATE CONSTRAINT ${check};`),
    '-- next file: the validated CHECKs spare the scans',
    "SET lock_timeout = '2s';",
    ...checks.map(({ column }) => `ALTER TABLE ${name} ALTER COLUMN ${column} SET NOT NULL;`),
    ...checks.map(({ check }) => `ALTER TABLE ${name} DROP CONSTRAINT ${check};`),
  ];
}
