import { derivedName, identifier, shortName, type RelationName } from '../sql/names.js';
import { BOUNDED_WAIT, comment, fileName, type FixFile } from './prose.js';

/** Makes columns NOT NULL without a scan under a strong lock. */
export function notNullSteps(relation: RelationName, columns: readonly string[], version: number): FixFile[] {
  const table = shortName(relation);
  const native = version >= 18;
  const proofs = columns.map((column) => ({
    column: identifier(column),
    proof: derivedName(relation, column, 'not_null'),
  }));
  const added = proofs.map(({ column, proof }) => {
    const definition = native ? `NOT NULL ${column}` : `CHECK (${column} IS NOT NULL)`;
    return `ALTER TABLE ${table} ADD CONSTRAINT ${proof} ${definition} NOT VALID;`;
  });
  const validated = proofs.map(({ proof }) => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${proof};`);
  const kept = comment(
    'and keep the CHECK: before PostgreSQL 12 it is no proof, and SET NOT NULL would read the table all the same',
  );
  const named = (...words: readonly string[]): string => fileName(relation, ...columns, ...words);
  const steps = [
    {
      name: named('not', 'null', 'check'),
      about: 'new rows are checked from now on, old ones not yet',
      lines: [BOUNDED_WAIT, ...added],
    },
    {
      name: named('not', 'null', 'validate'),
      about: 'the old rows are checked while reads and writes go on',
      lines: version < 12 ? [...validated, kept] : validated,
    },
  ];
  if (native || version < 12) return steps;
  const set = proofs.map(({ column }) => `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;`);
  const dropped = proofs.map(({ proof }) => `ALTER TABLE ${table} DROP CONSTRAINT ${proof};`);
  const about = 'the validated CHECK is the proof, so nothing is read';
  return [...steps, { name: named('not', 'null'), about, lines: [BOUNDED_WAIT, ...set, ...dropped] }];
}
