import type { ATAlterConstraint } from '@pgsql/types';
import type { RelationName } from '../sql/names.js';
import { removeConstraints } from './apply-foreign-key.js';
import { removeIndex } from './apply-index.js';
import { dropNotNull, withConstraint } from './apply-not-null.js';
import { editColumn } from './apply-context.js';
import { foreignKeysTo, type Catalog, type Constraint } from './catalog.js';

/** VALIDATE CONSTRAINT on a table and what inherits from it. */
export function validateConstraint(catalog: Catalog, tables: readonly RelationName[], name: string): Catalog {
  let after = catalog;
  for (const table of tables) {
    const constraint = after.relations.get(table)?.constraints.get(name);
    if (constraint === undefined) continue;
    after = withConstraint(after, table, { ...constraint, validated: true });
    if (constraint.kind !== 'not-null') continue;
    for (const column of constraint.columns) {
      after = editColumn(after, [table], column, (before) => ({ ...before, notNull: true }));
    }
  }
  return after;
}

/** ALTER CONSTRAINT: when a foreign key is checked and whether it holds, and who inherits a NOT NULL. */
export function alterConstraint(catalog: Catalog, tables: readonly RelationName[], body: ATAlterConstraint): Catalog {
  let after = catalog;
  for (const table of tables) {
    const constraint = after.relations.get(table)?.constraints.get(body.conname ?? '');
    if (constraint?.kind === 'not-null' && body.alterInheritability === true)
      after = withInheritance(after, tables, constraint, body.noinherit !== true);
    if (constraint?.kind !== 'foreign-key') continue;
    const validated = body.alterEnforceability === true ? body.is_enforced === true : constraint.validated;
    const enforced = body.alterEnforceability === true ? body.is_enforced === true : constraint.enforced;
    const changed = body.alterDeferrability === true;
    const deferred = changed ? body.initdeferred === true : constraint.deferred;
    const deferrable = changed ? deferred || body.deferrable === true : constraint.deferrable;
    after = withConstraint(after, table, { ...constraint, validated, enforced, deferrable, deferred });
  }
  return after;
}

/** INHERIT gives the constraint to what inherits the columns; NO INHERIT leaves it where it is. */
function withInheritance(
  catalog: Catalog,
  tables: readonly RelationName[],
  constraint: Extract<Constraint, { kind: 'not-null' }>,
  inherited: boolean,
): Catalog {
  let after = catalog;
  for (const table of inherited ? tables : tables.slice(0, 1)) {
    after = withConstraint(after, table, { ...constraint, inherited });
    for (const column of constraint.columns)
      after = editColumn(after, [table], column, (before) => ({ ...before, notNull: true }));
  }
  return after;
}

/** DROP CONSTRAINT; with CASCADE the foreign keys that rest on a dropped key go too. */
export function dropConstraint(
  catalog: Catalog,
  tables: readonly RelationName[],
  name: string,
  cascade: boolean,
): Catalog {
  const [table, ...others] = tables;
  const first = table === undefined ? undefined : catalog.relations.get(table)?.constraints.get(name);
  if (table === undefined || first === undefined) return catalog;
  let after = dropOne(catalog, table, first, cascade);
  for (const other of others) {
    // A partition's key has a name of its own; everything else is inherited under the same name.
    const copy = after.relations.get(other)?.constraints.find((one) => isCopy(one, first));
    if (copy !== undefined) after = dropOne(after, other, copy, cascade);
  }
  return after;
}

function isCopy(one: Constraint, original: Constraint): boolean {
  if (one.kind !== original.kind) return false;
  if (one.kind === 'check') return one.name === original.name;
  return one.columns.join() === original.columns.join();
}

function dropOne(catalog: Catalog, table: RelationName, constraint: Constraint, cascade: boolean): Catalog {
  if (constraint.kind === 'not-null') return dropNotNull(catalog, [table], constraint.columns[0] ?? '');
  let after = removeConstraints(catalog, table, ({ name }) => name === constraint.name);
  if (!('index' in constraint)) return after;
  after = removeIndex(after, constraint.index);
  if (!cascade) return after;
  for (const { table: other, key } of foreignKeysTo(after, table)) {
    if (key.referencedColumns.join() !== constraint.columns.join()) continue;
    after = removeConstraints(after, other, ({ name }) => name === key.name);
  }
  return after;
}
